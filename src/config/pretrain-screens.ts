/** Makes the model of page types that ships, from a folder of labelled screens. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import type { BadRow } from '../core/contracts/import-report.ts';
import type { PageTraining } from '../learning/training/train-screen-page.ts';
import { screenTextsIn } from './evaluate-screens.ts';
import type { PretrainScreensMethods } from './pretrain-screens-worker.ts';

export interface PretrainScreensOptions {
  /** Folders of labelled screens. */
  readonly folders: readonly string[];
  /** Folder that `page-model.json` is written to. */
  readonly out: string;
  /** The workspace's folder: texts that were read are kept in it. */
  readonly workspace: string;
  readonly progress: Progress;
}

export interface PretrainScreensReport {
  readonly file: string;
  readonly bytes: number;
  readonly version: string;
  readonly screens: number;
  readonly badRows: readonly BadRow[];
  readonly chosen: PageTraining['chosen'];
}

/** What a thread that taught gives back. */
export interface TaughtPages extends PageTraining {
  readonly screens: number;
  readonly badRows: readonly BadRow[];
}

const FILE = 'page-model.json';

/** @throws DaogouError `not-found` or `not-enough-data` without screens; `missing-dependency` where text cannot be read */
export async function pretrainScreens(options: PretrainScreensOptions): Promise<PretrainScreensReport> {
  const { folders, out, progress, workspace } = options;
  const worker = startWorker<PretrainScreensMethods>(
    new URL('./pretrain-screens-worker.ts', import.meta.url),
    {
      progress,
    },
  );
  try {
    const { badRows, chosen, model, screens } = await worker.call.teach(folders, screenTextsIn(workspace));
    const text = `${JSON.stringify({ ...model, version: versionOf(model) })}\n`;
    await mkdir(out, { recursive: true });
    const file = join(out, FILE);
    await writeFile(file, text);
    return { file, bytes: text.length, version: versionOf(model), screens, badRows, chosen };
  } finally {
    await worker.close();
  }
}

/** By what was learned: the same screens give the same version. */
const versionOf = (model: object): string =>
  createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12);
