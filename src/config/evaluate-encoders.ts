import type { Progress } from '../core/progress.ts';
import { readPhotoCollections } from '../data/formats/photos/photo-collection.ts';
import type { EncoderMeasures } from '../learning/pretraining/measure-encoder.ts';
import { CompactEncoder, CompactTextEncoder } from '../perception/encoders/image/compact/compact-encoder.ts';
import { DEFAULTS } from './defaults.ts';
import { measureCollections } from './pretrain.ts';

export interface EncoderReport {
  readonly dataset: string;
  readonly protocol: 'encoders';
  readonly split: { readonly photos: Readonly<Record<string, number>> };
  readonly results: readonly { readonly model: string; readonly metrics: Readonly<Record<string, number>> }[];
}

/**
 * The encoder that ships, on photos that it has not seen: whether it names what they show, and finds their titles.
 * @param folder as `readPhotoCollections` takes it. Parts that are for training are left out.
 */
export async function evaluateEncodersOn(folder: string, progress: Progress): Promise<EncoderReport> {
  const photos = await readPhotoCollections(folder, 'held-out');
  const picture = await CompactEncoder.open({ threads: DEFAULTS.training.threads });
  const text = await CompactTextEncoder.open();
  const measures = await measureCollections(photos, picture, text, progress);
  const counts: Record<string, number> = {};
  for (const { collection } of photos) counts[collection] = (counts[collection] ?? 0) + 1;
  return {
    dataset: folder,
    protocol: 'encoders',
    split: { photos: counts },
    results: [{ model: 'default', metrics: flatMetrics(measures) }],
  };
}

/** As `fashion.articleType.top1` and `fashion.photoToTitle.recall@10`. */
export function flatMetrics(measures: Readonly<Record<string, EncoderMeasures>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(measures).flatMap(([collection, { accuracy, retrieval }]) => [
      ...Object.entries(accuracy).map(([task, { top1 }]): [string, number] => [
        `${collection}.${task}.top1`,
        top1,
      ]),
      [`${collection}.photoToTitle.recall@10`, retrieval.recallAt10] as [string, number],
    ]),
  );
}
