/** The thread that trains an image network further on a shop's own pictures. */
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Dataset } from '../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../core/contracts/event.ts';
import { createRandom } from '../core/random.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { openMediaStore } from '../data/storage/media.ts';
import { fineTuneImageEncoder, type FineTunedEncoder } from '../learning/training/fine-tune-image-encoder.ts';
import { purchasePairs, type ItemPair, type Purchase } from '../learning/training/fine-tune-pairs.ts';
import { findOnnxFile, preprocessorConfigOf } from '../perception/encoders/image/onnx-image-file.ts';
import { OnnxImageEncoder } from '../perception/encoders/image/onnx-image-encoder.ts';
import { readPictures } from './content-model.ts';
import { DEFAULTS } from './defaults.ts';

export interface FineTuneInput {
  /** The workspace. */
  readonly folder: string;
  /** An ONNX file, or a folder with one. */
  readonly network: string;
  /** Folder that `model.onnx` is written to, with the `preprocessor_config.json` that belongs to it. */
  readonly out: string;
  readonly trainableAfter: string | undefined;
  readonly output: string | undefined;
  readonly seed: number;
}

export interface FineTuneReport extends Omit<FineTunedEncoder, 'onnx'> {
  readonly pictures: number;
  /** Pairs of items that somebody bought together. */
  readonly pairs: number;
  readonly file: string;
}

const PURCHASE = EVENT_TYPES.indexOf('purchase');
const DAY = 86_400_000;

async function fineTune(dataset: Dataset): Promise<FineTuneReport> {
  const { folder, network, out, trainableAfter, output, seed } = workerInput<FineTuneInput>();
  const progress = progressToParent();
  const source = await findOnnxFile(network);
  const encoder = await OnnxImageEncoder.open(source, output === undefined ? {} : { output });
  const { processing } = encoder;
  await encoder.release();
  const pictures = await readPictures(
    dataset.items,
    [openMediaStore(folder).folder],
    progress,
    processing.frame,
  );
  const pairs = boughtTogether(dataset);
  const { onnx, ...result } = await fineTuneImageEncoder({
    onnx: await readFile(source),
    externalFolder: dirname(source),
    pictures,
    items: dataset.items,
    pairs,
    processing,
    random: createRandom(`fine-tuning/${seed}`),
    progress,
    threads: DEFAULTS.training.threads,
    ...(trainableAfter === undefined ? {} : { trainableAfter }),
    ...(output === undefined ? {} : { output }),
  });
  await mkdir(out, { recursive: true });
  const file = join(out, 'model.onnx');
  await writeFile(file, onnx);
  const config = preprocessorConfigOf(source);
  const isThere = await stat(config).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isThere) await copyFile(config, join(out, 'preprocessor_config.json'));
  return {
    ...result,
    pictures: pictures.filter((picture) => picture !== undefined).length,
    pairs: pairs.length,
    file,
  };
}

/** Pairs bought in one session, or on one day where the log has no sessions. */
function boughtTogether({ events, userIds }: Dataset): ItemPair[] {
  const purchases: Purchase[] = [];
  for (let row = 0; row < events.count; row++) {
    if (events.type[row] !== PURCHASE || events.item[row] < 0) continue;
    const session = events.session[row];
    const user = userIds[events.user[row]] ?? '';
    if (user === '' && session < 0) continue;
    const occasion = session >= 0 ? `session ${session}` : `day ${Math.floor(events.time[row] / DAY)}`;
    purchases.push({ user, item: events.item[row], occasion });
  }
  return purchasePairs(purchases);
}

const methods = { fineTune };
export type FineTuneMethods = typeof methods;

exposeToParent(methods);
