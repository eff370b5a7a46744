import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { DaogouError } from '../core/errors.ts';
import { decodePictureBytes, readPicture } from '../perception/encoders/image/pixels.ts';
import { KEY_BYTES, type VectorCache } from './encode-cache.ts';
import type { OpenedEncoder } from './encoders-kind.ts';

/** How a batch went, one entry a source. */
export interface EncodedBatch {
  /** SHA-256 of each content, `KEY_BYTES` each; zeros where the content could not be read. */
  readonly keys: Uint8Array;
  /** Keys, as hexadecimal text, of the contents that were encoded now. */
  readonly encoded: readonly string[];
  readonly faults: readonly { readonly place: number; readonly reason: string }[];
}

/** Contents read and decoded at once: enough to keep the decoder's threads busy, few enough to bound memory. */
const READ_AT_ONCE = 16;
/** Decoded contents that wait for the network while the next ones are read. */
const GROUP = 64;

type Read =
  | { readonly state: 'known'; readonly key: string }
  | { readonly state: 'new'; readonly key: string; readonly input: Uint8Array | string }
  | { readonly state: 'fault'; readonly key: string | undefined; readonly reason: string };

/**
 * Encodes what the cache does not have yet and stores it there. Media that is damaged is named in the result and
 * remembered, and everything else goes on.
 *
 * @param sources paths of pictures or clips, or texts, as the encoder's modality has it
 */
export async function encodeBatch(
  opened: OpenedEncoder,
  cache: VectorCache,
  sources: readonly string[],
): Promise<EncodedBatch> {
  const keys = new Uint8Array(sources.length * KEY_BYTES);
  const faults: { place: number; reason: string }[] = [];
  const newFaults = new Map<string, string>();
  const fresh = new Map<string, Float32Array>();
  const groups = Array.from({ length: Math.ceil(sources.length / GROUP) }, (_, i) => i * GROUP);
  const readGroup = (start: number): Promise<Read[]> =>
    readAll(opened, cache, sources.slice(start, start + GROUP));

  let ahead = groups.length > 0 ? readGroup(groups[0]) : undefined;
  for (const [group, start] of groups.entries()) {
    const read = (await ahead) ?? [];
    ahead = group + 1 < groups.length ? readGroup(groups[group + 1]) : undefined;
    // Should this group fail, the next one's failure is no longer anybody's.
    ahead?.catch(() => {});
    const waiting = new Map<string, Uint8Array | string>();
    for (const [i, one] of read.entries()) {
      if (one.key !== undefined) keys.set(Buffer.from(one.key, 'hex'), (start + i) * KEY_BYTES);
      if (one.state === 'new' && !fresh.has(one.key)) waiting.set(one.key, one.input);
    }
    const found = await encodeInputs(opened, waiting, newFaults);
    for (const [key, vector] of found) fresh.set(key, vector);
    for (const [i, one] of read.entries()) {
      const reason = one.state === 'fault' ? one.reason : newFaults.get(one.key);
      if (reason !== undefined) faults.push({ place: start + i, reason });
      if (one.state === 'fault' && one.key !== undefined) newFaults.set(one.key, one.reason);
    }
  }
  await cache.add([...fresh.keys()], joined([...fresh.values()], opened.encoder.width));
  await cache.addFaults(new Map([...newFaults].filter(([key]) => cache.faultOf(key) === undefined)));
  return { keys, encoded: [...fresh.keys()], faults };
}

/** In the order of the sources, a few at a time. */
async function readAll(
  opened: OpenedEncoder,
  cache: VectorCache,
  sources: readonly string[],
): Promise<Read[]> {
  const results: Read[] = [];
  const waiting = sources.entries();
  const work = async (): Promise<void> => {
    for (const [place, source] of waiting) results[place] = await readOne(opened, cache, source);
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, work));
  return results;
}

async function readOne(opened: OpenedEncoder, cache: VectorCache, source: string): Promise<Read> {
  let key: string | undefined;
  try {
    const bytes = opened.modality === 'image' ? await readPicture(source) : undefined;
    key = bytes || opened.modality === 'text' ? sha256(bytes ?? source) : await sha256OfFile(source);
    if (cache.has(key)) return { state: 'known', key };
    const fault = cache.faultOf(key);
    if (fault !== undefined) return { state: 'fault', key, reason: fault };
    if (opened.modality !== 'image' || !bytes) return { state: 'new', key, input: source };
    return { state: 'new', key, input: await decodePictureBytes(bytes, source, opened.frame) };
  } catch (thrown) {
    return { state: 'fault', key, reason: reasonOf(thrown, source) };
  }
}

/** Vectors by key. Clips are opened by their encoder, one by one, since any of them can be damaged. */
async function encodeInputs(
  opened: OpenedEncoder,
  inputs: ReadonlyMap<string, Uint8Array | string>,
  faults: Map<string, string>,
): Promise<Map<string, Float32Array>> {
  const found = new Map<string, Float32Array>();
  if (inputs.size === 0) return found;
  const { width } = opened.encoder;
  if (opened.modality === 'video') {
    for (const [key, file] of inputs) {
      try {
        found.set(key, await opened.encoder.encode([file as string]));
      } catch (thrown) {
        faults.set(key, reasonOf(thrown, file as string));
      }
    }
    return found;
  }
  const batch = [...inputs.values()];
  const vectors =
    opened.modality === 'image'
      ? await opened.encoder.encode(batch as Uint8Array[])
      : await opened.encoder.encode(batch as string[]);
  for (const [row, key] of [...inputs.keys()].entries()) {
    found.set(key, vectors.subarray(row * width, (row + 1) * width));
  }
  return found;
}

/** What is wrong with a medium; anything else that goes wrong is no fault of it, and is thrown on. */
function reasonOf(thrown: unknown, source: string): string {
  if (thrown instanceof DaogouError && thrown.code === 'bad-media') {
    return thrown.message.replaceAll(`file:${source}`, 'it').replaceAll(source, 'file');
  }
  const { code } = (thrown ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ELOOP')
    return `the file cannot be read: ${code}`;
  throw thrown;
}

function joined(vectors: readonly Float32Array[], width: number): Float32Array {
  const all = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) all.set(vector, row * width);
  return all;
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
