import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { hideModalities } from './modality-dropout.ts';

describe('hideModalities', () => {
  it('hides what is there and never the last one', () => {
    const anyMask = fc.array(fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), { maxLength: 20 });
    const anyRates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(anyMask, anyRates, fc.string(), (rows, rates, seed) => {
        const before = Float32Array.from(rows.flat(), Number);
        const after = before.slice();
        hideModalities(after, rates, createRandom(seed));
        for (const [row, there] of rows.entries()) {
          const left = after.subarray(3 * row, 3 * row + 3);
          expect(left.every((value, i) => value === 0 || there[i])).toBe(true);
          expect(left.includes(1)).toBe(there.includes(true));
        }
      }),
    );
  });

  it('hides each as often as it is told, where others stay', () => {
    const rows = 20_000;
    const mask = new Float32Array(3 * rows).fill(1);
    hideModalities(mask, [0.2, 0.5, 0], createRandom('rates'));
    const shareHidden = (i: number): number =>
      mask.filter((value, at) => at % 3 === i && value === 0).length / rows;
    expect(shareHidden(0)).toBeCloseTo(0.2, 1);
    expect(shareHidden(1)).toBeCloseTo(0.5, 1);
    expect(shareHidden(2)).toBe(0);
  });

  it('leaves one at a rate of 1, and each as often', () => {
    const mask = new Float32Array(3 * 3_000).fill(1);
    hideModalities(mask, [1, 1, 1], createRandom('all'));
    const left = [0, 1, 2].map((i) => mask.filter((value, at) => at % 3 === i && value === 1).length);
    expect(left[0] + left[1] + left[2]).toBe(3_000);
    for (const count of left) expect(count / 3_000).toBeCloseTo(1 / 3, 1);
  });
});
