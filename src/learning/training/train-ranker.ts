import type { FitContext } from '../../core/contracts/recommender.ts';
import type { Random } from '../../core/random.ts';
import type { ItemVectors } from '../../models/ranking/catalogue.ts';
import { rowsBy } from '../../models/ranking/feature-rows.ts';
import { bestRound, heldOutParts } from '../../models/ranking/held-out.ts';
import { FADING } from '../../models/ranking/learn-weights.ts';
import { featuresOf, FEWEST_QUESTIONS, listsOf, type Lesson } from '../../models/ranking/lesson.ts';
import { firstGuess, learnLinear } from '../../models/ranking/linear-scorer.ts';
import { rankerNetwork, rankerTensors } from '../../models/ranking/neural/network.ts';
import { NEURAL, NeuralScorer } from '../../models/ranking/neural/neural-scorer.ts';
import { RankerInputs } from '../../models/ranking/neural/ranker-inputs.ts';
import type { PastList } from '../../models/ranking/past-lists.ts';
import { CANDIDATES } from '../../models/ranking/ranked-scores.ts';
import type { ScorerKind } from '../../models/ranking/scorer.ts';
import { fitStandardiser } from '../../models/ranking/standardiser.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { add } from '../../tensor/ops/arithmetic.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { reshape } from '../../tensor/ops/shape.ts';
import { adamW } from '../../tensor/optimisers/adam.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import { createTrainer } from '../../tensor/trainer.ts';

export interface NeuralScorerOptions {
  /** Vectors of items whose meeting with the shopper's past is seen, such as those of pictures. Default: none. */
  readonly vectors?: readonly ItemVectors[];
  /** As of the trees: what the network starts from. Default `linear`. */
  readonly start?: 'linear' | 'nothing';
  /** Times that the questions are gone through at most; held-out questions tell when to stop. Default 12. */
  readonly epochs?: number;
  /** Default 2e-3. */
  readonly learningRate?: number;
  /** Decay of the weights. Default 0.05. */
  readonly weightDecay?: number;
  /** Questions of a step. Default 16. */
  readonly batch?: number;
}

const DEFAULTS = { start: 'linear', epochs: 12, learningRate: 2e-3, weightDecay: 0.05, batch: 16 } as const;

type Settings = Required<Omit<NeuralScorerOptions, 'vectors'>>;

/** Makes a place that holds no candidate impossible. */
const NO_CANDIDATE = -1e9;

/**
 * A multimodal neural ranker: a small network over the features, the other recommenders' scores and the meeting of
 * pictures and texts, trained with a softmax over each question's candidates (ListNet: Cao et al., 2007). Blocks its
 * thread while it learns.
 */
export function neuralScorer({ vectors = [], ...options }: NeuralScorerOptions = {}): ScorerKind {
  return {
    name: NEURAL,
    learn: (lesson, context) => learnNetwork(lesson, vectors, { ...DEFAULTS, ...options }, context),
    load: (artifacts) => NeuralScorer.load(artifacts, vectors),
  };
}

async function learnNetwork(
  lesson: Lesson,
  vectors: readonly ItemVectors[],
  settings: Settings,
  { random, progress }: FitContext,
): Promise<NeuralScorer> {
  const lists = listsOf(lesson);
  const hasEnough = lists.length >= FEWEST_QUESTIONS;
  const names = featuresOf(lesson).map(({ name }) => name);
  const { means, scales } = fitStandardiser(
    lists.map((list) => rowsBy(names, list)),
    names.length,
  );
  const linear = !hasEnough ? firstGuess : settings.start === 'linear' ? learnLinear(lesson) : undefined;
  const inputs = new RankerInputs({ names, means, scales, vectors, linear });
  const parts = hasEnough ? heldOutParts(lists, random.fork('held out')) : [];
  const step = progress.start('Training the neural ranker', parts.length + 1);
  const losses: number[][] = [];
  for (const [part, { seen, unseen }] of parts.entries()) {
    const study = await studyLists(inputs, seen, settings, random.fork(part));
    losses.push(await study.epochs(settings.epochs, unseen));
    step.advance();
  }
  const counts = parts.map(({ unseen }) => unseen.length);
  const study = await studyLists(inputs, lists, settings, random.fork('all'));
  await study.epochs(hasEnough ? bestRound(losses, counts) : 0, []);
  step.done();
  return NeuralScorer.fromParameters(inputs, study.parameters);
}

