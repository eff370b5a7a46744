import { EVENT_TYPES } from '../core/contracts/event.ts';
import type { Dataset, HistoryEvent, Query } from '../core/contracts/dataset.ts';
import { itemSchema } from '../core/contracts/item.ts';

const DAY = 86_400_000;
const PURCHASE = EVENT_TYPES.indexOf('purchase');
const START = Date.UTC(2026, 0, 1);

/**
 * A shop whose answer is known: items are black or white in turn, each shopper buys one colour only, and leaves out
 * one item of it. Asked about a shopper, a recommender that learned anything puts the unseen items of their colour
 * before every item of the other one. The last items of each colour are bought by nobody; only their words tell.
 */
export interface Checkerboard {
  readonly dataset: Dataset;
  readonly colourOf: (item: number) => number;
  /** One a shopper. */
  readonly questions: readonly { readonly query: Query; readonly colour: number; readonly missing: number }[];
  readonly coldItems: readonly number[];
}

export function checkerboard(shoppers = 24, sold = 16, cold = 2): Checkerboard {
  const count = sold + cold;
  const items = Array.from({ length: count }, (_, item) =>
    itemSchema.parse({
      id: String(1000 + item),
      title:
        item % 2 === 0
          ? { en: 'Black lacquer bowl', zh: '黑色漆碗' }
          : { en: 'White linen shirt', zh: '白色衬衫' },
      categories: [item % 2 === 0 ? 'Kitchen' : 'Clothes'],
      price: { amount: item % 2 === 0 ? 900 : 4900, currency: 'EUR' },
    }),
  );
  const rows: { user: number; item: number; time: number }[] = [];
  const questions: Checkerboard['questions'][number][] = [];
  const now = START + 100 * DAY;
  for (let user = 0; user < shoppers; user++) {
    const colour = user % 2;
    const own = Array.from({ length: sold / 2 }, (_, i) => 2 * i + colour);
    const missing = own[(user >> 1) % own.length];
    const history: HistoryEvent[] = [];
    for (const [place, item] of own.entries()) {
      if (item === missing) continue;
      // Shoppers begin at different items, so that every month sells everything.
      const time = START + (((place + user) % own.length) * 12 + (user % 5)) * DAY;
      rows.push({ user, item, time });
      history.push({ item, type: PURCHASE, time });
    }
    history.sort((a, b) => a.time - b.time);
    questions.push({ query: { history, now, scene: -1 }, colour, missing });
  }
  rows.sort((a, b) => a.time - b.time || a.user - b.user);
  return {
    dataset: {
      source: 'checkerboard',
      items,
      userIds: Array.from({ length: shoppers }, (_, user) => `shopper-${user}`),
      events: {
        count: rows.length,
        time: Float64Array.from(rows, ({ time }) => time),
        type: new Uint8Array(rows.length).fill(PURCHASE),
        user: Int32Array.from(rows, ({ user }) => user),
        item: Int32Array.from(rows, ({ item }) => item),
        session: new Int32Array(rows.length).fill(-1),
        scene: new Int8Array(rows.length).fill(-1),
      },
    },
    colourOf: (item) => item % 2,
    questions,
    coldItems: Array.from({ length: cold }, (_, i) => sold + i),
  };
}
