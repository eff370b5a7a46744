import { describe, expect, it } from 'vitest';
import { kernelProfile } from './kernel-profile.ts';

const cosineRows = [Float32Array.of(1, 0.5, 0, -1), Float32Array.of(0.5, 1, 0.25, 0)];
const cosines = (item: number, out: Float32Array): void => out.set(cosineRows[item]);

describe('kernelProfile', () => {
  it('gives mean, nearest and log-kernel worked out by hand', () => {
    const past = [
      { item: 0, interest: 1, time: 2, place: 0 },
      { item: 1, interest: 0.5, time: 1, place: 2 },
    ];
    const { mean, nearest, kernel } = kernelProfile(past, cosines, 4, 0.8);
    const second = 0.5 * 0.64;
    for (let i = 0; i < 4; i++) {
      const [a, b] = [cosineRows[0][i], cosineRows[1][i]];
      expect(mean[i]).toBeCloseTo((a + second * b) / (1 + second), 5);
      expect(nearest[i]).toBe(Math.max(a, b));
      const density = (Math.exp(8 * (a - 1)) + second * Math.exp(8 * (b - 1))) / (1 + second);
      expect(kernel[i]).toBeCloseTo(Math.log(density), 2);
    }
  });

  it('is 0 everywhere for an empty past, and takes cosines that rounding put beyond 1', () => {
    const empty = kernelProfile([], cosines, 4, 0.9);
    for (const column of [empty.mean, empty.nearest, empty.kernel]) expect([...column]).toEqual([0, 0, 0, 0]);
    const over = kernelProfile(
      [{ item: 0, interest: 1, time: 0, place: 0 }],
      (_, out) => out.fill(1.000001),
      4,
      0.9,
    );
    expect(over.kernel[0]).toBeCloseTo(0, 2);
  });
});
