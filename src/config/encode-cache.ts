/**
 * Vectors kept by what they were made of. A folder for each encoder and version holds segments: safetensors files
 * with `keys` (32 bytes a row, SHA-256 of the content) and `vectors` (`width` numbers a row). Segments are only ever
 * added whole, so that a run that is killed loses no more than the batch it was at.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DaogouError } from '../core/errors.ts';
import { replaceFile } from '../data/storage/media.ts';
import { decodeArrays, encodeArrays } from '../core/safetensors.ts';

export const KEY_BYTES = 32;
const SEGMENT = '.safetensors';
const FAULTS = '.faults.json';
/** Segments of fewer rows are put together, until they have about as many. */
const FULL_SEGMENT = 32_768;
/** As many small segments are left as they are. */
const SMALL_SEGMENTS = 8;

const faultsSchema = z.record(z.string(), z.string());

interface Segment {
  readonly file: string;
  readonly keys: Uint8Array;
  readonly vectors: Float32Array;
}

export class VectorCache {
  readonly folder: string;
  readonly width: number;
  readonly #known: Set<string>;
  readonly #faults: Map<string, string>;

  private constructor(folder: string, width: number, known: Set<string>, faults: Map<string, string>) {
    this.folder = folder;
    this.width = width;
    this.#known = known;
    this.#faults = faults;
  }

  /** Throws `storage-unavailable` naming a segment that is damaged. */
  static async open(folder: string, width: number): Promise<VectorCache> {
    await mkdir(folder, { recursive: true });
    const known = new Set<string>();
    for await (const { keys } of segmentsIn(folder, width)) {
      for (let row = 0; row < keys.length / KEY_BYTES; row++) known.add(keyText(keys, row));
    }
    const faults = new Map<string, string>();
    for (const name of await filesIn(folder, FAULTS)) {
      const found = faultsSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')));
      for (const [key, reason] of Object.entries(found)) faults.set(key, reason);
    }
    return new VectorCache(folder, width, known, faults);
  }

  has(key: string): boolean {
    return this.#known.has(key);
  }

  /** Why this content cannot be encoded, where that was found out before. */
  faultOf(key: string): string | undefined {
    return this.#faults.get(key);
  }

  /** Stores one vector a key, all of them or none. */
  async add(keys: readonly string[], vectors: Float32Array): Promise<void> {
    if (keys.length === 0) return;
    const bytes = new Uint8Array(Buffer.from(keys.join(''), 'hex'));
    await replaceFile(newFile(this.folder, SEGMENT), encodeArrays({ keys: bytes, vectors }));
    for (const key of keys) this.#known.add(key);
  }

  async addFaults(faults: ReadonlyMap<string, string>): Promise<void> {
    if (faults.size === 0) return;
    await replaceFile(newFile(this.folder, FAULTS), JSON.stringify(Object.fromEntries(faults)));
    for (const [key, reason] of faults) this.#faults.set(key, reason);
  }

  /**
   * The vectors of contents by their keys, one after another as `add` has them; zeros where there is none. `present`
   * has 1 for each vector that is not zero.
   */
  async gather(
    keys: readonly (string | undefined)[],
  ): Promise<{ vectors: Float32Array; present: Uint8Array }> {
    const { width } = this;
    const places = Map.groupBy(keys.keys(), (place) => keys[place]);
    const gathered = new Float32Array(keys.length * width);
    const present = new Uint8Array(keys.length);
    for await (const segment of segmentsIn(this.folder, width)) {
      for (let row = 0; row < segment.keys.length / KEY_BYTES; row++) {
        const vector = segment.vectors.subarray(row * width, (row + 1) * width);
        const there = vector.some((value) => value !== 0) ? 1 : 0;
        for (const place of places.get(keyText(segment.keys, row)) ?? []) {
          gathered.set(vector, place * width);
          present[place] = there;
        }
      }
    }
    return { vectors: gathered, present };
  }

  /** Puts small segments together, so that the next start has few files to open. */
  async tidy(): Promise<void> {
    const small: Segment[] = [];
    for await (const segment of segmentsIn(this.folder, this.width)) {
      if (segment.keys.length / KEY_BYTES < FULL_SEGMENT) small.push(segment);
      if (rowsOf(small) >= FULL_SEGMENT) await this.#join(small.splice(0));
    }
    if (small.length > SMALL_SEGMENTS) await this.#join(small);
  }

  /** Killed between the two steps, some vectors are there twice, which does no harm. */
  async #join(segments: readonly Segment[]): Promise<void> {
    const rows = new Map<string, Float32Array>();
    for (const { keys, vectors } of segments) {
      for (let row = 0; row < keys.length / KEY_BYTES; row++) {
        rows.set(keyText(keys, row), vectors.subarray(row * this.width, (row + 1) * this.width));
      }
    }
    const joined = new Float32Array(rows.size * this.width);
    for (const [row, vector] of [...rows.values()].entries()) joined.set(vector, row * this.width);
    await this.add([...rows.keys()], joined);
    for (const { file } of segments) await rm(file, { force: true });
  }
}

function rowsOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { keys }) => sum + keys.length / KEY_BYTES, 0);
}

export function keyText(keys: Uint8Array, row: number): string {
  return Buffer.from(keys.buffer, keys.byteOffset + row * KEY_BYTES, KEY_BYTES).toString('hex');
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(ending)).sort();
}

/** A name of its own: several threads add to one folder. */
function newFile(folder: string, ending: string): string {
  return join(folder, `${randomUUID()}${ending}`);
}

async function* segmentsIn(folder: string, width: number): AsyncGenerator<Segment> {
  for (const name of await filesIn(folder, SEGMENT)) {
    const file = join(folder, name);
    yield { file, ...(await readSegment(file, width)) };
  }
}

async function readSegment(file: string, width: number): Promise<Omit<Segment, 'file'>> {
  try {
    const { keys, vectors } = decodeArrays(await readFile(file));
    const rows = keys.length / KEY_BYTES;
    if (!(keys instanceof Uint8Array && vectors instanceof Float32Array) || vectors.length !== rows * width) {
      throw new Error(`it does not hold ${width} numbers a key`);
    }
    return { keys, vectors };
  } catch (thrown) {
    throw new DaogouError('storage-unavailable', `The vectors in ${file} cannot be read`, {
      received: file,
      remedy: 'Remove this file: its vectors are made again.',
      cause: thrown,
    });
  }
}
