/** Makes what ships for screens, from folders of labelled screens: page types and elements. */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import type { BadRow } from '../core/contracts/import-report.ts';
import type { PageTraining } from '../learning/training/train-screen-page.ts';
import { screenTextsIn } from './evaluate-screens.ts';
import type { PretrainScreensMethods } from './pretrain-screens-worker.ts';

export interface PretrainScreensOptions {
  /** Folders of labelled screens. */
  readonly folders: readonly string[];
  /** Folder that `page/page-model.json` and `elements/screen-elements.safetensors` are written to. */
  readonly out: string;
  /** The workspace's folder: texts that were read are kept in it. */
  readonly workspace: string;
  readonly progress: Progress;
}

export interface PretrainScreensReport {
  /** Those that were written. */
  readonly files: readonly string[];
  readonly bytes: number;
  readonly version: string;
  readonly screens: number;
  readonly badRows: readonly BadRow[];
  readonly chosen: PageTraining['chosen'];
}

/** What a thread that taught gives back. */
export interface TaughtScreens extends PageTraining {
  /** The file of the finder of elements. */
  readonly elements: Uint8Array;
  readonly screens: number;
  readonly badRows: readonly BadRow[];
}

const PAGES = join('page', 'page-model.json');
const ELEMENTS = join('elements', 'screen-elements.safetensors');

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
    const { badRows, chosen, elements, model, screens } = await worker.call.teach(
      folders,
      screenTextsIn(workspace),
    );
    const text = `${JSON.stringify({ ...model, version: versionOf(model) })}\n`;
    const contents = [
      [join(out, PAGES), text],
      [join(out, ELEMENTS), elements],
    ] as const;
    for (const [file, bytes] of contents) {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    const files = contents.map(([file]) => file);
    return {
      files,
      bytes: text.length + elements.length,
      version: versionOf(model),
      screens,
      badRows,
      chosen,
    };
  } finally {
    await worker.close();
  }
}

/** By what was learned: the same screens give the same version. */
const versionOf = (model: object): string =>
  createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 12);
