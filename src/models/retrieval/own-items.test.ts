import { array, assert, double, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { eventInterest } from './event-interest.ts';
import { giveOwnShare, ownItems, repeatShare } from './own-items.ts';

describe('own items', () => {
  it('come back as often as was counted', () => {
    const items = Int32Array.of(0, 1, 0, 2, 2, 1);
    const sequences = { items, times: new Float64Array(6), interests: new Float32Array(6).fill(1) };
    // The first shopper goes back once in three steps, the second once in one.
    expect(repeatShare({ ...sequences, starts: Int32Array.of(0, 3, 3, 5, 6) }, 3)).toBe(2 / 3);
    expect(repeatShare({ ...sequences, starts: Int32Array.of(0) }, 3)).toBe(0);
  });

  it('are those that a past shows an interest in', () => {
    const event = (item: number, type: (typeof EVENT_TYPES)[number]) => ({
      item,
      type: EVENT_TYPES.indexOf(type),
      time: 0,
    });
    expect([...ownItems([event(4, 'purchase'), event(-1, 'search'), event(2, 'refund')])]).toEqual([4]);
    const looks = [event(4, 'purchase'), event(3, 'view_item')];
    expect([...ownItems(looks)]).toEqual([3, 4]);
    expect([...ownItems(looks, eventInterest({ view_item: 0 }))]).toEqual([4]);
  });

  it('have together the share they are given, and the others keep their proportions', () => {
    assert(
      property(
        array(double({ min: 0.01, max: 10, noNaN: true }), { minLength: 3, maxLength: 20 }),
        double({ min: 0, max: 0.95, noNaN: true }),
        (values, share) => {
          const scores = Float64Array.from(values);
          giveOwnShare(scores, new Set([0]), share);
          const total = scores.reduce((sum, score) => sum + score, 0);
          expect(scores[0] / total).toBeCloseTo(share, 6);
          expect([...scores.subarray(1)]).toEqual(values.slice(1));
        },
      ),
    );
  });

  it('keep their scores where nothing else has one', () => {
    const scores = Float64Array.of(1, 0, 2);
    giveOwnShare(scores, new Set([0, 2]), 0);
    expect([...scores]).toEqual([1, 0, 2]);
  });
});
