import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { EmbeddingTable } from './embedding-table.ts';

const table = new EmbeddingTable({ rows: 4, width: 2 }, Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7));

describe('EmbeddingTable', () => {
  it('gathers rows into a given array', () => {
    const out = new Float32Array(6);
    expect(table.gather(Int32Array.of(3, 0, 3), out)).toBe(out);
    expect([...out]).toEqual([6, 7, 0, 1, 6, 7]);
  });

  it('takes the mean of bags, zeros for an empty one', () => {
    const out = new Float32Array(6).fill(9);
    table.bag(Int32Array.of(0, 3, 3, 1), Int32Array.of(0, 3, 3, 4), out);
    expect([...out].map((value) => Number(value.toFixed(5)))).toEqual([4, 5, 0, 0, 2, 3]);
  });

  it('a bag of one row is that row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }), (list) => {
        const ids = Int32Array.from(list);
        const offsets = Int32Array.from({ length: list.length + 1 }, (_, i) => i);
        expect(table.bag(ids, offsets)).toEqual(table.gather(ids));
      }),
    );
  });

  it('refuses ids that are no rows and arrays without room', () => {
    for (const id of [-1, 4, 2 ** 31 - 1]) {
      expect(() => table.gather(Int32Array.of(id))).toThrow(
        expect.objectContaining({ code: 'not-found', received: id }),
      );
      expect(() => table.bag(Int32Array.of(id), Int32Array.of(0, 1))).toThrow(/no row/);
    }
    expect(() => table.gather(Int32Array.of(1, 2), new Float32Array(3))).toThrow(/no room/);
    expect(() => new EmbeddingTable({ rows: 2, width: 2 }, new Float32Array(3))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });

  it('starts from seeded normal numbers', () => {
    const make = (seed: number): Float32Array =>
      EmbeddingTable.random({ rows: 500, width: 8 }, 0.1, createRandom(seed)).data;
    expect(make(1)).toEqual(make(1));
    expect(make(1)).not.toEqual(make(2));
    const squares = make(1).reduce((total, value) => total + value * value, 0);
    expect(Math.sqrt(squares / 4000)).toBeCloseTo(0.1, 2);
  });
});
