import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readWav } from '../../src/perception/encoders/speech/read-wav.ts';
import { writeWav } from '../../src/perception/encoders/speech/write-wav.ts';

/**
 * Has espeak-ng say some words into a WAV file, with silence before and after, as a microphone hears it.
 * @returns the file, the caller's to remove; undefined where espeak-ng is not there
 */
export async function sayIntoFile(words: string): Promise<string | undefined> {
  const said = await promisify(execFile)('espeak-ng', ['-v', 'en-us+f5', '-s', '150', '--stdout', words], {
    encoding: 'buffer',
  }).catch(() => undefined);
  if (!said) return undefined;
  const { rate, samples } = readWav(said.stdout, words);
  const padded = new Float32Array(samples.length + 2 * rate);
  padded.set(samples, rate);
  const file = join(tmpdir(), `daogou-said-${process.pid}.wav`);
  await writeFile(file, writeWav(padded, rate));
  return file;
}
