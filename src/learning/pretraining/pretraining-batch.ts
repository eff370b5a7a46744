/** The numbers of each share of a training step: augmented pictures, pieces of their texts, and labels. */
import type { Random } from '../../core/random.ts';
import { PIECES } from '../../perception/encoders/image/compact/compact-heads.ts';
import { normalisePixels } from '../../perception/encoders/image/pixels.ts';
import { joinBags } from '../../perception/encoders/text/subword-bag.ts';
import { subwordIds } from '../../perception/encoders/text/subwords.ts';
import type { EmbeddingTable } from '../../tensor/embedding-table.ts';
import type { TypedArray } from '../../tensor/graph.ts';
import { augmentPhoto, pastePart } from './augment-photo.ts';
import { labelsOf, type PhotoTask } from './photo-tasks.ts';
import type { Augmentation, Photo } from './photo.ts';

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

/** What a row shows: a photo, and another one over a part of it. */
interface View {
  readonly photo: number;
  /** Of the photo itself, in (0, 1]; the rest is the guest's. */
  readonly share: number;
  readonly guest: number;
}

/** Added to the likeness of a photo with a text that is not its own but reads the same: neither right nor wrong. */
const NEITHER = -1e4;

export class PretrainingBatch {
  private readonly photos: readonly Photo[];
  private readonly tasks: readonly PhotoTask[];
  private readonly labels: readonly (readonly number[])[];
  private readonly pieces: readonly Int32Array[];
  /** Photos that a photo may be mixed with, by the way they are varied. */
  private readonly kin: ReadonlyMap<Augmentation, readonly number[]>;

  constructor({ photos, tasks }: Lessons) {
    this.photos = photos;
    this.tasks = tasks;
    this.labels = photos.map((photo) => labelsOf(photo, tasks));
    this.pieces = photos.map(({ text }) => subwordIds(text, PIECES));
    this.kin = Map.groupBy(photos.keys(), (photo) => photos[photo].augmentation);
  }

  /** @param chosen indices of photos, one a row of the share. @param side of the views. */
  write(chosen: readonly number[], side: number, table: EmbeddingTable, random: Random): Share {
    const { pieces } = this;
    const bytes = new Uint8Array(chosen.length * 3 * side * side);
    const seen = chosen.map((photo, row) => this.show(photo, side, random, bytes, row * 3 * side * side));
    const pixels = new Float32Array(bytes.length);
    normalisePixels(bytes, pixels);
    const { ids, offsets } = joinBags(chosen.map((photo) => pieces[photo]));
    const feeds: Record<string, TypedArray> = {
      pixels,
      bags: table.bag(ids, offsets),
      pairs: this.pairs(chosen),
      paired: Float32Array.from(chosen, (photo, row) => (pieces[photo].length > 0 ? seen[row].share : 0)),
      ...this.labelFeeds(seen),
    };
    return { feeds, ids, offsets };
  }

  /** Writes a view of the photo, perhaps with a part of another one. */
  private show(photo: number, side: number, random: Random, bytes: Uint8Array, offset: number): View {
    const { kin, photos } = this;
    const { augmentation } = photos[photo];
    augmentPhoto(photos[photo], side, random, bytes, offset);
    if (augmentation.cutmix === 0 || random.next() >= augmentation.cutmix) {
      return { photo, share: 1, guest: photo };
    }
    const guest = random.pick(kin.get(augmentation)!);
    const other = new Uint8Array(3 * side * side);
    augmentPhoto(photos[guest], side, random, other, 0);
    return { photo, share: 1 - pastePart(other, side, random, bytes, offset), guest };
  }

  /** Of each task: the classes of the rows' photos, then those of their guests, and how much each counts. */
  private labelFeeds(seen: readonly View[]): Record<string, TypedArray> {
    const rows = seen.length;
    const feeds: Record<string, TypedArray> = {};
    for (const [i, { name }] of this.tasks.entries()) {
      const labels = new BigInt64Array(2 * rows);
      const known = new Float32Array(2 * rows);
      const note = (place: number, photo: number, share: number): void => {
        const label = this.labels[photo][i];
        if (label < 0) return;
        labels[place] = BigInt(label);
        known[place] = share;
      };
      for (const [row, { photo, share, guest }] of seen.entries()) {
        note(row, photo, share);
        note(rows + row, guest, 1 - share);
      }
      feeds[`labels ${name}`] = labels;
      feeds[`known ${name}`] = known;
    }
    return feeds;
  }

  private pairs(chosen: readonly number[]): Float32Array {
    const { photos } = this;
    const rows = chosen.length;
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
