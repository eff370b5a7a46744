/** The thread that reads, decodes and encodes: an event loop that serves people would be held up by it. */
import { join } from 'node:path';
import type { Item } from '../core/contracts/item.ts';
import { DaogouError } from '../core/errors.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { encodeBatch, type EncodedBatch } from './encode-batch.ts';
import { KEY_BYTES, keyText, VectorCache } from './encode-cache.ts';
import type { ContentModality, OpenedEncoder } from './encoders-kind.ts';
import { openEncoder } from './encoders.ts';

export interface EncodeWorkerInput {
  readonly folder: string;
  readonly spec: string;
  readonly modality: ContentModality;
  readonly threads: number;
}

/** What a run encodes with. */
export interface EncoderDescription {
  readonly name: string;
  readonly version: string;
  readonly width: number;
  /** Where its vectors lie. */
  readonly folder: string;
}

const input = workerInput<EncodeWorkerInput>();
let opened: OpenedEncoder | undefined;
let cache: VectorCache | undefined;

/** @param items the catalogue, for an encoder that is fitted on it; none where it is known to be stored */
async function open(items: readonly Item[]): Promise<EncoderDescription> {
  const { folder, modality, spec, threads } = input;
  const progress = progressToParent();
  opened = await openEncoder(spec, modality, { folder, threads, progress, items: () => items });
  const { name, width } = opened.encoder;
  const { version } = opened;
  cache = await VectorCache.open(join(folder, 'vectors', modality, `${name}-${version}`), width);
  return { name, version, width, folder: cache.folder };
}

function encode(sources: readonly string[]): Promise<EncodedBatch> {
  const ready = requireOpen();
  return encodeBatch(ready.opened, ready.cache, sources);
}

/** The vectors of contents by their keys, and 1 for each that is there: two arrays, which are moved, not copied. */
async function gather(keys: Uint8Array): Promise<[vectors: Float32Array, present: Uint8Array]> {
  const texts = Array.from({ length: keys.length / KEY_BYTES }, (_, row) => keyText(keys, row));
  const { vectors, present } = await requireOpen().cache.gather(texts);
  return [vectors, present];
}

async function tidy(): Promise<void> {
  await requireOpen().cache.tidy();
}

function requireOpen(): { opened: OpenedEncoder; cache: VectorCache } {
  if (opened && cache) return { opened, cache };
  throw new DaogouError('worker-failed', 'encode was asked for before open');
}

const methods = { open, encode, gather, tidy };
export type EncodeMethods = typeof methods;

exposeToParent(methods);
