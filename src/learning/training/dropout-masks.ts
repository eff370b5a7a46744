import type { Random } from '../../core/random.ts';
import { fillDropoutMask } from '../../tensor/ops/dropout.ts';

/** Numbers of a pool: many masks, but no more than a large network needs. */
const POOL = 1 << 20;
const MASKS = 64;

/**
 * Dropout masks as windows into one pool of them: drawing an offset a step costs nothing, drawing a mask a fifth of
 * a step.
 */
export class DropoutMasks {
  readonly #pool: Float32Array;
  readonly #random: Random;

  constructor(rate: number, longest: number, random: Random) {
    this.#pool = fillDropoutMask(
      new Float32Array(Math.max(Math.min(POOL, MASKS * longest), 4 * longest)),
      rate,
      random.fork('pool'),
    );
    this.#random = random;
  }

  /** A view into the pool, not to be written to. */
  draw(length: number): Float32Array {
    const start = this.#random.integer(this.#pool.length - length + 1);
    return this.#pool.subarray(start, start + length);
  }
}
