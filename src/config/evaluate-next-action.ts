import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import type { NextActionReport } from '../learning/evaluation/next-action.ts';
import { DEFAULTS } from './defaults.ts';
import type { NextActionInput, NextActionMethods } from './next-action-worker.ts';
import type { Workspace } from './workspace.ts';

export interface NextActionEvaluation {
  /** A folder of JData; its six kinds are foretold. */
  readonly folder?: string | undefined;
  /** Where no folder is given: the shop whose visits are measured on. */
  readonly workspace?: Workspace | undefined;
  readonly seed?: number | undefined;
  /** Share of the usual training steps, in (0, 1]; default 1. */
  readonly effort?: number | undefined;
  readonly progress: Progress;
}

/** Foretells the next action of shoppers that no model has seen. The workspace's models stay as they are. */
export async function evaluateNextActionOf(options: NextActionEvaluation): Promise<NextActionReport> {
  const { folder, workspace, progress } = options;
  const { seed = DEFAULTS.seed, effort = DEFAULTS.training.effort } = options;
  const dataset = folder === undefined ? await workspace?.store.loadDataset() : undefined;
  if (folder === undefined && (dataset?.events.count ?? 0) === 0) {
    throw new DaogouError('not-enough-data', 'The workspace has no events to evaluate on', {
      received: 0,
      remedy: 'Import a shop with visits first, or name a folder of JData by --data.',
    });
  }
  const input: NextActionInput = { seed, effort };
  const worker = startWorker<NextActionMethods>(new URL('./next-action-worker.ts', import.meta.url), {
    input,
    progress,
  });
  try {
    if (dataset) return await worker.call.ofShop(dataset);
    return await worker.call.ofJdata(folder ?? '');
  } finally {
    await worker.close();
  }
}
