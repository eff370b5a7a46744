import { adaptToScene } from './train-scene-adaptation.ts';
import { sceneEpisodes } from './train-scene-episodes.ts';
import { weightsOf, type Weights } from './train-scene-learner.ts';
import { DEFAULT_META, type MetaMethod } from './train-scene-meta.ts';

/**
 * Reptile (Nichol et al., 2018): the start moves a little towards the weights that each scene led to, less and less so.
 * It examines nothing, so all events of a rehearsal are learned from.
 */
export const reptile: MetaMethod = {
  name: 'reptile',
  async learn(learner, samples, training, { random, progress }) {
    const { rehearsals, events, steps, rate } = { ...DEFAULT_META, ...training };
    const outerRate = training.outerRate ?? 0.3;
    const episodes = sceneEpisodes(samples, events);
    const draws = random.fork('episodes');
    const work = progress.start('Learning to learn scenes (Reptile)', rehearsals);
    let weights: Weights = learner.weights();
    for (let rehearsal = 0; rehearsal < rehearsals; rehearsal++) {
      const { support, examined } = episodes.draw(draws);
      const rows = [...support, ...examined];
      await adaptToScene(learner, { name: 'reptile', weights, steps, rate }, samples, rows);
      const led = learner.weights();
      const share = outerRate * (1 - rehearsal / rehearsals);
      weights = new Map(
        [...weights].map(([name, values]) => {
          const there = weightsOf(led, name);
          return [name, values.map((value, i) => value + share * (there[i] - value))];
        }),
      );
      work.advance();
    }
    work.done();
    return { name: 'reptile', weights, steps, rate };
  },
};
