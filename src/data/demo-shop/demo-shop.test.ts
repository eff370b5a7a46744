import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventSchema, SCENES, type Event } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { userSchema } from '../../core/contracts/user.ts';
import { createRandom } from '../../core/random.ts';
import { generateDemoShop, type DemoShop } from './demo-shop.ts';
import { TASTE_MODALITIES } from './shoppers.ts';
import { trueUtility, utilityParts } from './truth.ts';

const SMALL = { items: 200, shoppers: 120, days: 120 } as const;
const digest = (shop: DemoShop): string => createHash('sha256').update(JSON.stringify(shop)).digest('hex');

describe('the demo shop', () => {
  let shop: DemoShop;
  let sessions: Map<string, Event[]>;
  beforeAll(() => {
    shop = generateDemoShop({ seed: 'test' });
    sessions = Map.groupBy(
      shop.events.filter(({ sessionId }) => sessionId !== null),
      ({ sessionId }) => sessionId ?? '',
    );
  });

  it('is the same for the same seed and another for another', () => {
    const first = generateDemoShop({ seed: 7, ...SMALL });
    expect(digest(generateDemoShop({ seed: 7, ...SMALL }))).toBe(digest(first));
    expect(digest(generateDemoShop({ seed: 8, ...SMALL }))).not.toBe(digest(first));
  });

  it('refuses sizes that make no shop, and says which are fine', () => {
    expect(() => generateDemoShop({ seed: 1, items: 3 })).toThrow(/`items`.*from 72 to 5000/);
    expect(() => generateDemoShop({ seed: 1, shoppers: 0 })).toThrow(/`shoppers`/);
    expect(() => generateDemoShop({ seed: 1, until: 'soon' })).toThrow(/`until`/);
  });

  it('has the size that is promised', () => {
    expect(shop.items.length).toBe(720);
    expect(new Set(shop.items.map(({ categories }) => categories[0])).size).toBe(12);
    expect(new Set(shop.items.map(({ categories }) => categories[1])).size).toBe(72);
    expect(shop.users.length).toBeGreaterThanOrEqual(2400);
    expect(shop.events.length).toBeGreaterThan(100_000);
    expect(shop.events.length).toBeLessThan(160_000);
  });

  it('keeps the contracts of items, users and events', () => {
    for (const item of shop.items) expect(itemSchema.parse(item)).toEqual(item);
    for (const user of shop.users) expect(userSchema.parse(user)).toEqual(user);
    for (const event of shop.events.slice(0, 5000)) expect(eventSchema.parse(event)).toEqual(event);
    expect(new Set(shop.events.map(({ id }) => id)).size).toBe(shop.events.length);
  });

  it('gives every item its own title and description in two languages', () => {
    for (const language of ['en', 'zh'] as const) {
      expect(new Set(shop.items.map(({ title }) => title[language])).size).toBe(720);
      expect(new Set(shop.items.map(({ description }) => description[language])).size).toBe(720);
    }
    for (const { title, description } of shop.items) {
      expect(title.en).not.toMatch(/undefined| {2}/);
      expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(description.en?.length).toBeGreaterThan(120);
      expect(description.zh?.length).toBeGreaterThan(40);
    }
  });

  it('has a Chinese word for every fact that is a word', () => {
    for (const item of shop.items) {
      for (const name of [
        'department',
        'brand',
        'kind',
        'colour',
        'pattern',
        'material',
        'style',
        'occasion',
      ]) {
        expect([name, item.attributes[`${name}_zh`]]).toEqual([
          name,
          expect.stringMatching(/[\u4e00-\u9fff]/),
        ]);
      }
    }
  });

  it('tells tone by the picture alone and craft by the description alone', () => {
    for (const item of shop.items) {
      expect(Object.values(item.attributes)).not.toContain(shop.truth.items[item.id].craft);
      expect(Object.values(item.attributes)).not.toContain(shop.truth.items[item.id].tone);
    }
  });

  it('has cold items wherever time is cut', () => {
    const cuts = ['2026-05-01', '2026-07-01', '2026-09-01'];
    for (const cut of cuts) {
      const later = shop.items.filter(({ availableFrom }) => (availableFrom ?? '') >= cut);
      expect(later.length).toBeGreaterThan(10);
    }
    expect(
      shop.items.filter(({ availableFrom }) => (availableFrom ?? '') < '2026-01-01').length,
    ).toBeGreaterThan(500);
  });

  it('shows no item before it is on sale', () => {
    const launches = new Map(shop.items.map(({ id, availableFrom }) => [id, availableFrom ?? '']));
    const early = shop.events.filter(
      ({ itemId, time }) => itemId !== null && time < (launches.get(itemId) ?? ''),
    );
    expect(early).toEqual([]);
  });

  it('lets nothing happen out of order within a session', () => {
    for (const events of sessions.values()) expect(brokenRule(events)).toBeUndefined();
  });

  it('tells a session whose purchase was never in the cart from a good one', () => {
    const good =
      [...sessions.values()].find((events) => events.some(({ type }) => type === 'purchase')) ?? [];
    expect(good.length).toBeGreaterThan(0);
    expect(brokenRule(good.filter(({ type }) => type !== 'add_to_cart'))).toMatch(/cart/);
    expect(brokenRule(good.toReversed())).toBeDefined();
  });

  it('refunds only what the person bought', () => {
    const refunds = shop.events.filter(({ type }) => type === 'refund');
    expect(refunds.length).toBeGreaterThan(10);
    for (const { userId, itemId, time } of refunds) {
      const earlier = shop.events.some(
        (event) =>
          event.type === 'purchase' &&
          event.userId === userId &&
          event.itemId === itemId &&
          event.time < time,
      );
      expect(earlier).toBe(true);
    }
  });

  it('converts as shops do: seldom when strolling, often when restocking', () => {
    const rate = (scene: string): number => {
      const ids = Object.keys(shop.truth.sessions).filter((id) => shop.truth.sessions[id].scene === scene);
      const buying = ids.filter((id) => sessions.get(id)?.some(({ type }) => type === 'purchase'));
      return buying.length / ids.length;
    };
    expect(rate('browse')).toBeGreaterThan(0.03);
    expect(rate('browse')).toBeLessThan(0.08);
    expect(rate('luxury')).toBeLessThan(0.13);
    expect(rate('replenish')).toBeGreaterThan(0.4);
    expect(rate('replenish')).toBeLessThan(0.65);
    for (const scene of SCENES) expect(rate(scene)).toBeGreaterThan(0.03);
  });

  it('has favourites, but sells most of the shelf', () => {
    const counts = [...Map.groupBy(purchases(shop), ({ itemId }) => itemId).values()].map(
      ({ length }) => length,
    );
    counts.sort((a, b) => b - a);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const topTenth = counts.slice(0, 72).reduce((sum, count) => sum + count, 0) / total;
    expect(topTenth).toBeGreaterThan(0.25);
    expect(topTenth).toBeLessThan(0.55);
    expect(counts.length).toBeGreaterThan(500);
  });

  it('is bought from again only where things are used up', () => {
    const again = { stock: 0, lasting: 0 };
    const seen = new Set<string>();
    const amounts = new Map(shop.items.map(({ id, attributes }) => [id, 'unit_size' in attributes]));
    for (const { userId, itemId } of purchases(shop)) {
      const pair = `${userId} ${itemId}`;
      if (userId !== null && seen.has(pair)) again[amounts.get(itemId ?? '') ? 'stock' : 'lasting']++;
      seen.add(pair);
    }
    expect(again.stock).toBeGreaterThan(300);
    expect(again.lasting).toBeLessThan(again.stock * 0.05);
  });

  it('sells people what they truly like', () => {
    const share = shareBetterThanRandom(shop, ({ type }) => type === 'purchase');
    expect(share).toBeGreaterThan(0.8);
    // Strangers' baskets are the control: the same measure finds nothing where there is nothing.
    const control = shareBetterThanRandom(shop, ({ type }) => type === 'purchase', 1);
    expect(control).toBeLessThan(share - 0.1);
  });

  it('lets each shopper go by their own modality', () => {
    const shelf = Object.values(shop.truth.items).slice(0, 200);
    for (const modality of TASTE_MODALITIES) {
      const shoppers = Object.values(shop.truth.shoppers).filter((taste) => taste.modality === modality);
      expect(shoppers.length).toBeGreaterThan(500);
      // The part that moves utility most from item to item is what decides.
      const spreads = TASTE_MODALITIES.map((part) => ({
        part,
        spread: shoppers
          .slice(0, 60)
          .reduce(
            (sum, taste) => sum + deviation(shelf.map((traits) => utilityParts(taste, traits)[part])),
            0,
          ),
      }));
      expect(spreads.sort((x, y) => y.spread - x.spread)[0].part).toBe(modality);
    }
  });

  it('has guests, and tells the scene of some sessions only', () => {
    const guests = [...sessions.values()].filter(([first]) => first.userId === null);
    expect(guests.length / sessions.size).toBeGreaterThan(0.08);
    const stated = [...sessions.values()].filter(([first]) => first.scene !== null);
    expect(stated.length / sessions.size).toBeCloseTo(0.6, 1);
    for (const [first] of stated.slice(0, 300))
      expect(first.scene).toBe(shop.truth.sessions[first.sessionId ?? ''].scene);
    expect(new Set(Object.values(shop.truth.sessions).map(({ scene }) => scene)).size).toBe(SCENES.length);
  });
});

