import type { Dataset } from '../src/core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../src/core/contracts/event.ts';
import type { DemoShop } from '../src/data/demo-shop/demo-shop.ts';

/** The embedded shop as models read it, without a database between. */
export function shopDataset({ items, users, events }: Pick<DemoShop, 'items' | 'users' | 'events'>): Dataset {
  const itemNumbers = new Map(items.map(({ id }, number) => [id, number]));
  const userNumbers = new Map(users.map(({ id }, number) => [id, number]));
  const sessions = new Map<string, number>();
  const sessionOf = (id: string | null): number => {
    if (id === null) return -1;
    const known = sessions.get(id) ?? sessions.size;
    sessions.set(id, known);
    return known;
  };
  const numberIn = (numbers: ReadonlyMap<string, number>, id: string | null): number =>
    id === null ? -1 : (numbers.get(id) ?? -1);
  return {
    source: 'demo',
    items,
    userIds: users.map(({ id }) => id),
    events: {
      count: events.length,
      time: Float64Array.from(events, ({ time }) => Date.parse(time)),
      type: Uint8Array.from(events, ({ type }) => EVENT_TYPES.indexOf(type)),
      user: Int32Array.from(events, ({ userId }) => numberIn(userNumbers, userId)),
      item: Int32Array.from(events, ({ itemId }) => numberIn(itemNumbers, itemId)),
      session: Int32Array.from(events, ({ sessionId }) => sessionOf(sessionId)),
      scene: Int8Array.from(events, ({ scene }) => (scene === null ? -1 : SCENES.indexOf(scene))),
    },
  };
}
