import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { DaogouError, toError } from '../../../core/errors.ts';

const CHUNK = 1 << 20;
const GZIP = [0x1f, 0x8b];

/** A file read from front to end, a piece at a time: memory stays at one piece, whatever the size of the file. */
export class ByteSource {
  /** How many bytes were taken; of a compressed file, bytes of its content. */
  offset = 0;
  readonly #chunks: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);
  #ended = false;

  private constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Opens a file; one that begins as gzip does is unpacked. @throws not-found when it cannot be read. */
  static async open(file: string): Promise<ByteSource> {
    const beginning = await firstBytes(file, GZIP.length);
    const stream = createReadStream(file, { highWaterMark: CHUNK });
    const isPacked = GZIP.every((byte, i) => beginning[i] === byte);
    if (!isPacked) return new ByteSource(stream);
    const unpacked = createGunzip({ chunkSize: CHUNK });
    stream.once('error', (error) => unpacked.destroy(error));
    unpacked.once('close', () => stream.destroy());
    return new ByteSource(stream.pipe(unpacked));
  }

  /** The next bytes, without taking them; fewer at the end. They are valid until the next call. */
  async peek(length: number): Promise<Buffer> {
    while (this.#buffer.length < length && (await this.#more()));
    return this.#buffer.subarray(0, length);
  }

  /** Takes bytes; undefined where there are fewer. They are valid until the next call. */
  async take(length: number): Promise<Buffer | undefined> {
    while (this.#buffer.length < length) if (!(await this.#more())) return undefined;
    return this.#advance(length);
  }

  /**
   * Takes what stands before the next `byte`, and the byte; at the end of the file, what is left.
   * @returns undefined at the end, and where the byte is not among the next `longest`.
   */
  async takeUntil(byte: number, longest: number): Promise<Buffer | undefined> {
    let searched = 0;
    for (;;) {
      const at = this.#buffer.indexOf(byte, searched);
      if (at > longest || (at < 0 && this.#buffer.length > longest)) return undefined;
      if (at >= 0) return this.#advance(at + 1).subarray(0, at);
      searched = this.#buffer.length;
      if (await this.#more()) continue;
      return searched === 0 ? undefined : this.#advance(searched);
    }
  }

  get atEnd(): boolean {
    return this.#ended && this.#buffer.length === 0;
  }

  /** Stops reading: the file is closed. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  #advance(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    this.offset += length;
    return taken;
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value } = await this.#chunks.next();
    if (done) this.#ended = true;
    else this.#buffer = this.#buffer.length === 0 ? value : Buffer.concat([this.#buffer, value]);
    return !done;
  }
}

async function firstBytes(file: string, length: number): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw new DaogouError('not-found', `${file} cannot be read: ${toError(thrown).message}`, {
      received: file,
      remedy: 'Give the path of a file that exists and may be read.',
      cause: thrown,
    });
  }
}
