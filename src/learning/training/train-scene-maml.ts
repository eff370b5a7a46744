import { adam } from '../../tensor/optimisers/adam.ts';
import { adaptToScene } from './train-scene-adaptation.ts';
import { sceneEpisodes } from './train-scene-episodes.ts';
import { weightsOf } from './train-scene-learner.ts';
import { DEFAULT_META, type MetaMethod } from './train-scene-meta.ts';

/**
 * First-order model-agnostic meta-learning (Finn et al., 2017): the start moves against the gradient that the examined
 * events have at the weights which the learned-from events led to. Second derivatives are left out.
 */
export const maml: MetaMethod = {
  name: 'maml',
  async learn(learner, samples, training, { random, progress }) {
    const { rehearsals, events, steps, rate } = { ...DEFAULT_META, ...training };
    const episodes = sceneEpisodes(samples, events);
    const optimiser = adam({ learningRate: training.outerRate ?? 3e-3, clipNorm: 5 });
    const draws = random.fork('episodes');
    const work = progress.start('Learning to learn scenes (MAML)', rehearsals);
    let weights = learner.weights();
    for (let rehearsal = 0; rehearsal < rehearsals; rehearsal++) {
      const { support, examined } = episodes.draw(draws);
      await adaptToScene(learner, { name: 'maml', weights, steps, rate }, samples, support);
      const { gradients } = await learner.gradients(samples, examined);
      const moved = new Map([...weights].map(([name, values]) => [name, values.slice()]));
      optimiser.step(
        [...moved].map(([name, parameter]) => ({
          name,
          parameter,
          update: weightsOf(gradients, name).slice(),
        })),
      );
      weights = moved;
      work.advance();
    }
    work.done();
    return { name: 'maml', weights, steps, rate };
  },
};
