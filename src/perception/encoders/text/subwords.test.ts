import { describe, expect, it } from 'vitest';
import { DEFAULT_SUBWORDS, subwordIds } from './subwords.ts';

const overlap = (a: string, b: string): number => {
  const left = new Set(subwordIds(a));
  const right = new Set(subwordIds(b));
  return [...left].filter((id) => right.has(id)).length / Math.max(left.size, right.size);
};

describe('subwordIds', () => {
  it('gives related words more in common than unrelated ones', () => {
    expect(overlap('stocking', 'stockings')).toBeGreaterThan(0.5);
    expect(overlap('stocking', 'trousers')).toBeLessThan(0.2);
  });

  it('lets Chinese words share characters', () => {
    expect(overlap('连衣裙', '半身裙')).toBeGreaterThan(0);
    expect(overlap('连衣裙', '手表')).toBe(0);
  });

  it('stays within the table and within the number of pieces', () => {
    const ids = subwordIds('a very long description of a silk dress '.repeat(100));
    expect(ids.length).toBe(DEFAULT_SUBWORDS.maximumPieces);
    expect(ids.every((id) => id >= 0 && id < DEFAULT_SUBWORDS.buckets)).toBe(true);
  });

  it('is empty for an empty text', () => {
    expect(subwordIds('')).toEqual(new Int32Array(0));
  });
});
