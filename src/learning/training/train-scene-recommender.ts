import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { readCatalogue, type ItemVectors } from '../../models/ranking/catalogue.ts';
import { mmoeNetwork } from '../../models/scenes/networks/mmoe.ts';
import type { SceneNetwork } from '../../models/scenes/scene-network.ts';
import { SceneRecommender } from '../../models/scenes/scene-recommender.ts';
import { trainSceneNetwork, type SceneTraining } from './train-scene-network.ts';
import { DEFAULT_SAMPLING, taskWeightsOf, visitSamples, type VisitSampling } from './train-scene-visits.ts';

export interface SceneRecommenderOptions {
  /** How the scene is let in; default MMoE. */
  readonly network?: SceneNetwork;
  readonly training?: Omit<SceneTraining, 'network'>;
  readonly sampling?: VisitSampling;
  /** Vectors of items from encoders, such as their pictures; default: none. */
  readonly vectors?: readonly ItemVectors[];
  /** How much click, cart and purchase count in the order; default 0.2, 0.3 and 1. */
  readonly taskWeights?: readonly [click: number, cart: number, purchase: number];
}

/**
 * Recommends by the scene of the question: a network conditioned on it judges the best of the ranker's first guess, over
 * click, cart and purchase. It learns from past visits, features as they were then. Throws `not-enough-data` for a log
 * with hardly any visits. Called `scene-` and the network's name.
 */
export function sceneRecommender(options: SceneRecommenderOptions = {}): RecommenderKind {
  const { network = mmoeNetwork, vectors, training, sampling = {}, taskWeights = [0.2, 0.3, 1] } = options;
  const name = `scene-${network.name}`;
  return {
    name,
    async fit(dataset, context) {
      const catalogue = readCatalogue(dataset.items, vectors);
      const { windows, visits } = { ...DEFAULT_SAMPLING, ...sampling };
      const step = context.progress.start('Reading visits by scene', windows * visits);
      const samples = visitSamples(dataset, catalogue, sampling, {
        random: context.random.fork('visits'),
        step,
      });
      step.done();
      const scorer = await trainSceneNetwork(samples, { ...training, network }, context);
      const { events } = dataset;
      return new SceneRecommender({
        name,
        scorer,
        catalogue,
        events,
        now: events.time[events.count - 1] + 1,
        taskWeights: taskWeightsOf(samples, taskWeights),
      });
    },
    load: (artifacts, { items }) => SceneRecommender.load(artifacts, readCatalogue(items, vectors)),
  };
}
