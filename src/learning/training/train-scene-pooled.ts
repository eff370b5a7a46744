import { adam } from '../../tensor/optimisers/adam.ts';
import { weightsOf } from './train-scene-learner.ts';
import { DEFAULT_META, type MetaMethod } from './train-scene-meta.ts';

/**
 * What meta-learning has to beat: all known scenes are learned together, without any thought of a new one, and a new
 * one starts from there.
 */
export const pooled: MetaMethod = {
  name: 'pooled',
  async learn(learner, samples, training, { random, progress }) {
    const { rehearsals, steps, rate } = { ...DEFAULT_META, ...training };
    const optimiser = adam({ learningRate: training.outerRate ?? 3e-3, clipNorm: 5 });
    const draws = random.fork('rows');
    const work = progress.start('Learning all scenes together', rehearsals);
    for (let step = 0; step < rehearsals; step++) {
      const rows = Array.from({ length: 256 }, () => draws.integer(samples.rows));
      const { gradients } = await learner.gradients(samples, rows);
      const moved = new Map(learner.weights());
      optimiser.step(
        [...moved].map(([name, parameter]) => ({
          name,
          parameter,
          update: weightsOf(gradients, name).slice(),
        })),
      );
      learner.setWeights(moved);
      work.advance();
    }
    work.done();
    return { name: 'pooled', weights: learner.weights(), steps, rate };
  },
};
