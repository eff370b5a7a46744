/** What every protocol does with a recommender: it is fitted, asked in batches, and summed up. */
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { FitContext, RecommenderKind } from '../../core/contracts/recommender.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { neverShown } from '../../core/retired-items.ts';
import { intervalsOf, isBaseline, meansOf, type ModelValues } from './compare-models.ts';
import type { Interval } from './intervals.ts';

/** Whatever can be fitted. */
export type MeasuredKind = Pick<RecommenderKind, 'name' | 'fit'>;

/** What every protocol is given. */
export interface MeasuringOptions {
  readonly dataset: Dataset;
  /** The one named `default` is compared with those of `baselines`. */
  readonly kinds: readonly MeasuredKind[];
  /** Default: every kind but `default` and `neural`. */
  readonly baselines?: readonly string[];
  readonly seed: number;
  readonly progress?: Progress;
}

interface Timing {
  readonly trainSeconds: number;
  readonly scoreSeconds: number;
}

/** A model's values of each metric, and how long it took. */
export interface Measured extends ModelValues, Timing {}

/** What every protocol reports of a model. */
export interface ModelResult extends Timing {
  readonly model: string;
  /** Means over all cases, by the name of the metric. */
  readonly metrics: Readonly<Record<string, number>>;
  /** 95 % bootstrap intervals of those that are means; what belongs together is drawn together. */
  readonly intervals: Readonly<Record<string, Interval>>;
}

/** Queries scored at once: bounds the memory to so many times the number of items. */
const BATCH = 64;

export function baselinesOf({
  kinds,
  baselines,
}: Pick<MeasuringOptions, 'kinds' | 'baselines'>): readonly string[] {
  return baselines ?? kinds.map(({ name }) => name).filter(isBaseline);
}

/**
 * Fits a model and asks it every query: `hear` gets each one's scores and place, in order, and need not keep them. Items
 * that are no longer sold have `-Infinity`, whatever the model thinks of them.
 */
export async function fitAndAsk(
  kind: MeasuredKind,
  train: Dataset,
  queries: readonly Query[],
  hear: (scores: Float32Array, index: number) => void,
  { random, progress }: FitContext,
): Promise<Timing> {
  const started = performance.now();
  const recommender = await kind.fit(train, { random: random.fork(kind.name), progress });
  const fitted = performance.now();
  const hidden = neverShown(train.items);
  const step = progress.start(`Testing ${kind.name}`, queries.length);
  for (let from = 0; from < queries.length; from += BATCH) {
    const batch = queries.slice(from, from + BATCH);
    for (const [index, scores] of (await recommender.score(batch)).entries()) {
      hear(hidden.hide(scores), from + index);
    }
    step.advance(batch.length);
  }
  step.done();
  return { trainSeconds: (fitted - started) / 1000, scoreSeconds: (performance.now() - fitted) / 1000 };
}

/** The random numbers are forked, so that every model meets the same draws and equal rankings have equal intervals. */
export function resultOf(measured: Measured, random: Random): ModelResult {
  const { model, trainSeconds, scoreSeconds } = measured;
  return {
    model,
    metrics: meansOf(measured),
    trainSeconds,
    scoreSeconds,
    intervals: intervalsOf(measured, random.fork('intervals')),
  };
}
