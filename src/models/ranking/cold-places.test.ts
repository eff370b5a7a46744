import { array, assert, boolean, float, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topIndices } from '../../core/maths.ts';
import { keepColdPlaces, SCREEN } from './cold-places.ts';

describe('keepColdPlaces', () => {
  it('lifts the best items without sales before the last ones with', () => {
    const scores = Float32Array.from({ length: 30 }, (_, item) => 30 - item);
    const cold = Uint8Array.from({ length: 30 }, (_, item) => (item >= 25 ? 1 : 0));
    const worth = Float32Array.from({ length: 30 }, (_, item) => (item === 28 ? 9 : -item));
    keepColdPlaces(scores, worth, cold, 2);
    expect(topIndices(scores, 21)).toEqual([...Array(18).keys(), 28, 25, 18]);
  });

  it('fills the places and keeps the order of what was bought, whatever the scores', () => {
    const item = record({
      score: integer({ min: -400, max: 400 }).map((eighths) => eighths / 8),
      worth: float({ min: -5, max: 5, noNaN: true }),
      cold: boolean(),
    });
    assert(
      property(
        array(item, { minLength: SCREEN, maxLength: 60 }),
        integer({ min: 0, max: SCREEN }),
        (items, places) => {
          const scores = Float32Array.from(items, ({ score }) => score);
          const cold = Uint8Array.from(items, (one) => Number(one.cold));
          const soldBefore = topIndices(scores, items.length).filter((i) => cold[i] === 0);
          keepColdPlaces(
            scores,
            Float32Array.from(items, ({ worth }) => worth),
            cold,
            places,
          );
          const after = topIndices(scores, items.length);
          const available = cold.reduce((sum, one) => sum + one, 0);
          expect(after.slice(0, SCREEN).filter((i) => cold[i] === 1).length).toBeGreaterThanOrEqual(
            Math.min(places, available),
          );
          expect(after.filter((i) => cold[i] === 0)).toEqual(soldBefore);
        },
      ),
    );
  });
});
