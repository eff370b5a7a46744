/** The numbers of one share of a training step: augmented pictures, pieces of their texts, and labels. */
import type { Random } from '../../core/random.ts';
import { PIECES } from '../../perception/encoders/image/compact/compact-heads.ts';
import { normalisePixels } from '../../perception/encoders/image/pixels.ts';
import { joinBags } from '../../perception/encoders/text/subword-bag.ts';
import { subwordIds } from '../../perception/encoders/text/subwords.ts';
import type { EmbeddingTable } from '../../tensor/embedding-table.ts';
import type { TypedArray } from '../../tensor/graph.ts';
import { augmentPhoto } from './augment-photo.ts';
import { labelsOf, type PhotoTask } from './photo-tasks.ts';
import type { Photo } from './photo.ts';

export interface Share {
  readonly feeds: Readonly<Record<string, TypedArray>>;
  /** Rows of the table of pieces, one text after another, and where each text begins. */
  readonly ids: Int32Array;
  readonly offsets: Int32Array;
}

/** What there is to learn from. */
interface Lessons {
  readonly photos: readonly Photo[];
  readonly tasks: readonly PhotoTask[];
}

/** Added to the likeness of a photo with a text that is not its own but reads the same: neither right nor wrong. */
const NEITHER = -1e4;

export class PretrainingBatch {
  private readonly photos: readonly Photo[];
  private readonly tasks: readonly PhotoTask[];
  private readonly labels: readonly (readonly number[])[];
  private readonly pieces: readonly Int32Array[];
  private readonly rows: number;
  private readonly side: number;
  private readonly bytes: Uint8Array;
  private readonly pixels: Float32Array;

  /** @param rows photos of one share. @param side of the views. */
  constructor({ photos, tasks }: Lessons, rows: number, side: number) {
    this.photos = photos;
    this.tasks = tasks;
    this.rows = rows;
    this.side = side;
    this.labels = photos.map((photo) => labelsOf(photo, tasks));
    this.pieces = photos.map(({ text }) => subwordIds(text, PIECES));
    this.bytes = new Uint8Array(rows * 3 * side * side);
    this.pixels = new Float32Array(this.bytes.length);
  }

  /** @param chosen indices of photos, as many as there are rows. The arrays are written anew by the next call. */
  write(chosen: readonly number[], table: EmbeddingTable, random: Random): Share {
    const { bytes, pixels, photos, pieces, rows, side, tasks } = this;
    for (const [row, photo] of chosen.entries()) {
      augmentPhoto(photos[photo], side, random, bytes, row * 3 * side * side);
    }
    normalisePixels(bytes, pixels);
    const { ids, offsets } = joinBags(chosen.map((photo) => pieces[photo]));
    const feeds: Record<string, TypedArray> = {
      pixels,
      bags: table.bag(ids, offsets),
      pairs: this.pairs(chosen),
      paired: Float32Array.from(chosen, (photo) => (pieces[photo].length > 0 ? 1 : 0)),
    };
    for (const [i, { name }] of tasks.entries()) {
      const labels = new BigInt64Array(rows);
      const known = new Float32Array(rows);
      for (const [row, photo] of chosen.entries()) {
        const label = this.labels[photo][i];
        if (label < 0) continue;
        labels[row] = BigInt(label);
        known[row] = 1;
      }
      feeds[`labels ${name}`] = labels;
      feeds[`known ${name}`] = known;
    }
    return { feeds, ids, offsets };
  }

  private pairs(chosen: readonly number[]): Float32Array {
    const { photos, rows } = this;
    const pairs = new Float32Array(rows * rows);
    for (const [row, photo] of chosen.entries()) {
      for (const [column, other] of chosen.entries()) {
        const reads = photos[other].text;
        if (row !== column && (reads === '' || reads === photos[photo].text))
          pairs[row * rows + column] = NEITHER;
      }
    }
    return pairs;
  }
}
