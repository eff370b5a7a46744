/** Adam for embedding tables: only the rows of a batch are read or written. */
import type { EmbeddingTable, RowIds } from '../embedding-table.ts';
import { restoreInto, type Stateful } from '../training-state.ts';
import type { MomentOptions } from './adam.ts';
import { rateAt, type LearningRate } from './optimiser.ts';

export interface SparseAdamOptions extends MomentOptions {
  /** Default 1e-3. */
  readonly learningRate?: LearningRate;
}

/** Its state is that between steps: gradients that were accumulated since the last one are not part of it. */
export interface SparseOptimiser extends Stateful {
  /**
   * Adds gradients of gathered rows; a row that stands several times, or in several calls, gets the sum.
   * @param gradients [ids.length, width]
   */
  accumulate(ids: RowIds, gradients: Float32Array): void;
  /** Adds gradients of bags, each shared among its rows as `EmbeddingTable.bag` took their mean. */
  accumulateBag(ids: RowIds, offsets: Int32Array, gradients: Float32Array): void;
  /** Changes the rows that got a gradient since the last step. */
  step(): void;
}

/**
 * Lazy Adam (as torch.optim.SparseAdam): the moments of a row move only when the row gets a gradient, while the
 * bias correction counts every step. Where every row gets one, it equals dense Adam.
 */
export function sparseAdam(table: EmbeddingTable, options: SparseAdamOptions = {}): SparseOptimiser {
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const { width, data } = table;
  const first = new Float32Array(data.length);
  const second = new Float32Array(data.length);
  const touched = createRowSums(table);
  const steps = new Float64Array(1);

  return {
    accumulate(ids, gradients) {
      for (let i = 0; i < ids.length; i++) touched.add(ids[i], gradients, i * width, 1);
    },
    accumulateBag(ids, offsets, gradients) {
      for (let bag = 0; bag + 1 < offsets.length; bag++) {
        const share = 1 / (offsets[bag + 1] - offsets[bag]);
        for (let i = offsets[bag]; i < offsets[bag + 1]; i++) {
          touched.add(ids[i], gradients, bag * width, share);
        }
      }
    },
    step() {
      const step = ++steps[0];
      const rate = rateAt(learningRate, step);
      const firstCorrection = 1 / (1 - beta1 ** step);
      const secondCorrection = 1 / Math.sqrt(1 - beta2 ** step);
      touched.drain((row, sums, from) => {
        const start = row * width;
        for (let j = 0; j < width; j++) {
          const at = start + j;
          const gradient = sums[from + j];
          const mean = (first[at] = beta1 * first[at] + (1 - beta1) * gradient);
          const square = (second[at] = beta2 * second[at] + (1 - beta2) * gradient * gradient);
          data[at] -= (rate * firstCorrection * mean) / (secondCorrection * Math.sqrt(square) + epsilon);
        }
      });
    },
    state: () => ({ steps, first, second }),
    restore(state) {
      restoreInto(steps, state.steps, 'the number of steps');
      restoreInto(first, state.first, 'the first moments');
      restoreInto(second, state.second, 'the second moments');
    },
  };
}

interface RowSums {
  add(row: number, gradients: Float32Array, from: number, share: number): void;
  /** Gives each touched row its sum, in the order of first touch, and forgets them all. */
  drain(use: (row: number, sums: Float32Array, from: number) => void): void;
}

/** Sums per row in one array that only grows with the largest number of different rows in a step. */
function createRowSums(table: EmbeddingTable): RowSums {
  const { width } = table;
  const slotOfRow = new Int32Array(table.rows).fill(-1);
  const rows: number[] = [];
  let sums = new Float32Array(256 * width);

  const newSlot = (row: number): number => {
    table.checkRow(row);
    const slot = rows.length;
    if ((slot + 1) * width > sums.length) {
      const larger = new Float32Array(sums.length * 2);
      larger.set(sums);
      sums = larger;
    }
    sums.fill(0, slot * width, (slot + 1) * width);
    slotOfRow[row] = slot;
    rows.push(row);
    return slot;
  };
  return {
    add(row, gradients, from, share) {
      const known = slotOfRow[row];
      const to = (known >= 0 ? known : newSlot(row)) * width;
      for (let j = 0; j < width; j++) sums[to + j] += share * gradients[from + j];
    },
    drain(use) {
      for (const [slot, row] of rows.entries()) {
        slotOfRow[row] = -1;
        use(row, sums, slot * width);
      }
      rows.length = 0;
    },
  };
}
