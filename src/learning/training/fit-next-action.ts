import type { FitContext } from '../../core/contracts/recommender.ts';
import type { Random } from '../../core/random.ts';
import { samplesAt, type ActionModel, type ActionSamples } from '../../models/actions/action-model.ts';
import { decide, decisionWeights } from '../../models/actions/decision-weights.ts';
import { fitMixture, mix } from '../../models/actions/mixture.ts';
import { habitColumns } from '../../models/actions/habit-columns.ts';
import {
  MODELLED_KINDS,
  NextActionModel,
  type FittedNextAction,
  type Judgement,
  type Members,
  type ModelledKind,
} from '../../models/actions/next-action-model.ts';
import { TransitionActionModel } from '../../models/actions/transition-action-model.ts';
import { TreeActionModel } from '../../models/actions/tree-action-model.ts';
import { trainNeuralActions } from './train-next-action-neural.ts';

export interface FitNextActionOptions {
  /** Which kinds of models are mixed; default all. */
  readonly kinds?: readonly ModelledKind[];
  /** Parts of the shoppers, each held out once; from 2. Default 5. */
  readonly folds?: number;
  /** Share of the usual training steps, in (0, 1]; default 1. */
  readonly effort?: number;
  /**
   * How much accuracy may be given up on held-out shoppers so that rare actions are named as well, from 0 to 1. It
   * never falls below that of trigrams for it. Default 1.
   */
  readonly accuracyLost?: number;
}

/** By how much the accuracy must be above that of trigrams on the held-out shoppers. */
const ACCURACY_MARGIN = 0.01;
/** Share of the surest moments that the model answers; at the others it abstains. */
const ANSWERED = 0.9;

type LogsOfKinds = Readonly<Partial<Record<ModelledKind, Float32Array>>>;

/** What is learned of some samples, before it is judged. */
interface Learned {
  /** By kind: log-probabilities of all samples, each told by a model that had not seen its shopper. */
  readonly logs: LogsOfKinds;
  /** Trained on all samples. */
  readonly members: Members;
  /** Of trigrams, told alike. */
  readonly trigramAccuracy: number;
}

/**
 * Trains the mixture of networks and trees on samples of many shoppers. First each fold's models learn from the other
 * folds: what they say of the shoppers they had not seen decides how they are mixed, how sure they may be, and when a
 * rare action is named. Then models are trained on all samples, which are asked from then on: single ones as well,
 * since a mean over folds would be less sure of rare actions than what the weights were chosen for. Blocks its thread.
 */
export async function fitNextAction<Action extends string>(
  samples: ActionSamples & { readonly actions: readonly Action[] },
  context: FitContext,
  options: FitNextActionOptions = {},
): Promise<NextActionModel<Action>> {
  const { kinds = MODELLED_KINDS } = options;
  return judged(samples, await learn(samples, context, options), kinds, options.accuracyLost);
}

/** As `fitNextAction`, with each kind of model judged by itself beside the mixture. */
export async function fitNextActionKinds<Action extends string>(
  samples: ActionSamples & { readonly actions: readonly Action[] },
  context: FitContext,
  options: Omit<FitNextActionOptions, 'kinds'> = {},
): Promise<FittedNextAction<Action>> {
  const learned = await learn(samples, context, options);
  return {
    default: judged(samples, learned, MODELLED_KINDS),
    neural: judged(samples, learned, ['neural']),
    trees: judged(samples, learned, ['trees']),
    habits: judged(samples, learned, ['habits']),
  };
}

/** Chooses on held-out shoppers how the kinds are mixed and when each action is named. */
function judged<Action extends string>(
  samples: ActionSamples & { readonly actions: readonly Action[] },
  { logs: all, members, trigramAccuracy }: Learned,
  kinds: readonly ModelledKind[],
  accuracyLost = 1,
): NextActionModel<Action> {
  const { actions, count, space, truth } = samples;
  const classes = actions.length;
  const logs = kinds.flatMap((kind) => all[kind] ?? []);
  const mixture = fitMixture(logs, truth, classes);
  const mixed = mix(logs, mixture, classes);
  const probabilities = mixed.map(Math.exp);
  const leastAccuracy = Math.max(
    trigramAccuracy + ACCURACY_MARGIN,
    rightOf(mixed, samples) / Math.max(1, count) - accuracyLost,
  );
  const weights = decisionWeights({ probabilities, truth, classes }, leastAccuracy);
  const surest = Float32Array.from({ length: count }, (_, row) =>
    Math.max(...probabilities.subarray(row * classes, (row + 1) * classes)),
  ).sort();
  const judgement: Judgement = {
    ...mixture,
    weights: [...weights],
    leastSure: surest.at(Math.floor((1 - ANSWERED) * count)) ?? 0,
  };
  const kept = Object.fromEntries(kinds.map((kind) => [kind, members[kind]]));
  return new NextActionModel(space, actions, kept, judgement);
}

async function learn(
  samples: ActionSamples,
  { random, progress }: FitContext,
  { kinds = MODELLED_KINDS, folds = 5, effort = 1 }: FitNextActionOptions,
): Promise<Learned> {
  const allowed = habitColumns(samples.space);
  const fit = async (kind: ModelledKind, train: ActionSamples, name: string): Promise<ActionModel> => {
    const training = { random: random.fork(`${kind}/${name}`), progress, effort };
    if (kind === 'trees') return TreeActionModel.fit(train, training);
    return trainNeuralActions(train, kind === 'habits' ? { ...training, allowed } : training);
  };
  const classes = samples.actions.length;
  const foldOf = foldsOf(samples.groupOf, folds, random.fork('folds'));
  const logs: Partial<Record<ModelledKind, Float32Array>> = {};
  let trigramRight = 0;
  for (let fold = 0; fold < folds; fold++) {
    const all = Array.from({ length: samples.count }, (_, row) => row);
    const held = all.filter((row) => foldOf[row] === fold);
    const train = samplesAt(
      samples,
      all.filter((row) => foldOf[row] !== fold),
    );
    const judge = samplesAt(samples, held);
    if (train.count === 0 || judge.count === 0) continue;
    for (const kind of kinds) {
      const scores = await (await fit(kind, train, `${fold}`)).score(judge.rows);
      const told = (logs[kind] ??= new Float32Array(samples.count * classes));
      for (const [place, row] of held.entries())
        told.set(scores.subarray(place * classes, (place + 1) * classes), row * classes);
    }
    trigramRight += rightOf(new TransitionActionModel(train, 2).score(judge.rows), judge);
  }
  const members: Partial<Record<ModelledKind, ActionModel>> = {};
  for (const kind of kinds) members[kind] = await fit(kind, samples, 'all');
  return { logs, members, trigramAccuracy: trigramRight / Math.max(1, samples.count) };
}

/** The fold of each row: groups stay whole, and are dealt out in a random order. */
function foldsOf(groupOf: Int32Array, folds: number, random: Random): Int32Array {
  const groups = random.shuffle([...new Set(groupOf)]);
  const foldOf = new Map(groups.map((group, i) => [group, i % folds]));
  return groupOf.map((group) => foldOf.get(group) ?? 0);
}

function rightOf(scores: Float32Array, { truth, actions }: ActionSamples): number {
  const equal = new Float64Array(actions.length).fill(1);
  const probabilities = scores.map(Math.exp);
  return truth.reduce(
    (right, own, row) => right + Number(decide(probabilities, equal, row * actions.length) === own),
    0,
  );
}
