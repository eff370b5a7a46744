import type { RecentItem } from './recent-items.ts';

/** Writes the cosine of an item with every item into `out`. */
export type Cosines = (item: number, out: Float32Array) => void;

/** How alike every item is to a shopper's past, seen three ways; each array has one entry an item. */
export interface Profile {
  /** Weighted mean of the cosines, in [-1, 1]. */
  readonly mean: Float32Array;
  /** The largest cosine, in [-1, 1]. */
  readonly nearest: Float32Array;
  /** log of the weighted mean of exp(8(cos − 1)), in [-16, 0]. */
  readonly kernel: Float32Array;
}

/** Narrowness of the kernel: exp(8(cos − 1)) halves for each .087 of cosine. */
const NARROWNESS = 8;

/**
 * Likeness of all items to what a shopper took an interest in. The kernel profile is
 * log Σ_k decay^k·interest_k·exp(8(cos − 1)), a kernel density over the past (Parzen, 1962): unlike a mean it keeps
 * two tastes apart. It is divided by the sum of the weights, so that long and short pasts compare.
 */
export function kernelProfile(
  past: readonly RecentItem[],
  cosines: Cosines,
  itemCount: number,
  decay: number,
): Profile {
  const mean = new Float32Array(itemCount);
  const nearest = new Float32Array(itemCount);
  const kernel = new Float32Array(itemCount);
  const alike = new Float32Array(itemCount);
  const weighted = new Float32Array(KERNEL.length);
  let total = 0;
  nearest.fill(past.length === 0 ? 0 : -1);
  for (const { item, interest, place } of past) {
    const weight = interest * decay ** place;
    total += weight;
    cosines(item, alike);
    for (let step = 0; step < KERNEL.length; step++) weighted[step] = weight * KERNEL[step];
    for (let i = 0; i < itemCount; i++) {
      const cosine = alike[i];
      mean[i] += weight * cosine;
      if (cosine > nearest[i]) nearest[i] = cosine;
      kernel[i] += weighted[(cosine * HALF + ZERO) | 0];
    }
  }
  if (total > 0) {
    for (let i = 0; i < itemCount; i++) {
      mean[i] /= total;
      kernel[i] = Math.log(kernel[i] / total);
    }
  }
  return { mean, nearest, kernel };
}

/**
 * exp(8(c − 1)) in steps of 1/1024 of the cosine, from a little under −1 to a little over 1, where rounding may take
 * it: a query asks for it hundreds of thousands of times.
 */
const HALF = 1024;
const MARGIN = 8;
const KERNEL = Float32Array.from({ length: 2 * (HALF + MARGIN) + 1 }, (_, step) =>
  Math.exp(NARROWNESS * ((step - MARGIN) / HALF - 2)),
);
/** Place of cosine 0; the half rounds to the nearest step. */
const ZERO = HALF + MARGIN + 0.5;
