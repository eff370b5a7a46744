import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import type { RecommenderKind } from '../../core/contracts/recommender.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import type { ContentVectors } from '../content-vectors.ts';
import { coldContent } from './cold-content.ts';
import { contentProfileWith } from './content-profile.ts';
import { ease } from './ease.ts';
import { EVENT_INTEREST, eventInterest, type InterestOption } from './event-interest.ts';
import { itemKnn } from './item-knn.ts';
import { popularity } from './popularity.ts';
import { repeatPurchaseWith } from './repeat-purchase.ts';
import { sessionKnn } from './session-knn.ts';
import { transitions } from './transitions.ts';

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
/** Two teas and two boots, which nobody took yet. */
const described: Dataset = {
  ...dataset,
  items: ['Green tea', 'Black tea', 'Hiking boots', 'Winter boots'].map((en, item) =>
    itemSchema.parse({ id: `${item}`, title: { en }, categories: ['Things'] }),
  ),
  events: { ...dataset.events, count: 0 },
};
const noVectors = (items: number): ContentVectors => {
  const nothing = { width: 1, vectors: new Float32Array(items), present: new Uint8Array(items) };
  return { image: nothing, text: nothing };
};
const WITHOUT_VECTORS = noVectors(described.items.length);
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

  const ofTheLog: [name: string, create: (options: InterestOption) => RecommenderKind][] = [
    ['popularity', popularity],
    ['repeat-purchase', repeatPurchaseWith],
    ['item-knn', itemKnn],
    ['session-knn', sessionKnn],
    ['transitions', (options) => transitions({ likeness: 0, ...options })],
    ['ease', (options) => ease({ ridge: 1, ...options })],
  ];
  it.each(ofTheLog)('decide what %s goes by', async (_, create) => {
    const query = { history: [{ item: 0, type: typeOf('purchase'), time: 0 }], now: DAY, scene: -1 };
    const scoresBy = async (options: InterestOption): Promise<Float32Array> =>
      (await (await create(options).fit(dataset, context)).score([query]))[0];
    // Saved for later twice says more than looked at three times: 2 · .6 against 3 · .3.
    const usual = await scoresBy({});
    expect(usual[2]).toBeGreaterThan(usual[1]);
    const byLooks = await scoresBy({ interest: eventInterest({ add_to_wishlist: 0 }) });
    expect(byLooks[2]).toBeCloseTo(0, 6);
    expect(byLooks[1]).toBeGreaterThan(byLooks[2]);
  });

  const ofThePast: [name: string, create: (options: InterestOption) => RecommenderKind][] = [
    ['content-profile', contentProfileWith],
    ['cold-content', (options) => coldContent(WITHOUT_VECTORS, options)],
  ];
  it.each(ofThePast)('decide whose like %s finds', async (_, create) => {
    const history = [
      { item: 0, type: typeOf('add_to_wishlist'), time: 0 },
      { item: 2, type: typeOf('view_item'), time: 0 },
    ];
    const scoresBy = async (options: InterestOption): Promise<Float32Array> => {
      const recommender = await create(options).fit(described, context);
      return (await recommender.score([{ history, now: DAY, scene: -1 }]))[0];
    };
    const usual = await scoresBy({});
    expect(usual[1]).toBeGreaterThan(usual[3]);
    const byLooks = await scoresBy({ interest: eventInterest({ add_to_wishlist: 0.1 }) });
    expect(byLooks[3]).toBeGreaterThan(byLooks[1]);
  });

  it('decide what is kept for new items: what was looked at is taken, unless looks say nothing', async () => {
    const newOnes = async (options: InterestOption): Promise<number[]> => {
      const kind = coldContent(noVectors(3), { hideTaken: true, ...options });
      const [scores] = await (await kind.fit(dataset, context)).score([{ history: [], now: DAY, scene: -1 }]);
      return [...scores.keys()].filter((item) => scores[item] > -Infinity);
    };
    expect(await newOnes({})).toEqual([]);
    expect(await newOnes({ interest: eventInterest({ view_item: 0 }) })).toEqual([1]);
  });
});
