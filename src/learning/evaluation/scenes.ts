import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import {
  compareWithBest,
  intervalsOf,
  meansOf,
  type Comparison,
  type ModelValues,
} from './compare-models.ts';
import {
  fitAndAsk,
  type Measured,
  type MeasuredKind,
  type MeasuringOptions,
  type ModelResult,
} from './measure-model.ts';
import { averagePrecisionAt, hitRateAt, ndcgAt, recallAt } from './metrics.ts';
import { splitScenes, type SceneCase, type SceneMap, type ScenesCut } from './scenes-data.ts';

export interface ScenesOptions extends MeasuringOptions {
  readonly scenes: SceneMap;
  readonly cut: ScenesCut;
  /** With which the one named `default` is compared, scene by scene. Default: every kind but `default`. */
  readonly baselines?: readonly string[];
}

export interface ScenesReport {
  readonly dataset: string;
  readonly protocol: 'scenes';
  readonly split: {
    readonly cut: ScenesCut['kind'];
    readonly items: number;
    readonly trainEvents: number;
    readonly users: number;
    /** Cases by scene: users who then bought in it. */
    readonly scenes: Readonly<Record<string, number>>;
  };
  readonly results: readonly ScenesResult[];
  /** `default` less the best baseline, over all cases and in each scene; null where there is no `default`. */
  readonly comparison: Comparison | null;
  readonly comparisonByScene: Readonly<Record<string, Comparison | null>>;
}

/**
 * The metrics are means over cases in [0, 1]: `recall@20`, `ndcg@20`, `map@12`, `hr@20`. Users are drawn with all their
 * cases.
 */
export type SceneMetrics = Pick<ModelResult, 'metrics' | 'intervals'>;

export interface ScenesResult extends ModelResult {
  readonly scenes: Readonly<Record<string, SceneMetrics>>;
}

const LONGEST_LIST = 20;

/**
 * How well each recommender serves each scene: asked about a user in a scene, it ranks all items, and what the user
 * then bought in that scene is looked for. A recommender that does not look at the scene gives the same list in all.
 */
export async function evaluateScenes(options: ScenesOptions): Promise<ScenesReport> {
  const { dataset, scenes, cut, kinds, seed, progress = silentProgress } = options;
  const { train, cases } = splitScenes(dataset, scenes, cut);
  const random = createRandom(`scenes/${seed}`);
  const measured: Measured[] = [];
  for (const kind of kinds) measured.push(await measure(kind, train, cases, { random, progress }));
  const baselines = options.baselines ?? kinds.map(({ name }) => name).filter((name) => name !== 'default');
  const named = scenes.names
    .map((name, scene) => ({
      name,
      cases: [...cases.keys()].filter((at) => cases[at].query.scene === scene),
    }))
    .filter((scene) => scene.cases.length > 0);
  const describe = (values: ModelValues): SceneMetrics => ({
    metrics: meansOf(values),
    intervals: intervalsOf(values, random.fork('intervals')),
  });
  return {
    dataset: dataset.source,
    protocol: 'scenes',
    split: {
      cut: cut.kind,
      items: train.items.length,
      trainEvents: train.events.count,
      users: new Set(cases.map(({ user }) => user)).size,
      scenes: Object.fromEntries(named.map((scene) => [scene.name, scene.cases.length])),
    },
    results: measured.map((one) => ({
      model: one.model,
      ...describe(one),
      trainSeconds: one.trainSeconds,
      scoreSeconds: one.scoreSeconds,
      scenes: Object.fromEntries(named.map((scene) => [scene.name, describe(within(one, scene.cases))])),
    })),
    comparison: compareWithBest(measured, baselines, random.fork('comparison')),
    comparisonByScene: Object.fromEntries(
      named.map((scene) => {
        const there = measured.map((one) => within(one, scene.cases));
        return [scene.name, compareWithBest(there, baselines, random.fork(`comparison/${scene.name}`))];
      }),
    ),
  };
}

async function measure(
  kind: MeasuredKind,
  train: Dataset,
  cases: readonly SceneCase[],
  context: FitContext,
): Promise<Measured> {
  const lists: number[][] = [];
  const timing = await fitAndAsk(
    kind,
    train,
    cases.map(({ query }) => query),
    (scores) => lists.push(topIndices(scores, LONGEST_LIST)),
    context,
  );
  const each = (of: typeof recallAt, k: number): Float64Array =>
    Float64Array.from(cases, ({ targets }, index) => of(lists[index], targets, k));
  return {
    model: kind.name,
    ...timing,
    values: new Map([
      ['recall@20', each(recallAt, 20)],
      ['ndcg@20', each(ndcgAt, 20)],
      ['map@12', each(averagePrecisionAt, 12)],
      ['hr@20', each(hitRateAt, 20)],
    ]),
    groupOf: numbered(cases.map(({ user }) => user)),
  };
}

/** The values of some of the cases. */
function within({ model, values, groupOf }: ModelValues, cases: readonly number[]): ModelValues {
  const picked = [...values].map(([metric, list]): [string, Float64Array] => [
    metric,
    Float64Array.from(cases, (at) => list[at]),
  ]);
  const groups = groupOf === undefined ? {} : { groupOf: numbered(cases.map((at) => groupOf[at])) };
  return { model, values: new Map(picked), ...groups };
}

/** The same groups, numbered from 0 without gaps. */
function numbered(groups: readonly number[]): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(groups, (group) => {
    const known = numbers.get(group);
    if (known !== undefined) return known;
    numbers.set(group, numbers.size);
    return numbers.size - 1;
  });
}
