import { stat } from 'node:fs/promises';
import { DaogouError, toError } from '../../../core/errors.ts';
import { detectEncoding, utf8Chunks, type TextEncodingName } from './text-encoding.ts';

/** Half of what the engine can hold in one string. */
const MAXIMUM_BYTES = 256 << 20;

export interface JsonFile {
  readonly value: unknown;
  /** Members of the object, or elements of the list. */
  readonly entries: number;
  readonly encoding: TextEncodingName;
}

/** @throws DaogouError `invalid-input` when the file is over 256 MB or no JSON. */
export async function readJson(path: string): Promise<JsonFile> {
  const { size } = await stat(path);
  if (size > MAXIMUM_BYTES) {
    throw new DaogouError('invalid-input', `${path} is too large to be read whole`, {
      received: size,
      remedy: `Give a file of at most ${MAXIMUM_BYTES >> 20} MB.`,
    });
  }
  const encoding = await detectEncoding(path);
  const chunks: Buffer[] = [];
  for await (const chunk of utf8Chunks(path, encoding)) chunks.push(chunk);
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const entries = typeof value === 'object' && value !== null ? Object.keys(value).length : 1;
    return { value, entries, encoding };
  } catch (thrown) {
    throw new DaogouError('invalid-input', `${path} is no JSON: ${toError(thrown).message}`, {
      received: path,
      remedy: 'Check that the file is whole; a download that was cut off ends in the middle.',
      cause: thrown,
    });
  }
}
