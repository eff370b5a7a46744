import { join, resolve } from 'node:path';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import { DEFAULTS } from './defaults.ts';
import type { SightCatalogue } from './screens.ts';
import type { ScreensInput, ScreensMethods, ScreensReport } from './evaluate-screens-worker.ts';

export type { ScreensReport } from './evaluate-screens-worker.ts';

export interface ScreensEvaluation {
  /** Folder of labelled screens to be asked about. */
  readonly folder: string;
  /** Folder of others to learn from; default: the same ones, by folds over families. */
  readonly trainedOn?: string | undefined;
  /** The workspace's folder: texts that were read are kept in it. */
  readonly workspace: string;
  /** The shop whose products are to be recognised; without one, no product is. */
  readonly catalogue?: SightCatalogue | undefined;
  /** Parts to measure: `pages`, `elements`, `products`; default: all that there is something to measure by. */
  readonly only?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  readonly progress: Progress;
}

/** Folder of a workspace that keeps what was read on labelled screens, by reader and picture. */
export const screenTextsIn = (workspace: string): string => join(resolve(workspace), 'screen-texts');

/**
 * Measures what is told of screens of shops that were never learned from, in a thread of its own. The shipped models
 * are neither used nor changed.
 *
 * @throws DaogouError `not-found` where there are no screens, `not-enough-data` for too few,
 *   `missing-dependency` where text cannot be read
 */
export async function evaluateScreensOf(options: ScreensEvaluation): Promise<ScreensReport> {
  const { catalogue, folder, only, progress, seed = DEFAULTS.seed, trainedOn, workspace } = options;
  const input: ScreensInput = {
    folder,
    trainedOn,
    catalogue,
    texts: screenTextsIn(workspace),
    seed,
    only,
  };
  const worker = startWorker<ScreensMethods>(new URL('./evaluate-screens-worker.ts', import.meta.url), {
    input,
    progress,
  });
  try {
    return await worker.call.evaluate();
  } finally {
    await worker.close();
  }
}
