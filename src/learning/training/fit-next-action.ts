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
  /** Parts of the shoppers, each held out once; from 2. Default 3. */
  readonly folds?: number;
  /** Share of the usual training steps, in (0, 1]; default 1. */
  readonly effort?: number;
}

/** By how much the accuracy must be above that of trigrams on the held-out shoppers. */
const ACCURACY_MARGIN = 0.01;
/** Share of the surest moments that the model answers; at the others it abstains. */
const ANSWERED = 0.9;

interface HeldOut {
  /** By kind: log-probabilities of all samples, each told by a model that had not seen its shopper. */
  readonly logs: Readonly<Partial<Record<ModelledKind, Float32Array>>>;
  readonly members: Members;
  /** Of trigrams, told alike. */
  readonly trigramAccuracy: number;
}

/**
 * Trains the mixture of networks and trees on samples of many shoppers: each fold's models learn from the others, and
 * what they say of the fold they had not seen decides how they are mixed, how sure they may be, and when a rare action
 * is named. All folds' models are kept and averaged (Krogh and Vedelsby, 1995), so that no sample is wasted. Blocks
 * its thread.
 */
export async function fitNextAction<Action extends string>(
  samples: ActionSamples & { readonly actions: readonly Action[] },
  context: FitContext,
  options: FitNextActionOptions = {},
): Promise<NextActionModel<Action>> {
  const { kinds = MODELLED_KINDS } = options;
  return judged(samples, await askHeldOut(samples, context, options), kinds);
}

/** As `fitNextAction`, with each kind of model judged by itself beside the mixture. */
export async function fitNextActionKinds<Action extends string>(
  samples: ActionSamples & { readonly actions: readonly Action[] },
  context: FitContext,
  options: Omit<FitNextActionOptions, 'kinds'> = {},
): Promise<FittedNextAction<Action>> {
  const heldOut = await askHeldOut(samples, context, options);
  return {
    default: judged(samples, heldOut, MODELLED_KINDS),
    neural: judged(samples, heldOut, ['neural']),
    trees: judged(samples, heldOut, ['trees']),
    habits: judged(samples, heldOut, ['habits']),
  };
}

/** Chooses on held-out shoppers how the kinds are mixed and when each action is named. */
function judged<Action extends string>(
  samples: ActionSamples & { readonly actions: readonly Action[] },
  { logs: all, members, trigramAccuracy }: HeldOut,
  kinds: readonly ModelledKind[],
): NextActionModel<Action> {
  const { actions, count, space, truth } = samples;
  const classes = actions.length;
  const logs = kinds.flatMap((kind) => all[kind] ?? []);
  const mixture = fitMixture(logs, truth, classes);
  const probabilities = mix(logs, mixture, classes).map(Math.exp);
  const weights = decisionWeights({ probabilities, truth, classes }, trigramAccuracy + ACCURACY_MARGIN);
  const surest = Float32Array.from({ length: count }, (_, row) =>
    Math.max(...probabilities.subarray(row * classes, (row + 1) * classes)),
  ).sort();
  const judgement: Judgement = {
    ...mixture,
    weights: [...weights],
    leastSure: surest.at(Math.floor((1 - ANSWERED) * count)) ?? 0,
  };
  const kept = {
    neural: kinds.includes('neural') ? members.neural : [],
    trees: kinds.includes('trees') ? members.trees : [],
    habits: kinds.includes('habits') ? members.habits : [],
  };
  return new NextActionModel(space, actions, kept, judgement);
}

async function askHeldOut(
  samples: ActionSamples,
  { random, progress }: FitContext,
  { kinds = MODELLED_KINDS, folds = 3, effort = 1 }: FitNextActionOptions,
): Promise<HeldOut> {
  const classes = samples.actions.length;
  const foldOf = foldsOf(samples.groupOf, folds, random.fork('folds'));
  const allowed = habitColumns(samples.space);
  const logs: Partial<Record<ModelledKind, Float32Array>> = {};
  const members: Record<ModelledKind, ActionModel[]> = { neural: [], trees: [], habits: [] };
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
      const training = { random: random.fork(`${kind}/${fold}`), progress, effort };
      const model =
        kind === 'trees'
          ? TreeActionModel.fit(train, judge, training)
          : await trainNeuralActions(train, kind === 'habits' ? { ...training, allowed } : training);
      members[kind].push(model);
      const scores = await model.score(judge.rows);
      const told = (logs[kind] ??= new Float32Array(samples.count * classes));
      for (const [place, row] of held.entries())
        told.set(scores.subarray(place * classes, (place + 1) * classes), row * classes);
    }
    trigramRight += rightOf(new TransitionActionModel(train, 2).score(judge.rows), judge);
  }
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
