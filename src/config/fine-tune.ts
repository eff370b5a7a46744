import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import { DEFAULTS } from './defaults.ts';
import type { FineTuneInput, FineTuneMethods, FineTuneReport } from './fine-tune-worker.ts';
import type { Workspace } from './workspace.ts';

export interface FineTuneOptions {
  readonly workspace: Workspace;
  /** An ONNX file, or a folder with one. */
  readonly network: string;
  readonly out: string;
  /** Name of a node or value up to which the network stays as it is; default: all of it is trained. */
  readonly trainableAfter?: string;
  /** Name of the value that is the vector; default: the last output with two axes. */
  readonly output?: string;
  readonly seed?: number;
  readonly progress: Progress;
}

/**
 * Trains an image network further on the workspace's categories, attributes and purchases, in a thread of its own.
 *
 * Throws what `fineTuneImageEncoder` throws, and `not-found` where there is no network.
 */
export async function fineTuneOn(options: FineTuneOptions): Promise<FineTuneReport> {
  const { workspace, network, out, trainableAfter, output, progress, seed = DEFAULTS.seed } = options;
  const dataset = await workspace.store.loadDataset();
  const input: FineTuneInput = { folder: workspace.folder, network, out, trainableAfter, output, seed };
  const url = new URL('./fine-tune-worker.ts', import.meta.url);
  const worker = startWorker<FineTuneMethods>(url, { input, progress });
  try {
    return await worker.call.fineTune(dataset);
  } finally {
    await worker.close();
  }
}
