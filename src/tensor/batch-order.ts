import { DaogouError } from '../core/errors.ts';
import type { Random } from '../core/random.ts';
import { restoreInto, type Stateful } from './training-state.ts';

export interface BatchOrderOptions {
  /** Number of examples to choose from. */
  readonly examples: number;
  /** Examples of one batch; at most `examples`. */
  readonly batch: number;
  /** Every epoch is shuffled by a fork of this generator, which is left as it is. */
  readonly random: Random;
}

/** Which examples come next: all of them once per epoch, in another order each time. */
export interface BatchOrder extends Stateful {
  readonly batchesPerEpoch: number;
  /** Whole epochs that have been given out. */
  readonly epoch: number;
  /** [batch]: numbers from 0 to examples - 1. What is left over at the end of an epoch is left out of it. */
  next(): Int32Array;
}

export function createBatchOrder({ examples, batch, random }: BatchOrderOptions): BatchOrder {
  if (!Number.isInteger(batch) || batch < 1 || !(batch <= examples)) {
    throw new DaogouError(
      'not-enough-data',
      `A batch of ${batch} cannot be drawn from ${examples} examples`,
      {
        received: { examples, batch },
        remedy: 'Give more examples or a smaller batch.',
      },
    );
  }
  const batchesPerEpoch = Math.floor(examples / batch);
  const given = new Float64Array(1);
  const order = Int32Array.from({ length: examples }, (_, i) => i);
  let shuffledFor = -1;

  const epochNow = (): number => Math.floor(given[0] / batchesPerEpoch);
  const shuffle = (epoch: number): void => {
    const draws = random.fork(`epoch ${epoch}`);
    for (let i = 0; i < examples; i++) order[i] = i;
    for (let i = examples - 1; i > 0; i--) {
      const j = draws.integer(i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    shuffledFor = epoch;
  };
  return {
    batchesPerEpoch,
    get epoch() {
      return epochNow();
    },
    next() {
      const epoch = epochNow();
      if (epoch !== shuffledFor) shuffle(epoch);
      const start = (given[0] - epoch * batchesPerEpoch) * batch;
      given[0]++;
      return order.slice(start, start + batch);
    },
    state: () => ({ given }),
    restore: (state) => restoreInto(given, state.given, 'the number of batches'),
  };
}
