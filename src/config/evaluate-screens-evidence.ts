/** What stands on labelled screens: their pixels, and the text that was read from them once. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { textLineSchema, type LabelledScreen, type TextLine } from '../core/contracts/screen.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { safePath } from '../core/safe-path.ts';
import { replaceFile } from '../data/storage/media.ts';
import { decodeScreen, type DecodedScreen } from '../perception/screens/decode-screen.ts';
import { openTextReader, type TextReader } from '../perception/screens/text/text-reader.ts';

export interface ScreenEvidence {
  readonly screen: LabelledScreen;
  readonly pixels: DecodedScreen;
  readonly lines: readonly TextLine[];
  /** Decodes the picture once more, for those who look at many screens and keep none. */
  readonly again: () => Promise<DecodedScreen>;
}

export interface EvidenceOptions {
  /** Folder of the screens. */
  readonly folder: string;
  readonly screens: readonly LabelledScreen[];
  /** Folder where texts are kept by the pictures they were read from. */
  readonly texts: string;
  readonly progress: Progress;
  /** Told of pictures that cannot be read; they are left out. */
  readonly onFault: (screen: LabelledScreen, error: DaogouError) => void;
}

const READER = new URL('../perception/screens/text/', import.meta.url);
const linesSchema = z.array(textLineSchema);

/**
 * The screens one by one, each with its pixels and its text. Reading takes about a second a screen, but for those
 * whose text is kept already. Blocks its thread.
 */
export async function* screenEvidence(options: EvidenceOptions): AsyncGenerator<ScreenEvidence> {
  const { folder, onFault, progress, screens } = options;
  const texts = join(options.texts, await readerVersion());
  await mkdir(texts, { recursive: true });
  const step = progress.start('Reading screens', screens.length);
  let reader: TextReader | undefined;
  try {
    for (const screen of screens) {
      const path = safePath(folder, screen.file);
      const bytes = await readFile(path);
      const pixels = await decoded(bytes, screen, onFault);
      step.advance();
      if (!pixels) continue;
      const file = join(texts, `${createHash('sha256').update(bytes).digest('hex')}.json`);
      let lines = await keptLines(file);
      if (!lines) {
        reader ??= await openTextReader();
        lines = await reader.read(pixels);
        await replaceFile(file, JSON.stringify(lines));
      }
      yield { screen, pixels, lines, again: async () => decodeScreen(await readFile(path), screen.file) };
    }
  } finally {
    step.done();
    await reader?.release();
  }
}

async function decoded(
  bytes: Uint8Array,
  screen: LabelledScreen,
  onFault: EvidenceOptions['onFault'],
): Promise<DecodedScreen | undefined> {
  try {
    return await decodeScreen(bytes, screen.file);
  } catch (thrown) {
    if (!(thrown instanceof DaogouError) || thrown.code !== 'bad-media') throw thrown;
    onFault(screen, thrown);
    return undefined;
  }
}

/** Undefined where the text was not read before, or the file was cut short. */
async function keptLines(file: string): Promise<TextLine[] | undefined> {
  try {
    return linesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Names the reader by its own source: another one reads other texts. */
async function readerVersion(): Promise<string> {
  const hash = createHash('sha256');
  const names = (await readdir(READER)).filter((name) => /\.[jt]s$/.test(name) && !name.includes('.test.'));
  for (const name of names.sort()) hash.update(name).update(await readFile(new URL(name, READER)));
  return hash.digest('hex').slice(0, 12);
}
