/** What the protocols of `daogou evaluate` share: another folder read beside the workspace, and the thread that measures. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '../core/contracts/dataset.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { startWorker, type RemoteMethods } from '../core/workers.ts';
import { DEFAULTS } from './defaults.ts';
import type { EvaluationInput, EvaluationMethods } from './evaluation-worker.ts';
import { importShop } from './import-shop.ts';
import type { ColdPlaces, Recipe } from './recipe.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface EvaluationOptions {
  readonly workspace: Workspace;
  /** A folder to test on, of the workspace's format. Nothing of it is trained on. */
  readonly data?: { readonly folder: string; readonly format: string | undefined } | undefined;
  /** Names of the models to measure; default: the usual ones of the shelf. */
  readonly only?: readonly string[] | undefined;
  readonly seed?: number;
  /** Share of the usual training steps, in (0, 1]; default 1. */
  readonly effort?: number;
  /** How the default is trained; default `fast`. */
  readonly recipe?: Recipe | undefined;
  /** Minutes that `best` looks for constants; default 3. */
  readonly searchMinutes?: number | undefined;
  /** As in `RecipeSettings`. */
  readonly coldPlaces?: ColdPlaces | undefined;
  readonly progress: Progress;
}

/**
 * Loads the workspace's data and that of the other folder where there is one, and runs `measure` with a thread that
 * measures. The workspace's models stay as they are; the other folder's data is thrown away afterwards.
 */
export async function runEvaluation<Report>(
  options: EvaluationOptions,
  measure: (
    call: RemoteMethods<EvaluationMethods>,
    own: Dataset,
    readOther: () => Promise<Dataset>,
  ) => Promise<Report>,
): Promise<Report> {
  const { workspace, progress, seed = DEFAULTS.seed, effort = DEFAULTS.training.effort } = options;
  const own = await workspace.store.loadDataset();
  if (own.events.count === 0) {
    throw new DaogouError('not-enough-data', 'The workspace has no events to evaluate on', {
      received: 0,
      remedy: 'Import a shop with purchases first.',
    });
  }
  const temporary = options.data ? await mkdtemp(join(tmpdir(), 'daogou-evaluate-')) : undefined;
  const input: EvaluationInput = {
    folder: workspace.folder,
    mediaOf: [workspace.folder, ...(temporary ? [temporary] : [])],
    modelId: await workspace.artifacts.current(),
    seed,
    effort,
    recipe: options.recipe ?? 'fast',
    searchMinutes: options.searchMinutes ?? DEFAULTS.training.searchMinutes,
    coldPlaces: options.coldPlaces,
    only: options.only,
  };
  const worker = startWorker<EvaluationMethods>(new URL('./evaluation-worker.ts', import.meta.url), {
    input,
    progress,
  });
  try {
    return await measure(worker.call, own, () => readOtherFolder(options, temporary ?? ''));
  } finally {
    await worker.close();
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

/** Reads the other folder into a store of its own. */
async function readOtherFolder(
  { data, progress, workspace }: EvaluationOptions,
  temporary: string,
): Promise<Dataset> {
  const format = data?.format ?? (await lastFormat(workspace));
  // Never the workspace's Postgres: what is only tested on must not be stored with what is trained on.
  const other = await openWorkspace({ folder: temporary, databaseUrl: '' });
  try {
    await importShop(other, format, data?.folder ?? '', progress);
    return await other.store.loadDataset();
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
