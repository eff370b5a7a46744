import { eventSchema, type Event, type EventInput } from '../../core/contracts/event.ts';
import { itemSchema, type Item, type ItemInput } from '../../core/contracts/item.ts';
import type { Store } from '../../core/contracts/store.ts';

const SHIRTS: readonly ItemInput[] = [
  {
    id: 'shirt-red',
    title: { en: 'Red shirt', zh: '红色衬衫' },
    categories: ['Clothing', 'Shirts'],
    brand: 'Lan',
    price: { amount: 4900, currency: 'CNY' },
    attributes: { colour: 'red' },
    image: 'shirts/red.png',
    availableFrom: '2026-01-02T00:00:00.000Z',
    stock: 5,
  },
  {
    id: 'shirt-blue',
    title: { en: 'Blue shirt', zh: '蓝色衬衫' },
    categories: ['Clothing', 'Shirts'],
    price: { amount: 5900, currency: 'CNY' },
  },
  {
    id: 'kettle',
    title: { en: 'Kettle' },
    categories: ['Kitchen'],
    price: { amount: 12_900, currency: 'CNY' },
  },
];

export const SAMPLE_ITEMS: readonly Item[] = SHIRTS.map((item) => itemSchema.parse(item));

/** An event of the sample shop; `id` and what differs from a page view of the red shirt are given. */
export function sampleEvent(given: Partial<EventInput> & { readonly id: string }): Event {
  return eventSchema.parse({
    type: 'view_item',
    time: '2026-05-01T09:00:00.000Z',
    sessionId: 's1',
    itemId: 'shirt-red',
    ...given,
  });
}

/** Three items, two users and a few events: the blue shirt was bought twice, the kettle once, the red shirt never. */
export async function fillSampleShop(store: Store): Promise<void> {
  await store.items.upsert(SAMPLE_ITEMS);
  await store.users.upsert([
    { id: 'ann', attributes: { age: '33' } },
    { id: '李雷', attributes: {} },
  ]);
  await store.events.append([
    sampleEvent({ id: 'e1', userId: 'ann' }),
    sampleEvent({ id: 'e2', userId: 'ann', type: 'purchase', itemId: 'shirt-blue' }),
    sampleEvent({ id: 'e3', userId: '李雷', type: 'purchase', itemId: 'shirt-blue' }),
    sampleEvent({ id: 'e4', userId: '李雷', type: 'purchase', itemId: 'kettle' }),
  ]);
}
