import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** To be raised when `decodePicture` gives other pixels or `itemText` other words: old vectors are then made anew. */
const READING = 1;
const LENGTH = 16;

/** Tells the vectors of one encoder from those of any other: 16 hexadecimal digits over its name and its files. */
export async function versionOfFiles(name: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(`${name}\n${READING}\n`);
  for (const file of files) {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
  }
  return hash.digest('hex').slice(0, LENGTH);
}

/** The same where the encoder knows its version by itself. */
export function versionOf(name: string, version: string): string {
  return createHash('sha256').update(`${name}\n${READING}\n${version}`).digest('hex').slice(0, LENGTH);
}

/** Every file under a folder, in alphabetical order. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Those of the files that are there. */
export async function thoseThere(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return files.filter((_, i) => found[i]?.isFile() === true);
}
