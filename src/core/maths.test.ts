import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addScaled, dot, normaliseInPlace, softmax, topIndices } from './maths.ts';

describe('topIndices', () => {
  it('gives the best first, ties to the smaller index', () => {
    expect(topIndices([1, 3, 3, 2], 3)).toEqual([1, 2, 3]);
  });

  it('never takes -Infinity or what is no number', () => {
    expect(topIndices([-Infinity, 1, Number.NaN], 3)).toEqual([1]);
    expect(topIndices([], 3)).toEqual([]);
    expect(topIndices([1, 2], 0)).toEqual([]);
  });

  it('agrees with sorting everything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 })), fc.nat(20), (scores, count) => {
        const sorted = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a] || a - b);
        expect(topIndices(scores, count)).toEqual(sorted.slice(0, count));
      }),
    );
  });
});

describe('softmax', () => {
  it('sums to 1, keeps the order and does not overflow', () => {
    const result = softmax([1_000, 999, -1_000]);
    expect(result[0] + result[1] + result[2]).toBeCloseTo(1, 6);
    expect(result[0] / result[1]).toBeCloseTo(Math.E, 4);
  });

  it('gives -Infinity nothing, and nothing to a list of it', () => {
    expect([...softmax([-Infinity, 0])]).toEqual([0, 1]);
    expect([...softmax([-Infinity])]).toEqual([0]);
  });
});

describe('normaliseInPlace', () => {
  it('makes length 1 and leaves zero alone', () => {
    const vector = normaliseInPlace(Float32Array.of(3, 4));
    expect(dot(vector, vector)).toBeCloseTo(1, 6);
    expect([...normaliseInPlace(new Float32Array(2))]).toEqual([0, 0]);
  });
});

describe('addScaled', () => {
  it('adds the asked part alone, from and to where it is told', () => {
    const out = Float32Array.of(1, 1, 1, 1);
    addScaled(out, 1, Float32Array.of(9, 2, 3, 9), 1, 2, 10);
    expect(out).toEqual(Float32Array.of(1, 21, 31, 1));
  });
});
