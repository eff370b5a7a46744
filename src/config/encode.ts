import { readdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { extname, join, relative } from 'node:path';
import type { Item } from '../core/contracts/item.ts';
import type { Progress } from '../core/progress.ts';
import { startWorker, type WorkerHandle } from '../core/workers.ts';
import type { ContentVectors, ModalityVectors } from '../models/content-vectors.ts';
import { allItems } from './all-items.ts';
import type { EncodedBatch } from './encode-batch.ts';
import { KEY_BYTES } from './encode-cache.ts';
import type { EncodeMethods, EncodeWorkerInput, EncoderDescription } from './encode-worker.ts';
import type { ContentModality } from './encoders-kind.ts';
import { forgetFitted } from './encoders-fitted.ts';
import { readEncoderSpec } from './encoders.ts';
import type { Workspace } from './workspace.ts';

/** What to encode each modality with; a modality without a spec is left out. */
export type EncoderSpecs = Readonly<Partial<Record<ContentModality, string>>>;

export interface EncodeReport extends EncoderDescription {
  readonly modality: ContentModality;
  readonly spec: string;
  readonly items: number;
  /** Contents that were encoded now; items that share one count once. */
  readonly encoded: number;
  /** Items whose vector was there already, or came with that of another item. */
  readonly known: number;
  /** Items that have nothing of the modality. */
  readonly without: number;
  readonly damaged: readonly DamagedMedium[];
  readonly seconds: number;
}

export interface DamagedMedium {
  readonly item: string;
  /** Path within the workspace's media folder; empty for a text. */
  readonly file: string;
  readonly reason: string;
}

export interface EncodeOptions {
  readonly progress: Progress;
  /** Fits the encoders that are made from the catalogue anew, on the catalogue as it is now. */
  readonly refit?: boolean;
}

/** Items handed to a thread at once: what a killed run loses at most, a thread. */
const BATCH = 256;
/** More threads than this only wait for the decoder, which has four. */
const MOST_WORKERS = 4;
const CLIP_ENDINGS = ['.mp4', '.m4v', '.mov', '.webm', '.mkv', '.avi'];
/** Folder of the clips within the media folder. */
const CLIPS = 'videos';

type Worker = WorkerHandle<EncodeMethods>;

/**
 * Makes the vectors of every item that are not there yet. What was made is kept under `vectors/` in the workspace by
 * the content's SHA-256 and the encoder's version: a run that was stopped goes on where it was, and one that finds
 * everything encodes nothing.
 *
 * Throws `invalid-input` for a spec that no encoder has, and what the encoder's opening throws.
 */
export async function encodeWorkspace(
  workspace: Workspace,
  specs: EncoderSpecs,
  { progress, refit = false }: EncodeOptions,
): Promise<EncodeReport[]> {
  const items = await allItems(workspace);
  if (refit) await forgetFitted(workspace.folder);
  const reports: EncodeReport[] = [];
  for (const [modality, spec] of Object.entries(specs) as [ContentModality, string][]) {
    reports.push(await encodeItems(workspace, items, { modality, spec, progress }));
  }
  return reports;
}

/** Makes the vectors of these items for one modality, as `encodeWorkspace` does for all. */
export async function encodeItems(
  workspace: Pick<Workspace, 'folder' | 'media'>,
  items: readonly Item[],
  { modality, spec, progress }: { modality: ContentModality; spec: string; progress: Progress },
): Promise<EncodeReport> {
  const encoding = new Encoding(workspace, modality, spec, progress);
  try {
    const { report } = await encoding.run(items);
    await encoding.tidy();
    return report;
  } finally {
    await encoding.close();
  }
}

/**
 * The vectors of these items in one modality, in their order, for those who train on them: what is stored is taken
 * from there, the rest is made and stored. Throws as `encodeWorkspace` does.
 */
export async function encodedVectors(
  workspace: Pick<Workspace, 'folder' | 'media'>,
  items: readonly Item[],
  { modality, spec, progress }: { modality: 'image' | 'text'; spec: string; progress: Progress },
): Promise<ModalityVectors> {
  const encoding = new Encoding(workspace, modality, spec, progress);
  try {
    const { keys } = await encoding.run(items);
    return await encoding.gather(keys);
  } finally {
    await encoding.close();
  }
}

/** `encodedVectors` of both modalities. */
export async function encodedContent(
  workspace: Pick<Workspace, 'folder' | 'media'>,
  items: readonly Item[],
  specs: { readonly image: string; readonly text: string },
  progress: Progress,
): Promise<ContentVectors> {
  const vectorsOf = (modality: 'image' | 'text'): Promise<ModalityVectors> =>
    encodedVectors(workspace, items, { modality, spec: specs[modality], progress });
  return { image: await vectorsOf('image'), text: await vectorsOf('text') };
}

/** One modality of a catalogue, encoded by one encoder in threads of its own. */
class Encoding {
  readonly #workspace: Pick<Workspace, 'folder' | 'media'>;
  readonly #modality: ContentModality;
  readonly #spec: string;
  readonly #progress: Progress;
  readonly #isLarge: boolean;
  readonly #workers: Worker[] = [];
  #width = 0;

  constructor(
    workspace: Pick<Workspace, 'folder' | 'media'>,
    modality: ContentModality,
    spec: string,
    progress: Progress,
  ) {
    this.#workspace = workspace;
    this.#modality = modality;
    this.#spec = spec;
    this.#progress = progress;
    this.#isLarge = readEncoderSpec(spec, modality).kind.isLarge === true;
  }

  async run(items: readonly Item[]): Promise<{ report: EncodeReport; keys: Uint8Array<ArrayBuffer> }> {
    const begun = performance.now();
    const sources = await sourcesOf(this.#workspace, this.#modality, items);
    const places = [...items.keys()].filter((place) => sources[place] !== undefined);
    // The first thread fits and stores what has to be fitted; the others find it.
    const description = await this.#start().call.open(items);
    this.#width = description.width;
    for (let i = 1; i < this.#workerCount(places.length); i++) await this.#start().call.open([]);

    const keys = new Uint8Array(items.length * KEY_BYTES);
    const damaged: DamagedMedium[] = [];
    // Two threads that meet the same content at the same time both encode it.
    const encoded = new Set<string>();
    const step = this.#progress.start(`Encoding ${this.#modality} by ${description.name}`, places.length);
    let next = 0;
    const work = async (worker: Worker): Promise<void> => {
      while (next < places.length) {
        const batch = places.slice(next, (next += BATCH));
        const result = await worker.call.encode(batch.map((place) => sources[place] ?? ''));
        for (const key of result.encoded) encoded.add(key);
        this.#take(result, batch, items, sources, keys, damaged);
        step.advance(batch.length);
        step.note(`${encoded.size} new${damaged.length > 0 ? `, ${damaged.length} damaged` : ''}`);
      }
    };
    await Promise.all(this.#workers.map(work));
    step.done();
    const report: EncodeReport = {
      ...description,
      modality: this.#modality,
      spec: this.#spec,
      items: items.length,
      encoded: encoded.size,
      known: places.length - encoded.size - damaged.length,
      without: items.length - places.length,
      damaged: damaged.toSorted((a, b) => (a.item < b.item ? -1 : Number(a.item > b.item))),
      seconds: Number(((performance.now() - begun) / 1_000).toFixed(3)),
    };
    return { report, keys };
  }

  async gather(keys: Uint8Array): Promise<ModalityVectors> {
    const [vectors, present] = await this.#workers[0].call.gather(keys);
    return { width: this.#width, vectors, present };
  }

  async tidy(): Promise<void> {
    await this.#workers[0].call.tidy();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #take(
    { keys, faults }: EncodedBatch,
    batch: readonly number[],
    items: readonly Item[],
    sources: readonly (string | undefined)[],
    into: Uint8Array,
    damaged: DamagedMedium[],
  ): void {
    for (const [row, place] of batch.entries()) {
      into.set(keys.subarray(row * KEY_BYTES, (row + 1) * KEY_BYTES), place * KEY_BYTES);
    }
    for (const { place, reason } of faults) {
      const source = sources[batch[place]] ?? '';
      const file = this.#modality === 'text' ? '' : relative(this.#workspace.media.folder, source);
      damaged.push({ item: items[batch[place]].id, file, reason });
    }
  }

  #workerCount(sources: number): number {
    if (this.#isLarge || this.#modality !== 'image') return 1;
    return Math.max(1, Math.min(availableParallelism(), MOST_WORKERS, Math.floor(sources / BATCH)));
  }

  #start(): Worker {
    const { folder } = this.#workspace;
    const threads = this.#isLarge ? availableParallelism() : 1;
    const input: EncodeWorkerInput = { folder, spec: this.#spec, modality: this.#modality, threads };
    const worker = startWorker<EncodeMethods>(new URL('./encode-worker.ts', import.meta.url), {
      input,
      progress: this.#progress,
    });
    this.#workers.push(worker);
    return worker;
  }
}

/** A path or a text for each item; undefined where it has nothing of the modality. */
async function sourcesOf(
  { media }: Pick<Workspace, 'media'>,
  modality: ContentModality,
  items: readonly Item[],
): Promise<(string | undefined)[]> {
  switch (modality) {
    case 'image':
      return items.map(({ image }) => (image === null ? undefined : media.locate(image)));
    case 'text': {
      const { itemText } = await import('../learning/training/train-content-encoders.ts');
      return items.map((item) => itemText(item).trim() || undefined);
    }
    case 'video': {
      const clips = await clipsIn(media.folder);
      return items.map(({ id }) => clips.get(id));
    }
    default:
      return modality satisfies never;
  }
}

/** Clips lie in the media folder as `videos/ITEM.mp4`, or with another ending of a film. */
async function clipsIn(mediaFolder: string): Promise<Map<string, string>> {
  const folder = join(mediaFolder, CLIPS);
  const names = await readdir(folder).catch(() => []);
  const clips = names.filter((name) => CLIP_ENDINGS.includes(extname(name).toLowerCase()));
  return new Map(clips.sort().map((name) => [name.slice(0, -extname(name).length), join(folder, name)]));
}

/** Whether any clip lies in the workspace. */
export async function hasClips({ media }: Pick<Workspace, 'media'>): Promise<boolean> {
  return (await clipsIn(media.folder)).size > 0;
}
