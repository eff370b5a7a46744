import { describe, expect, it } from 'vitest';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { eventSchema } from '../../../src/core/contracts/event.ts';
import { buildEvent, type EventContext } from './events.ts';

const context: EventContext = {
  shopper: { sessionId: 'session-1', userId: null },
  scene: null,
  now: new Date('2026-03-01T08:00:00.000Z'),
  id: 'event-1',
};
const item: ItemView = {
  id: 'mug',
  title: { en: 'Mug' },
  description: {},
  categories: ['Kitchen'],
  brand: null,
  price: { amount: 1990, currency: 'CNY' },
  attributes: {},
  image: null,
  availableFrom: null,
  stock: null,
  retired: false,
};

describe('buildEvent', () => {
  it('tells what was done to which item, at which price, and which recommendation led there', () => {
    const event = buildEvent('add_to_cart', { item, quantity: 2, recommendationId: 'r1' }, context);
    expect(event).toEqual({
      id: 'event-1',
      type: 'add_to_cart',
      time: '2026-03-01T08:00:00.000Z',
      userId: null,
      sessionId: 'session-1',
      itemId: 'mug',
      quantity: 2,
      price: { amount: 1990, currency: 'CNY' },
      query: null,
      scene: null,
      recommendationId: 'r1',
    });
  });

  it('names the scene that it is given', () => {
    expect(buildEvent('view_cart', {}, context).scene).toBeNull();
    expect(buildEvent('view_cart', {}, { ...context, scene: 'gift' }).scene).toBe('gift');
  });

  it('makes events that the contract takes, whatever was typed', () => {
    for (const query of ['red mug', '红色 马克杯', '', 'x'.repeat(5000)]) {
      expect(eventSchema.safeParse(buildEvent('search', { query }, context)).error).toBeUndefined();
    }
    const shopper = { sessionId: 's', userId: 'u' };
    const event = buildEvent('purchase', { item: { ...item, price: null } }, { ...context, shopper });
    expect(eventSchema.parse(event)).toMatchObject({ userId: 'u', price: null, quantity: 1 });
  });
});
