import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, EventColumns } from '../core/contracts/dataset.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import type { TimeSplitReport } from '../learning/evaluation/time-split.ts';
import { DEFAULTS } from './defaults.ts';
import type { EvaluationInput, EvaluationMethods } from './evaluation-worker.ts';
import { importShop } from './import-shop.ts';
import { testAgainst } from './other-data.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface TimeSplitEvaluation {
  readonly workspace: Workspace;
  /** First day of the test, such as `2020-05-01`; default: 30 days before the day after the last event. */
  readonly testFrom?: string | undefined;
  /** First day after the test; default: the end of the data. */
  readonly testUntil?: string | undefined;
  /**
   * A folder of the workspace's format whose events from `testFrom` on are the test, in place of the workspace's own.
   * Nothing of it is trained on. `testFrom` is then by default the moment after the workspace's last event.
   */
  readonly data?: { readonly folder: string; readonly format: string | undefined } | undefined;
  readonly seed?: number;
  /** Share of the usual training steps, in (0, 1]; default 1. */
  readonly effort?: number;
  readonly progress: Progress;
}

const DAY = 86_400_000;
const DEFAULT_TEST_DAYS = 30;

/**
 * Fits the default model, the network alone and every baseline on what was known before a date, and measures them
 * on what was bought after it. The workspace's models stay as they are.
 */
export async function evaluateTimeSplitOf(options: TimeSplitEvaluation): Promise<TimeSplitReport> {
  const { workspace, progress, seed = DEFAULTS.seed, effort = DEFAULTS.training.effort } = options;
  const own = await workspace.store.loadDataset();
  const testFrom = startOfTest(options, own.events);
  const testUntil = options.testUntil === undefined ? undefined : dayOf(options.testUntil, '--test-until');
  const temporary = options.data ? await mkdtemp(join(tmpdir(), 'daogou-evaluate-')) : undefined;
  try {
    const dataset = temporary ? await withOtherData(options, own, testFrom, temporary) : own;
    const input: EvaluationInput = {
      folder: workspace.folder,
      mediaOf: [workspace.folder, ...(temporary ? [temporary] : [])],
      modelId: await workspace.artifacts.current(),
      seed,
      effort,
    };
    const url = new URL('./evaluation-worker.ts', import.meta.url);
    const worker = startWorker<EvaluationMethods>(url, { input, progress });
    try {
      return await worker.call.timeSplit(dataset, testFrom, testUntil);
    } finally {
      await worker.close();
    }
  } finally {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

function startOfTest({ data, testFrom }: TimeSplitEvaluation, { count, time }: EventColumns): number {
  if (testFrom !== undefined) return dayOf(testFrom, '--test-from');
  if (count === 0) {
    throw new DaogouError('not-enough-data', 'The workspace has no events to evaluate on', {
      received: 0,
      remedy: 'Import a shop with purchases first.',
    });
  }
  const dayAfterLast = (Math.floor(time[count - 1] / DAY) + 1) * DAY;
  return data ? dayAfterLast : dayAfterLast - DEFAULT_TEST_DAYS * DAY;
}

function dayOf(text: string, option: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new DaogouError('invalid-input', `${option} should be a day`, {
    received: text,
    remedy: 'Write it as 2020-05-01.',
  });
}

/** Reads the other folder into a store of its own, thrown away afterwards, and joins its future to our past. */
async function withOtherData(
  { data, progress, workspace }: TimeSplitEvaluation,
  own: Dataset,
  testFrom: number,
  temporary: string,
): Promise<Dataset> {
  const format = data?.format ?? (await lastFormat(workspace));
  // Never the workspace's Postgres: what is only tested on must not be stored with what is trained on.
  const other = await openWorkspace({ folder: temporary, databaseUrl: '' });
  try {
    await importShop(other, format, data?.folder ?? '', progress);
    return testAgainst(own, await other.store.loadDataset(), testFrom);
  } finally {
    await other.close();
  }
}

async function lastFormat({ store }: Workspace): Promise<string> {
  const [last] = await store.imports.list(1);
  if (last) return last.format;
  throw new DaogouError('invalid-input', 'It is not known which format the other data has', {
    received: null,
    remedy: 'Say it with --format, for example --format hm.',
  });
}
