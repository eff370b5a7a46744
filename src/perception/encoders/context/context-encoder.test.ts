import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { ContextEncoder, DEVICES, type ShoppingContext } from './context-encoder.ts';
import { pricePositions } from './price-position.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const monday = Date.UTC(2026, 4, 4, 9);

encoderSuite('shopping-context', {
  open: async () => new ContextEncoder(),
  inputs: [
    { time: monday },
    { time: monday + 12 * HOUR, device: 'phone' },
    { time: monday, utcOffsetMinutes: 480, device: 'computer', pricePosition: 0.9 },
    { pricePosition: 0, sinceLastVisit: 5 * DAY },
    { device: 'tablet' },
  ],
  empty: {},
  bad: [{ input: { pricePosition: 2 }, code: 'invalid-input' }],
});

describe('ContextEncoder', () => {
  const encoder = new ContextEncoder();
  const likeness = async (a: ShoppingContext, b: ShoppingContext): Promise<number> => {
    const both = await encoder.encode([a, b]);
    return dot(both.subarray(0, encoder.width), both.subarray(encoder.width));
  };

  it('puts near what is near on the clock, in the week and in the year', async () => {
    const at = (time: number): ShoppingContext => ({ time });
    const midnight = Date.UTC(2026, 4, 5);
    expect(await likeness(at(midnight - 60_000), at(midnight + 60_000))).toBeGreaterThan(0.999);
    expect(await likeness(at(monday), at(monday + 2 * HOUR))).toBeGreaterThan(
      await likeness(at(monday), at(monday + 12 * HOUR)),
    );
    expect(await likeness(at(monday), at(monday + 7 * DAY))).toBeGreaterThan(
      await likeness(at(monday), at(monday + 3 * DAY)),
    );
    expect(await likeness(at(monday), at(monday + 364 * DAY))).toBeGreaterThan(
      await likeness(at(monday), at(monday + 182 * DAY)),
    );
  });

  it('reads the clock of the shopper', async () => {
    const there = { time: monday, utcOffsetMinutes: 120 };
    expect(await likeness(there, { time: monday + 2 * HOUR })).toBeCloseTo(1, 6);
  });

  it('orders prices and last visits', async () => {
    const price = (pricePosition: number): ShoppingContext => ({ pricePosition });
    expect(await likeness(price(0), price(0.2))).toBeGreaterThan(await likeness(price(0), price(0.9)));
    expect(await likeness(price(0), price(1))).toBeCloseTo(0, 5);
    const visit = (days: number): ShoppingContext => ({ sinceLastVisit: days * DAY });
    expect(await likeness(visit(1), visit(2))).toBeGreaterThan(await likeness(visit(1), visit(60)));
  });

  it('writes finite rows for any context that is allowed', async () => {
    const anyContext = fc.record(
      {
        time: fc.integer({ min: -1e15, max: 1e15 }),
        utcOffsetMinutes: fc.integer({ min: -840, max: 840 }),
        device: fc.constantFrom(...DEVICES),
        pricePosition: fc.double({ min: 0, max: 1, noNaN: true }),
        sinceLastVisit: fc.integer({ min: 0, max: 1e15 }),
      },
      { requiredKeys: ['time'] },
    );
    await fc.assert(
      fc.asyncProperty(anyContext, async (context) => {
        const row = await encoder.encode([context]);
        expect(row.every(Number.isFinite)).toBe(true);
        expect(Math.hypot(...row)).toBeCloseTo(1, 4);
      }),
    );
  });

  it.each([{ time: Number.NaN }, { pricePosition: 1.2 }, { pricePosition: -0.1 }, { sinceLastVisit: -1 }])(
    'refuses %o',
    async (context) => {
      await expect(encoder.encode([context])).rejects.toMatchObject({
        code: 'invalid-input',
        received: Object.values(context)[0],
        remedy: expect.any(String),
      });
    },
  );
});

describe('pricePositions', () => {
  const item = (categories: string[], amount: number | null, currency = 'EUR') => ({
    categories,
    price: amount === null ? null : { amount, currency },
  });

  it('ranks within category and currency, equals in the middle', () => {
    expect(
      pricePositions([
        item(['Shoes'], 100),
        item(['Shoes'], 300),
        item(['Shoes'], 200),
        item(['Shoes'], null),
        item(['Bags'], 5),
        item(['Shoes'], 200),
        item(['Shoes'], 9, 'CNY'),
        item(['Shoes'], 400),
      ]),
    ).toEqual([0, 0.75, 0.375, undefined, 0.5, 0.375, 0.5, 1]);
  });

  it('lies in [0, 1], follows the order of prices, and averages a half', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 40 }), (prices) => {
        const positions = pricePositions(prices.map((amount) => item(['Any'], amount)));
        let sum = 0;
        for (const [i, position = -1] of positions.entries()) {
          expect(position).toBeGreaterThanOrEqual(0);
          expect(position).toBeLessThanOrEqual(1);
          for (const [j, other = -1] of positions.entries()) {
            expect(Math.sign(position - other)).toBe(Math.sign(prices[i] - prices[j]));
          }
          sum += position;
        }
        expect(sum / prices.length).toBeCloseTo(0.5, 9);
      }),
    );
  });
});
