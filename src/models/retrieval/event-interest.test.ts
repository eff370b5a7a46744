import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { EVENT_INTEREST, eventInterest } from './event-interest.ts';
import { itemKnn } from './item-knn.ts';
import { popularity } from './popularity.ts';

const typeOf = (type: EventType): number => EVENT_TYPES.indexOf(type);
const DAY = 86_400_000;

/** Shoppers 0 to 2 look at items 0 and 1; shoppers 3 and 4 save 0 and 2 for later. */
const ROWS: [user: number, item: number, type: EventType][] = [
  ...[0, 1, 2].flatMap((user): [number, number, EventType][] => [
    [user, 0, 'view_item'],
    [user, 1, 'view_item'],
  ]),
  ...[3, 4].flatMap((user): [number, number, EventType][] => [
    [user, 0, 'add_to_wishlist'],
    [user, 2, 'add_to_wishlist'],
  ]),
];
const dataset: Dataset = {
  source: 'test',
  items: ['a', 'b', 'c'].map((id) => itemSchema.parse({ id, title: {}, categories: ['Things'] })),
  userIds: ['0', '1', '2', '3', '4'],
  events: {
    count: ROWS.length,
    time: Float64Array.from(ROWS, (_, row) => row * 1_000),
    type: Uint8Array.from(ROWS, ([, , type]) => typeOf(type)),
    user: Int32Array.from(ROWS, ([user]) => user),
    item: Int32Array.from(ROWS, ([, item]) => item),
    session: new Int32Array(ROWS.length).fill(-1),
    scene: new Int8Array(ROWS.length).fill(-1),
  },
};
const context = { random: createRandom('interest'), progress: silentProgress };

describe('the weights of events', () => {
  it('are the shop’s own where it has some, and else the defaults', () => {
    const interest = eventInterest({ view_item: 0.9, select_item: 0 });
    expect(interest[typeOf('view_item')]).toBeCloseTo(0.9, 6);
    expect(interest[typeOf('select_item')]).toBe(0);
    expect(interest[typeOf('add_to_cart')]).toBe(EVENT_INTEREST[typeOf('add_to_cart')]);
    for (const weight of [-0.1, 1.1, Number.NaN]) {
      expect(() => eventInterest({ view_item: weight })).toThrow('view_item');
    }
  });

  it('decide what neighbours and popularity go by', async () => {
    const query = { history: [{ item: 0, type: typeOf('purchase'), time: 0 }], now: DAY, scene: -1 };
    const scoresBy = async (interest?: Float32Array): Promise<[Float32Array, Float32Array]> => {
      const options = interest ? { interest } : {};
      const [knn] = await (await itemKnn(options).fit(dataset, context)).score([query]);
      const [popular] = await (await popularity(options).fit(dataset, context)).score([query]);
      return [knn, popular];
    };
    // Saved for later twice says more than looked at three times: 2 · .6 against 3 · .3.
    const [knn, popular] = await scoresBy();
    expect(knn[2]).toBeGreaterThan(knn[1]);
    expect(popular[2]).toBeGreaterThan(popular[1]);
    const [knnOfLooks, popularOfLooks] = await scoresBy(eventInterest({ add_to_wishlist: 0 }));
    expect(knnOfLooks[2]).toBe(0);
    expect(knnOfLooks[1]).toBeGreaterThan(0);
    expect(popularOfLooks[2]).toBe(0);
    expect(popularOfLooks[1]).toBeGreaterThan(0);
  });
});
