import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binRows, findEdges, MISSING_BIN } from './binned-rows.ts';

const { NaN: missing } = Number;

describe('bins', () => {
  it('lie between few different values, and leave missing ones apart', () => {
    const rows = Float32Array.of(1, 3, missing, 3, 7, 1);
    const edges = findEdges(rows, 1, 255);
    expect([...edges[0]]).toEqual([2, 5]);
    expect([...binRows(rows, edges).bins]).toEqual([1, 2, MISSING_BIN, 2, 3, 1]);
  });

  it('hold about as many rows each where there are many values', () => {
    const rows = Float32Array.from({ length: 1_000 }, (_, row) => row ** 3);
    const { bins } = binRows(rows, findEdges(rows, 1, 10));
    const filled = Array.from({ length: 10 }, (_, bin) => bins.filter((one) => one === bin + 1).length);
    for (const count of filled) expect(Math.abs(count - 100)).toBeLessThanOrEqual(5);
  });

  it('give a value that most rows share a bin of its own', () => {
    const rows = Float32Array.from({ length: 1_000 }, (_, row) => (row < 700 ? 0 : row));
    const edges = findEdges(rows, 1, 8);
    expect(edges[0]).toHaveLength(7);
    expect(edges[0][0]).toBe(350);
  });

  it('keep features apart, those with one value or none as well', () => {
    const rows = Float32Array.of(1, 5, missing, 2, 5, missing);
    const edges = findEdges(rows, 3, 255);
    expect(edges.map((own) => [...own])).toEqual([[1.5], [], []]);
    expect([...binRows(rows, edges).bins]).toEqual([1, 2, 1, 1, 0, 0]);
  });

  it('keep the order of values and their number of bins, infinities included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float(), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 255 }),
        (values, most) => {
          const rows = Float32Array.from(values);
          const edges = findEdges(rows, 1, most);
          expect(edges[0].length).toBeLessThan(most);
          const { bins } = binRows(rows, edges);
          const byValue = [...rows.keys()]
            .filter((row) => !Number.isNaN(rows[row]))
            .sort((a, b) => rows[a] - rows[b] || a - b);
          for (let place = 1; place < byValue.length; place++) {
            expect(bins[byValue[place]]).toBeGreaterThanOrEqual(bins[byValue[place - 1]]);
          }
          // 0 and −0 are one value.
          const different = new Set(byValue.map((row) => rows[row] + 0)).size;
          const used = new Set(byValue.map((row) => bins[row])).size;
          expect(used).toBeLessThanOrEqual(Math.min(most, different));
          expect(used === different || different > most).toBe(true);
        },
      ),
    );
  });
});
