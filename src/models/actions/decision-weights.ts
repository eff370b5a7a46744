/** Which action is named when one must be: the one whose probability, times a weight of its own, is largest. */

export interface DecisionCase {
  /** `count × classes`, class beside class: calibrated probabilities. */
  readonly probabilities: Float32Array;
  readonly truth: ArrayLike<number>;
  readonly classes: number;
}

/** What each weight is set to in turn, and then multiplied by: a rare action is never named until far from 1. */
const SETTINGS = [0.25, 0.5, 0.8, 1, 1.5, 2.2, 3.3, 5, 7.5, 11, 17, 25];
const FACTORS = [0.8, 0.9, 0.95, 1.05, 1.1, 1.25];
const SWEEPS = 6;
/** No action is taken to be this much likelier or less likely than it is. */
const MOST_WEIGHT = 40;
/** How much of what is counted are the probabilities themselves; the rest is what happened. */
const BELIEVED = 0.5;

/**
 * Weights under which naming actions gets the highest mean F1 over classes, while at least `leastAccuracy` of the
 * named ones come true. Plain probabilities never name a rare action; F1 counts rare and common ones alike, and is
 * largest at thresholds below a half (Lipton, Elkan and Naryanaswamy, 2014).
 *
 * Of rare actions validation has a handful: F1 is counted half on what happened and half on what the (calibrated)
 * probabilities expect, which the luck of a handful moves less. Coordinate ascent from equal weights.
 */
export function decisionWeights(cases: DecisionCase, leastAccuracy: number): Float64Array<ArrayBuffer> {
  const { classes } = cases;
  const weights = new Float64Array(classes).fill(1);
  const totals = totalsOf(cases);
  let best = worth(cases, totals, weights, leastAccuracy);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let improved = false;
    for (let own = 0; own < classes; own++) {
      const start = weights[own];
      for (const setting of sweep % 2 === 0 ? SETTINGS : FACTORS.map((factor) => factor * start)) {
        const kept = weights[own];
        weights[own] = Math.min(MOST_WEIGHT, Math.max(1 / MOST_WEIGHT, setting));
        const found = worth(cases, totals, weights, leastAccuracy);
        if (found > best + 1e-9) {
          best = found;
          improved = true;
        } else weights[own] = kept;
      }
    }
    if (!improved && sweep > 0) break;
  }
  return weights;
}

/** The class with the largest weighted probability, the first of equal ones; the row begins at `from`. */
export function decide(probabilities: ArrayLike<number>, weights: ArrayLike<number>, from = 0): number {
  let best = 0;
  for (let own = 1; own < weights.length; own++) {
    if (probabilities[from + own] * weights[own] > probabilities[from + best] * weights[best]) best = own;
  }
  return best;
}

/** What does not depend on the weights: how often each class came, and how often it was expected to. */
interface Totals {
  readonly seen: Float64Array;
  readonly expected: Float64Array;
}

function totalsOf({ probabilities, truth, classes }: DecisionCase): Totals {
  const seen = new Float64Array(classes);
  const expected = new Float64Array(classes);
  for (let row = 0; row < truth.length; row++) seen[truth[row]]++;
  for (let place = 0; place < probabilities.length; place++)
    expected[place % classes] += probabilities[place];
  return { seen, expected };
}

/** Mean F1, less ten times what is missing of the accuracy. */
function worth(
  { probabilities, truth, classes }: DecisionCase,
  { seen, expected }: Totals,
  weights: Float64Array,
  least: number,
): number {
  const named = new Float64Array(classes);
  const right = new Float64Array(classes);
  const hoped = new Float64Array(classes);
  for (let row = 0; row < truth.length; row++) {
    const from = row * classes;
    const said = decide(probabilities, weights, from);
    named[said]++;
    if (said === truth[row]) right[said]++;
    hoped[said] += probabilities[from + said];
  }
  let sum = 0;
  let occurring = 0;
  let hits = 0;
  for (let own = 0; own < classes; own++) {
    hits += right[own];
    if (seen[own] === 0) continue;
    occurring++;
    const happened = (2 * right[own]) / (named[own] + seen[own]);
    const believed = (2 * hoped[own]) / (named[own] + expected[own]);
    sum += (1 - BELIEVED) * happened + BELIEVED * believed;
  }
  const accuracy = hits / Math.max(1, truth.length);
  return sum / Math.max(1, occurring) - 10 * Math.max(0, least - accuracy);
}
