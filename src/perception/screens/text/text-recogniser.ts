import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import { decodeCtc, type ReadSign } from './ctc-decoding.ts';
import type { OcrSession } from './ocr-session.ts';
import { sampleRegion, type Normalisation, type Region } from './sample-region.ts';

/** The network reads lines of this height. */
export const LINE_HEIGHT = 48;
/** One time step stands for this many samples across. */
export const STEP_WIDTH = 8;

const NORMALISATION: Normalisation = {
  scale: [2 / 255, 2 / 255, 2 / 255],
  shift: [-1, -1, -1],
};

export interface RecogniserSettings {
  /** Samples across for each that the aspect asks for, at most 1: narrower lines are read faster. */
  readonly squeeze: number;
  /** Where all lines of a picture together are wider than this in samples, they are squeezed further … */
  readonly allLines: number;
  /** … to this at the most, so that a page full of text takes a bounded time. */
  readonly mostSqueezed: number;
  /** Lines are at most this wide; longer ones are squeezed. */
  readonly widest: number;
  /** Lines are padded to a multiple of this. */
  readonly widthUnit: number;
  /** Samples across of all lines of one run. */
  readonly batchWidth: number;
}

export interface RecognisedLine {
  readonly signs: readonly ReadSign[];
  /** Time steps that the region itself takes; the rest is padding. */
  readonly steps: number;
}

/**
 * Reads lines, in batches of like widths.
 *
 * @returns one for each region, in the same order
 */
export async function recogniseLines(
  session: OcrSession,
  pixels: ScreenPixels,
  regions: readonly Region[],
  signs: readonly string[],
  settings: RecogniserSettings,
): Promise<RecognisedLine[]> {
  const widths = widthsOf(regions, settings);
  const lines = Array.from<RecognisedLine>({ length: regions.length });
  for (const batch of batchesOf(widths, settings)) {
    const padded = paddedWidth(widths[batch[batch.length - 1]], settings);
    const values = new Float32Array(batch.length * 3 * LINE_HEIGHT * padded);
    for (const [row, i] of batch.entries()) sampleLine(values, row, padded, pixels, regions[i], widths[i]);
    const read = await session.run(values, [batch.length, 3, LINE_HEIGHT, padded]);
    const [, steps] = read.shape;
    for (const [row, i] of batch.entries()) {
      lines[i] = {
        signs: decodeCtc(read.values, row * steps * signs.length, steps, signs),
        steps: widths[i] / STEP_WIDTH,
      };
    }
  }
  return lines;
}

/** In samples, of the lines without padding. */
function widthsOf(regions: readonly Region[], settings: RecogniserSettings): number[] {
  const natural = regions.map(({ width, height }) => (LINE_HEIGHT * width) / height);
  const all = natural.reduce((sum, width) => sum + width, 0);
  const squeeze = Math.min(settings.squeeze, Math.max(settings.mostSqueezed, settings.allLines / all));
  return natural.map((width) => Math.round(Math.min(settings.widest, Math.max(STEP_WIDTH, width * squeeze))));
}

const paddedWidth = (width: number, { widthUnit }: RecogniserSettings): number =>
  Math.ceil(width / widthUnit) * widthUnit;

/** Lines of one padded width, as many as fit into a run; narrow first. */
function batchesOf(widths: readonly number[], settings: RecogniserSettings): number[][] {
  const order = widths.map((_, i) => i).sort((a, b) => widths[a] - widths[b]);
  const batches: number[][] = [];
  for (const i of order) {
    const width = paddedWidth(widths[i], settings);
    const batch = batches.at(-1);
    const isAlike = batch !== undefined && paddedWidth(widths[batch[0]], settings) === width;
    if (isAlike && (batch.length + 1) * width <= settings.batchWidth) batch.push(i);
    else batches.push([i]);
  }
  return batches;
}

function sampleLine(
  values: Float32Array,
  row: number,
  padded: number,
  pixels: ScreenPixels,
  region: Region,
  width: number,
): void {
  const planeStride = LINE_HEIGHT * padded;
  const start = row * 3 * planeStride;
  sampleRegion(
    pixels,
    region,
    { values, start, width, height: LINE_HEIGHT, rowStride: padded, planeStride },
    NORMALISATION,
  );
}
