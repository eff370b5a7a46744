/** A thread that trains one contestant after the other and measures what it recommends. */
import { exposeToParent, workerInput } from '../../src/core/workers.ts';
import { silentProgress } from '../../src/core/progress.ts';
import type { Modality } from '../../src/core/contracts/modality.ts';
import { evaluateTimeSplit } from '../../src/learning/evaluation/time-split.ts';
import { splitByTime } from '../../src/learning/evaluation/time-split-data.ts';
import { trainTwoTower } from '../../src/learning/training/train-two-tower.ts';
import type { TwoTower } from '../../src/models/retrieval/two-tower/two-tower.ts';
import type { FusionName } from '../../src/models/fusion/named.ts';
import { openFusionShop, type FusionShop, type ShopName } from './fusion-shop.ts';
import { measureGoesBy, type GoesByMeasure } from './goes-by.ts';

export interface MeasureInput {
  readonly shop: ShopName;
  /** Folder of the data sets. */
  readonly folder: string;
  /** Folder in which the encoded shops are kept. */
  readonly kept: string;
}

export interface Trial {
  readonly fusion: FusionName;
  readonly modalities: readonly Modality[];
  readonly alignment: number;
  readonly seed: number;
  /** First moment of what is asked about, and the first after it, in milliseconds since 1970; null for the end. */
  readonly from: number;
  readonly until: number | null;
  readonly width: number;
  readonly historyLength: number;
  /** Share of the usual steps. */
  readonly effort: number;
}

export interface Measured {
  readonly metrics: Readonly<Record<string, number>>;
  readonly goesBy: GoesByMeasure | null;
  readonly users: number;
  readonly targets: number;
  readonly coldTargets: number;
  /** Processor time of the training. */
  readonly seconds: number;
}

const TEMPERATURE = 0.12;
let opened: Promise<FusionShop> | undefined;

async function measure(trial: Trial): Promise<Measured> {
  const { shop, folder, kept } = workerInput<MeasureInput>();
  opened ??= openFusionShop(shop, { folder, kept, progress: silentProgress });
  const { dataset, content, goesBy } = await opened;
  const { alignment, effort, from, fusion, historyLength, modalities, seed, until, width } = trial;
  const model = { width, historyLength, temperature: TEMPERATURE };
  const training = { content, model, fusion, modalities, alignment, effort, threads: 1 };
  const towers: TwoTower[] = [];
  const before = process.threadCpuUsage();
  let seconds = 0;
  const { results, split } = await evaluateTimeSplit({
    dataset,
    testFrom: from,
    ...(until === null ? {} : { testUntil: until }),
    kinds: [
      {
        name: 'neural',
        fit: async (train, context) => {
          const tower = await trainTwoTower(train, training, context);
          const { system, user } = process.threadCpuUsage(before);
          seconds = (user + system) / 1e6;
          towers.push(tower);
          return tower;
        },
      },
    ],
    baselines: [],
    seed,
  });
  const { train } = splitByTime(dataset, from, until ?? undefined);
  return {
    metrics: results[0].metrics,
    goesBy: (goesBy && (await measureGoesBy(towers[0], train, goesBy, from))) ?? null,
    users: split.users,
    targets: split.targets,
    coldTargets: split.coldTargets,
    seconds,
  };
}

const methods = { measure };
export type MeasureMethods = typeof methods;

exposeToParent(methods);
