import { describe, expect, it } from 'vitest';
import { measureScreenProducts } from './screen-products.ts';

const box = (top: number, height = 100): [number, number, number, number] => [10, top, 80, height];

describe('the figures of products on screens', () => {
  it('count what is whole, what is cut off and what is foreign apart', () => {
    const figures = measureScreenProducts([
      {
        height: 400,
        shown: [
          { id: 'a', box: box(20) },
          { id: 'b', box: box(20) },
          { id: 'c', box: box(150) },
          { id: 'd', box: box(150) },
          { id: 'e', box: box(300) },
          { id: null, box: box(20) },
          { id: null, box: box(20) },
        ],
        found: [{ id: 'a' }, { id: 'x' }, { id: null }, { id: 'd' }, { id: 'e' }, { id: null }, { id: 'a' }],
      },
    ]);
    expect(figures).toEqual({
      whole: 4,
      top1: 0.5,
      mistaken: 0.25,
      cut: 1,
      cutTop1: 1,
      foreign: 2,
      falseMatches: 0.5,
    });
  });

  it('are no numbers where there was nothing to count', () => {
    const { whole, top1, falseMatches } = measureScreenProducts([{ height: 1, shown: [], found: [] }]);
    expect([whole, top1, falseMatches]).toEqual([0, Number.NaN, Number.NaN]);
  });

  it('take a product without an answer for one that was not found', () => {
    const shown = [{ id: 'a', box: box(20) }];
    expect(measureScreenProducts([{ height: 400, shown, found: [] }])).toMatchObject({
      top1: 0,
      mistaken: 0,
    });
  });
});
