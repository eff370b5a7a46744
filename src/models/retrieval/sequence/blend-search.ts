import { topIndices } from '../../../core/maths.ts';
import { addWeighted, partFeatures, type PartScores } from './part-features.ts';

/** What a blend of sequence readers is made of. */
export interface BlendSetting {
  /** One a part. */
  readonly weights: readonly number[];
  /** Shares enter as log(1 + share / softening). */
  readonly softening: number;
  /** Added to the score of what the shopper took before. */
  readonly own: number;
}

export interface BlendQuestion {
  readonly target: number;
  readonly own: ReadonlySet<number>;
  /** One a part: its scores of all items, in their unit. */
  readonly scores: readonly Float32Array[];
}

/** A question with the items alone that any weights could bring to its top; all numbers are positions among them. */
export interface NarrowQuestion {
  readonly target: number;
  readonly own: readonly number[];
  readonly scores: readonly Float32Array[];
}

/** The best of each part that stay in question: what no part has among these comes to no screen. */
const KEPT = 200;

const WEIGHTS = [0, 0.5, 1, 1.5, 2, 3, 4, 6, 8];
/** Only proportions count, so the first part is there or not. */
const FIRST_WEIGHTS = [0, 1];
const SOFTENINGS = [0.003, 0.01, 0.03];
const OWN = [-16, -8, -4, -2, -1, 0, 1, 2, 4, 8];
/** Going through all settings once more than this changes nothing worth its time. */
const ROUNDS = 2;
const START = { shares: 4, 'log-probabilities': 1 } as const satisfies Record<PartScores, number>;

/** Leaves the target, own items and the best of each part: a thousandth of the work, and of the memory. */
export function narrowed({ target, own, scores }: BlendQuestion): NarrowQuestion {
  const kept = new Set([target, ...own]);
  for (const one of scores) for (const item of topIndices(one, KEPT)) kept.add(item);
  const items = [...kept];
  return {
    target: 0,
    own: items.flatMap((item, place) => (own.has(item) ? [place] : [])),
    scores: scores.map((one) => Float32Array.from(items, (item) => one[item])),
  };
}

/**
 * Changes one setting after the other to the value with the largest mean gain, 1 / log2(1 + rank) of the target, and
 * goes round again; of equal settings the earlier stays.
 * @param units one a part.
 */
export function chooseWeights(
  questions: readonly NarrowQuestion[],
  units: readonly PartScores[],
): BlendSetting {
  const softenings = units.includes('shares') ? SOFTENINGS : SOFTENINGS.slice(0, 1);
  let best: { setting: BlendSetting; gain: number } | undefined;
  for (const softening of softenings) {
    const softened = questions.map(({ scores, ...rest }) => ({
      ...rest,
      features: scores.map((one, part) => partFeatures(one, units[part], softening)),
    }));
    const found = climb(softened, {
      weights: units.map((unit) => START[unit]),
      softening,
      own: 0,
    });
    if (!best || found.gain > best.gain) best = found;
  }
  return best!.setting;
}

interface SoftenedQuestion extends Omit<NarrowQuestion, 'scores'> {
  readonly features: readonly Float32Array[];
}

function climb(
  questions: readonly SoftenedQuestion[],
  start: BlendSetting,
): { setting: BlendSetting; gain: number } {
  let setting = start;
  let gain = meanGain(questions, setting);
  const attempt = (changed: BlendSetting): void => {
    const reached = meanGain(questions, changed);
    if (reached > gain) [setting, gain] = [changed, reached];
  };
  for (let round = 0; round < ROUNDS; round++) {
    const before = gain;
    for (const own of OWN) attempt({ ...setting, own });
    for (const part of setting.weights.keys()) {
      for (const weight of part === 0 ? FIRST_WEIGHTS : WEIGHTS) {
        attempt({ ...setting, weights: setting.weights.with(part, weight) });
      }
    }
    if (gain === before) break;
  }
  return { setting, gain };
}

function meanGain(questions: readonly SoftenedQuestion[], { weights, own }: BlendSetting): number {
  let gain = 0;
  for (const { own: owned, features, target } of questions) {
    const sums = new Float32Array(features[0].length);
    for (const [part, weight] of weights.entries()) {
      if (weight !== 0) addWeighted(sums, features[part], weight);
    }
    for (const place of owned) sums[place] += own;
    gain += gainOf(target, sums);
  }
  return gain / Math.max(1, questions.length);
}

/** 1 / log2(1 + rank), in (0, 1]: what a target found there is worth. */
export function gainOf(target: number, scores: Float32Array): number {
  return 1 / Math.log2(1 + rankOf(target, scores));
}

/** From 1; items of an equal score share the mean of their ranks. */
export function rankOf(target: number, scores: Float32Array): number {
  const reached = scores[target];
  let above = 0;
  let equal = 0;
  for (let item = 0; item < scores.length; item++) {
    if (scores[item] > reached) above++;
    else if (scores[item] === reached) equal++;
  }
  return above + (equal + 1) / 2;
}
