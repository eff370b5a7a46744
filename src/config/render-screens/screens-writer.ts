import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { LabelledScreen, ScreenReading } from '../../core/contracts/screen.ts';

const FILE = 'screens.jsonl';
const QUALITY = 82;

/** What is known of a screen besides what was read from it. */
export interface ScreenOrigin extends Pick<
  LabelledScreen,
  'id' | 'family' | 'source' | 'device' | 'language'
> {
  readonly scrolled: boolean;
}

/** A folder of screens with labels, in the format that `readScreens` reads: rows are added as screens are drawn. */
export class ScreensWriter {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(folder: string): Promise<ScreensWriter> {
    await mkdir(join(folder, 'images'), { recursive: true });
    await writeFile(join(folder, FILE), '');
    return new ScreensWriter(folder);
  }

  /** @param picture PNG of the size of the reading */
  async add(picture: Uint8Array, reading: ScreenReading, origin: ScreenOrigin): Promise<void> {
    const file = `images/${origin.id}.webp`;
    await sharp(picture).webp({ quality: QUALITY }).toFile(join(this.#folder, file));
    const row = {
      id: origin.id,
      file,
      repo: origin.source,
      family: origin.family,
      viewport: origin.device,
      width: reading.width,
      height: reading.height,
      scrolled: origin.scrolled,
      language: origin.language,
      page_type: reading.page.type,
      elements: reading.elements.map(({ kind, text, box }) => ({ kind, text, box })),
      products: reading.products.map(({ id, box }) => ({ id, box })),
      lines: reading.lines.map(({ text, box }) => ({ text, box })),
    };
    await appendFile(join(this.#folder, FILE), `${JSON.stringify(row)}\n`);
  }
}
