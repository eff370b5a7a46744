import { topIndices } from '../../core/maths.ts';
import type { Random } from '../../core/random.ts';

/** The rows of one question that the ranker learns from, not yet standardised. */
export interface SampledList {
  /** (positives + negatives) rows of `columns.length` features, the positives first. */
  readonly rows: Float32Array;
  readonly positives: number;
  /** For each negative, −log of the probability with which it was drawn. */
  readonly corrections: Float32Array;
}

export interface SamplingOptions {
  /** The items that a first guess puts on top are all taken: they are what the ranker has to tell apart. */
  readonly hard: number;
  /** Others drawn at random stand for the rest of the catalogue. */
  readonly random: number;
}

/** Rows of the targets, of the `hard` items with the best `guess` and of `random` others. */
export function sampleList(
  columns: readonly Float32Array[],
  targets: readonly number[],
  guess: Float32Array,
  random: Random,
  options: SamplingOptions,
): SampledList {
  const taken = new Set(targets);
  const hard = topIndices(guess, options.hard).filter((item) => !taken.has(item));
  for (const item of hard) taken.add(item);
  const rest = guess.length - taken.size;
  const drawn: number[] = [];
  const wanted = Math.min(options.random, rest);
  while (drawn.length < wanted) {
    const item = random.integer(guess.length);
    if (taken.has(item)) continue;
    taken.add(item);
    drawn.push(item);
  }
  const items = [...targets, ...hard, ...drawn];
  const width = columns.length;
  const rows = new Float32Array(items.length * width);
  for (const [f, column] of columns.entries()) {
    for (const [row, item] of items.entries()) rows[row * width + f] = column[item];
  }
  const corrections = new Float32Array(hard.length + drawn.length);
  corrections.fill(Math.log(rest / Math.max(1, wanted)), hard.length);
  return { rows, positives: targets.length, corrections };
}
