import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { samplesAt, type ActionSamples } from '../../models/actions/action-model.ts';
import { decide } from '../../models/actions/decision-weights.ts';
import { itemFacts } from '../../models/actions/item-facts.ts';
import type { NextActionModel } from '../../models/actions/next-action-model.ts';
import { LEARNT_ACTIONS } from '../../models/actions/session-state.ts';
import { TransitionActionModel } from '../../models/actions/transition-action-model.ts';
import { fitNextAction } from './fit-next-action.ts';
import { describeMoments, sessionsOf, SHOP_CLASSES } from './next-action-samples.ts';

/** Fewer moments than this say nothing about what follows what. */
const FEWEST_SAMPLES = 500;
/** A log of purchases alone knows two: to buy and to leave. */
const FEWEST_ACTIONS = 3;
/** Share of the newest sessions that the model is measured on and does not see. */
const HELD_OUT = 0.1;
/** More visits teach a guide little more, and take longer. */
const MOST_SESSIONS = 3_000;
/**
 * A network alone and few steps, so that a shop's training stays short: on the embedded shop, trees beside it bring
 * nothing that can be told from chance. A guide's first word should be right most often: no accuracy is given up.
 */
const FITTING = { kinds: ['neural'], folds: 2, accuracyLost: 0 } as const;
const SHARE_OF_STEPS = 0.35;

export interface TrainedNextAction {
  readonly model: NextActionModel;
  /** On the newest tenth of the sessions, none of which was trained on. */
  readonly metrics: {
    readonly accuracy: number;
    readonly macroF1: number;
    readonly bigramAccuracy: number;
    readonly bigramMacroF1: number;
  };
}

/**
 * Trains the next-action model on a shop's sessions; undefined where the log has too few of them, as a table of
 * purchases alone has. `effort` is the share of the usual steps to take, in (0, 1]. Blocks its thread.
 */
export async function trainNextAction(
  dataset: Dataset,
  context: FitContext,
  { effort = 1 }: { readonly effort?: number } = {},
): Promise<TrainedNextAction | undefined> {
  const sessions = sessionsOf(dataset)
    .filter(({ events }) => events.length > 1)
    .slice(-MOST_SESSIONS);
  const starts = sessions.map(({ events }) => events[0].time);
  const boundary = starts[Math.floor(starts.length * (1 - HELD_OUT))];
  // A guide asks about guests as well: each session stands for itself.
  const options = {
    classes: { ...SHOP_CLASSES, actions: LEARNT_ACTIONS },
    factsOf: itemFacts(dataset.items),
  };
  const samples = describeMoments(
    sessions.map((session) => ({ ...session, user: -1 })),
    options,
  );
  if (samples.count < FEWEST_SAMPLES || new Set(samples.truth).size < FEWEST_ACTIONS) return undefined;
  const all = Array.from({ length: samples.count }, (_, row) => row);
  const isNew = (row: number): boolean => starts[samples.groupOf[row]] >= boundary;
  const train = samplesAt(
    samples,
    all.filter((row) => !isNew(row)),
  );
  const test = samplesAt(samples, all.filter(isNew));
  // Where all sessions bear one time, as dates without an hour do, there is no newest tenth to measure on.
  if (train.count === 0) return undefined;
  const model = await fitNextAction({ ...train, actions: LEARNT_ACTIONS }, context, {
    ...FITTING,
    effort: SHARE_OF_STEPS * effort,
  });
  const named = namesOf(await model.score(test.rows), model.judgement.weights, test);
  const equal = model.judgement.weights.map(() => 1);
  const bigram = namesOf(new TransitionActionModel(train, 2).score(test.rows), equal, test);
  return {
    model,
    metrics: {
      accuracy: accuracyOf(named, test.truth),
      macroF1: macroF1Of(named, test.truth),
      bigramAccuracy: accuracyOf(bigram, test.truth),
      bigramMacroF1: macroF1Of(bigram, test.truth),
    },
  };
}

function namesOf(logs: Float32Array, weights: readonly number[], { count }: ActionSamples): number[] {
  const probabilities = logs.map(Math.exp);
  return Array.from({ length: count }, (_, row) => decide(probabilities, weights, row * weights.length));
}

function accuracyOf(named: readonly number[], truth: Int32Array): number {
  return named.filter((action, i) => truth[i] === action).length / Math.max(1, truth.length);
}

/** The mean over the actions that occur of the harmonic mean of precision and recall. */
function macroF1Of(named: readonly number[], truth: Int32Array): number {
  const scores = [...new Set(truth)].map((action) => {
    const right = named.filter((one, i) => one === action && truth[i] === action).length;
    const said = named.filter((one) => one === action).length;
    const there = truth.filter((one) => one === action).length;
    return (2 * right) / (said + there);
  });
  return scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
}