interface Study {
  readonly parameters: ParameterStore;
  /** Goes through the lists so many times; the loss on `judged` before and after each, where there are any. */
  epochs(count: number, judged: readonly PastList[]): Promise<number[]>;
}

async function studyLists(
  inputs: RankerInputs,
  lists: readonly PastList[],
  settings: Settings,
  random: Random,
): Promise<Study> {
  const batch = Math.max(1, Math.min(settings.batch, lists.length));
  const parameters = new ParameterStore(random.fork('parameters'));
  const { graph, loss } = lossGraph(inputs, parameters, batch);
  return {
    parameters,
    async epochs(count, judged) {
      const losses = judged.length > 0 ? [await lossOn(inputs, parameters, judged)] : [];
      if (count === 0) return losses;
      const { learningRate, weightDecay } = settings;
      const optimiser = adamW({ learningRate, weightDecay, clipNorm: 5 });
      const trainer = await createTrainer({ graph, loss, parameters, optimiser });
      for (let epoch = 0; epoch < count; epoch++) {
        const order = random.fork(epoch).shuffle(lists);
        for (let from = 0; from + batch <= order.length; from += batch) {
          await trainer.step(feedsOf(inputs, order.slice(from, from + batch), batch));
        }
        if (judged.length > 0) losses.push(await lossOn(inputs, parameters, judged));
      }
      await trainer.release();
      return losses;
    },
  };
}

/** The listwise loss of `batch` questions of 150 places each. */
function lossGraph(
  inputs: RankerInputs,
  parameters: ParameterStore,
  batch: number,
): { readonly graph: Graph; readonly loss: Tensor } {
  const graph = new Graph();
  const scores = rankerNetwork(graph, parameters, rankerTensors(graph, inputs, batch * CANDIDATES));
  const places = add(reshape(scores, [batch, CANDIDATES]), graph.input('places', [batch, CANDIDATES]));
  const loss = crossEntropy(places, graph.input('taken', [batch, CANDIDATES]), {
    weights: graph.input('weights', [batch]),
  });
  return { graph, loss };
}

/** Feeds of up to `batch` questions; rows of a batch that no question fills weigh nothing. */
function feedsOf(
  inputs: RankerInputs,
  lists: readonly PastList[],
  batch: number,
): Record<string, Float32Array> {
  const feeds = inputs.allocate(batch * CANDIDATES);
  const places = new Float32Array(batch * CANDIDATES).fill(NO_CANDIDATE);
  const taken = new Float32Array(batch * CANDIDATES);
  const weights = new Float32Array(batch);
  for (const [row, list] of lists.entries()) {
    const at = row * CANDIDATES;
    inputs.write(list, feeds, at);
    places.fill(0, at, at + list.items.length);
    taken.fill(1 / list.positives, at, at + list.positives);
    // Each question counts the same however much was taken, as in Recall; what was no candidate cannot be learned.
    weights[row] = (FADING ** list.age * list.positives) / list.taken;
  }
  return { ...feeds, places, taken, weights };
}

async function lossOn(
  inputs: RankerInputs,
  parameters: ParameterStore,
  lists: readonly PastList[],
): Promise<number> {
  const batch = Math.min(64, lists.length);
  const { graph, loss } = lossGraph(inputs, parameters, batch);
  graph.output('loss', loss);
  const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
  let sum = 0;
  let total = 0;
  for (let from = 0; from < lists.length; from += batch) {
    const feeds = feedsOf(inputs, lists.slice(from, from + batch), batch);
    const weight = feeds.weights.reduce((all, one) => all + one, 0);
    const { loss: mean } = await session.run(feeds);
    sum += mean[0] * weight;
    total += weight;
  }
  await session.release();
  return sum / total;
}