const purchases = (shop: DemoShop): Event[] => shop.events.filter(({ type }) => type === 'purchase');

/** The first rule of a session that is broken, in words. */
function brokenRule(events: readonly Event[]): string | undefined {
  const cart = new Set<string>();
  let last: Event | undefined;
  for (const event of events) {
    const item = event.itemId ?? '';
    if (last && event.time <= last.time) return 'time does not increase';
    if (last && Date.parse(event.time) - Date.parse(events[0].time) > 6 * 3_600_000) return 'too long';
    if (event.type === 'view_item' && (last?.type !== 'select_item' || last.itemId !== item))
      return 'viewed unselected';
    if (event.type === 'add_to_cart' && last?.itemId !== item) return 'added unseen';
    if (event.type === 'add_to_cart') cart.add(item);
    if (event.type === 'remove_from_cart' && !cart.delete(item)) return 'removed what was not in the cart';
    if (event.type === 'begin_checkout' && cart.size === 0) return 'checked out an empty cart';
    if (event.type === 'purchase' && !cart.has(item)) return 'bought what was not in the cart';
    if (event.type === 'purchase' && !['add_payment_info', 'purchase'].includes(last?.type ?? ''))
      return 'bought unpaid';
    last = event;
  }
  return undefined;
}

/** Share of random items that suit the shopper less than what they did; `shift` asks a stranger's taste instead. */
function shareBetterThanRandom(shop: DemoShop, which: (event: Event) => boolean, shift = 0): number {
  const random = createRandom('compare');
  const users = Object.keys(shop.truth.shoppers);
  const positions = new Map(users.map((id, i) => [id, i]));
  const traits = Object.values(shop.truth.items);
  let better = 0;
  let total = 0;
  for (const { userId, itemId } of shop.events.filter(which).slice(0, 1500)) {
    if (userId === null || itemId === null) continue;
    const judge = users[((positions.get(userId) ?? 0) + shift * 997) % users.length];
    const taste = shop.truth.shoppers[judge];
    const utility = trueUtility(taste, shop.truth.items[itemId]);
    for (let i = 0; i < 20; i++) if (trueUtility(taste, random.pick(traits)) < utility) better++;
    total += 20;
  }
  return better / total;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
