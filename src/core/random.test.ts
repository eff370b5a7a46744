import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from './random.ts';

const draws = (seed: string | number, count: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('createRandom', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    expect(draws(7, 50)).toEqual(draws(7, 50));
    expect(draws(7, 50)).not.toEqual(draws(8, 50));
  });

  it('is uniform: mean and spread of 100,000 draws are those of [0, 1)', () => {
    const numbers = draws('uniform', 100_000);
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
    const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('is normal: mean 0, variance 1, and 95% within 1.96', () => {
    const random = createRandom('normal');
    const numbers = Array.from({ length: 100_000 }, () => random.normal());
    expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0, 1);
    expect(numbers.reduce((sum, number) => sum + number * number, 0) / numbers.length).toBeCloseTo(1, 1);
    expect(numbers.filter((number) => Math.abs(number) < 1.96).length / numbers.length).toBeCloseTo(0.95, 2);
  });

  it('draws in proportion to weights, and never what has weight 0', () => {
    const random = createRandom('weighted');
    const counts = [0, 0, 0];
    for (let i = 0; i < 30_000; i++) counts[random.weighted([1, 0, 2])]++;
    expect(counts[1]).toBe(0);
    expect(counts[2] / counts[0]).toBeCloseTo(2, 1);
  });

  it('goes on from a state, in another generator too, with the second of a pair of normal draws', () => {
    const random = createRandom('state');
    random.normal();
    const state = random.state();
    const expected = [random.normal(), random.next(), random.integer(9), random.normal()];
    const other = createRandom('another');
    other.restore(state);
    expect([other.normal(), other.next(), other.integer(9), other.normal()]).toEqual(expected);
    random.restore(state);
    expect(random.normal()).toBe(expected[0]);
  });

  it('forks are independent: draws in one leave the others alone', () => {
    const plain = createRandom(1).fork('a').next();
    const parent = createRandom(1);
    parent.next();
    parent.fork('b').next();
    expect(parent.fork('a').next()).toBe(plain);
    expect(createRandom(1).fork('b').next()).not.toBe(plain);
  });

  it('shuffles to a permutation', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (list, seed) => {
        const ordered = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);
        expect(ordered(createRandom(seed).shuffle(list))).toEqual(ordered(list));
      }),
    );
  });
});
