/** Vectors of a large vocabulary, outside of any graph: only the rows of a batch are fed to it. */
import { DaogouError } from '../core/errors.ts';
import { checkCount } from './check-setting.ts';
import type { Random } from '../core/random.ts';
import { restoreInto, type Stateful, type TrainingState } from './training-state.ts';

export interface EmbeddingTableOptions {
  readonly rows: number;
  readonly width: number;
}

/** Integers that name rows, each in [0, rows). */
export type RowIds = Int32Array;

export class EmbeddingTable implements Stateful {
  readonly rows: number;
  readonly width: number;
  /** [rows, width], row-major; optimisers change it in place. */
  readonly data: Float32Array;

  /**
   * @param numbers [rows, width], taken over and not copied; zeros by default.
   * @throws invalid-input for sizes that are no whole numbers from 1; shape-mismatch when the numbers do not fill them.
   */
  constructor({ rows, width }: EmbeddingTableOptions, numbers?: Float32Array) {
    checkCount('The number of rows', rows);
    checkCount('The width of a row', width);
    const data = numbers ?? new Float32Array(rows * width);
    if (data.length !== rows * width) {
      throw new DaogouError(
        'shape-mismatch',
        `A table of ${rows} × ${width} has not ${data.length} numbers`,
        {
          received: { rows, width, length: data.length },
          remedy: 'Give rows × width numbers.',
        },
      );
    }
    this.rows = rows;
    this.width = width;
    this.data = data;
  }

  /** A table of normal numbers with mean 0. */
  static random(options: EmbeddingTableOptions, standardDeviation: number, random: Random): EmbeddingTable {
    const table = new EmbeddingTable(options);
    for (let i = 0; i < table.data.length; i++) table.data[i] = standardDeviation * random.normal();
    return table;
  }

  /**
   * Copies rows one after another.
   * @param out [ids.length, width], filled and returned.
   * @throws not-found for an id outside the table; shape-mismatch when `out` is too short.
   */
  gather(ids: RowIds, out: Float32Array = new Float32Array(ids.length * this.width)): Float32Array {
    const { data, width } = this;
    this.#checkRoom(out, ids.length);
    for (let i = 0; i < ids.length; i++) {
      this.checkRow(ids[i]);
      const from = ids[i] * width;
      out.set(data.subarray(from, from + width), i * width);
    }
    return out;
  }

  /**
   * The mean of each bag's rows; an empty bag gives zeros.
   * @param ids rows of all bags, one bag after another; a row that stands twice counts twice.
   * @param offsets [bags + 1]: bag i is ids[offsets[i]] up to but without ids[offsets[i + 1]].
   * @param out [bags, width], filled and returned.
   */
  bag(
    ids: RowIds,
    offsets: Int32Array,
    out: Float32Array = new Float32Array((offsets.length - 1) * this.width),
  ): Float32Array {
    const { data, width } = this;
    const bags = offsets.length - 1;
    this.#checkRoom(out, bags);
    out.fill(0, 0, bags * width);
    for (let bag = 0; bag < bags; bag++) {
      const share = 1 / (offsets[bag + 1] - offsets[bag]);
      const to = bag * width;
      for (let i = offsets[bag]; i < offsets[bag + 1]; i++) {
        this.checkRow(ids[i]);
        const from = ids[i] * width;
        for (let j = 0; j < width; j++) out[to + j] += share * data[from + j];
      }
    }
    return out;
  }

  state(): TrainingState {
    return { data: this.data };
  }

  restore(state: TrainingState): void {
    restoreInto(this.data, state.data, `a table of ${this.rows} × ${this.width}`);
  }

  /** @throws not-found for an id that is no row of this table. */
  checkRow(id: number): void {
    if (id >= 0 && id < this.rows) return;
    throw new DaogouError('not-found', `The table has no row ${id}`, {
      received: id,
      remedy: `Use ids from 0 to ${this.rows - 1}.`,
    });
  }

  #checkRoom(out: Float32Array, vectors: number): void {
    if (out.length >= vectors * this.width) return;
    throw new DaogouError('shape-mismatch', `There is no room for ${vectors} vectors of ${this.width}`, {
      received: out.length,
      remedy: `Give an array of ${vectors * this.width} numbers.`,
    });
  }
}
