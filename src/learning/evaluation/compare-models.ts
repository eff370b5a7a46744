import type { Random } from '../../core/random.ts';
import { bootstrapInterval, type Interval } from './intervals.ts';

/** One model's values of each metric: one number a case, in the same order of cases for every model. */
export interface ModelValues {
  readonly model: string;
  readonly values: ReadonlyMap<string, Float64Array>;
  /** Which cases belong together, as `bootstrapInterval` takes it; undefined: each stands for itself. */
  readonly groupOf?: Int32Array;
}

/** `default` less the best baseline of each metric, paired by case. */
export type Comparison = Readonly<Record<string, Interval & { readonly baseline: string }>>;

/** The models that `default` is held against, where nobody names them: all but `neural`, which is a part of it. */
export const isBaseline = (model: string): boolean => model !== 'default' && model !== 'neural';

/**
 * How far `default` is ahead of the best baseline, with a paired bootstrap interval; null where either is missing.
 * The best one is picked for each metric by the same cases, so the interval is a little too kind to the baseline.
 */
export function compareWithBest(
  measured: readonly ModelValues[],
  baselines: readonly string[],
  random: Random,
): Comparison | null {
  const chosen = measured.find(({ model }) => model === 'default');
  const others = measured.filter(({ model }) => baselines.includes(model));
  if (!chosen || others.length === 0) return null;
  const result: Record<string, Interval & { baseline: string }> = {};
  for (const [metric, values] of chosen.values) {
    const means = others.map((other) => mean(other.values.get(metric) ?? new Float64Array()));
    const best = others[means.indexOf(Math.max(...means))];
    const rivals = best.values.get(metric) ?? new Float64Array();
    const differences = values.map((value, index) => value - rivals[index]);
    const interval = bootstrapInterval(differences, random.fork(metric), groupsOf(chosen));
    result[metric] = { ...interval, baseline: best.model };
  }
  return result;
}

/** 0 for an empty list. */
export function mean(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean of every metric, by its name. */
export const meansOf = ({ values }: Pick<ModelValues, 'values'>): Record<string, number> =>
  Object.fromEntries([...values].map(([metric, list]) => [metric, mean(list)]));

/** The 95 % interval of every metric; `random` forked by metric, so that every model meets the same draws. */
export function intervalsOf(
  measured: Pick<ModelValues, 'values' | 'groupOf'>,
  random: Random,
): Record<string, Interval> {
  return Object.fromEntries(
    [...measured.values].map(([metric, list]) => [
      metric,
      bootstrapInterval(list, random.fork(metric), groupsOf(measured)),
    ]),
  );
}

const groupsOf = ({ groupOf }: Pick<ModelValues, 'groupOf'>): { readonly groupOf?: Int32Array } =>
  groupOf === undefined ? {} : { groupOf };
