import { describe, expect, it } from 'vitest';
import type { ItemView, NextActionAnswer, RecommendAnswer } from '../../../src/core/contracts/api.ts';
import { type Action, ACTIONS } from '../../../src/core/contracts/action.ts';
import { isPossible, type Situation, stepsFor } from './steps.ts';

const item = (id: string, stock: number | null = null): ItemView => ({
  id,
  title: { en: id },
  description: {},
  categories: ['Things'],
  brand: null,
  price: null,
  attributes: {},
  image: null,
  availableFrom: null,
  stock,
  retired: false,
});
const [mug, tea, jar] = [item('mug'), item('tea'), item('jar')];
const atHome: Situation = { cart: [], wishlist: [], path: '/', openItemId: null, never: [], putOff: [] };
const reason = { en: 'why', zh: '为什么' };

const next = (...actions: [Action, ItemView | null][]): NextActionAnswer => ({
  recommendationId: 'next',
  modelId: 'm',
  actions: actions.map(([action, target]) => ({ action, target, probability: 0.5, reason })),
});
const picks = (...items: ItemView[]): RecommendAnswer => ({
  recommendationId: 'picks',
  modelId: 'm',
  scene: { name: 'browse', like: 'browse', probability: 1, source: 'given', why: reason, others: [] },
  strategy: { price: 0, brand: 0, novelty: 0, repeatPurchase: 0, visualTaste: 0 },
  presentation: { layout: 'grid', items: 6, density: 'airy', text: 'some', first: 'brand' },
  notes: [],
  shopperWeights: { history: 0, scene: 0, general: 1 },
  items: items.map((pick) => ({
    item: pick,
    score: 1,
    reason,
    weights: { image: 1, text: 0, attributes: 0, behaviour: 0 },
    evidence: { becauseOf: [], sharedAttributes: [], cold: false, ownPast: null },
  })),
});

describe('isPossible', () => {
  it('proposes nothing about the cart while it is empty', () => {
    for (const action of ['view_cart', 'begin_checkout', 'purchase'] as const) {
      expect([action, isPossible(action, null, atHome)]).toEqual([action, false]);
      const full = { ...atHome, cart: [{ item: mug, quantity: 1 }] };
      expect([action, isPossible(action, null, full)]).toEqual([action, true]);
    }
  });

  it('never sends the shopper to where they are', () => {
    const cart = [{ item: mug, quantity: 1 }];
    expect(isPossible('view_item', mug, { ...atHome, openItemId: 'mug' })).toBe(false);
    expect(isPossible('view_cart', null, { ...atHome, cart, path: '/cart' })).toBe(false);
    expect(isPossible('begin_checkout', null, { ...atHome, cart, path: '/checkout' })).toBe(false);
  });

  it('adds only what can still be ordered', () => {
    expect(isPossible('add_to_cart', item('gone', 0), atHome)).toBe(false);
    expect(isPossible('add_to_cart', item('last', 1), atHome)).toBe(true);
    const cart = [{ item: item('last', 1), quantity: 1 }];
    expect(isPossible('add_to_cart', item('last', 1), { ...atHome, cart })).toBe(false);
  });

  it('keeps quiet about what the shopper never wants to see, except to take it out of the cart', () => {
    const situation = { ...atHome, never: ['mug'], cart: [{ item: mug, quantity: 1 }] };
    expect(isPossible('view_item', mug, situation)).toBe(false);
    expect(isPossible('remove_from_cart', mug, situation)).toBe(true);
  });

  it('answers for every action of the contract, and needs an item where one is acted on', () => {
    for (const action of ACTIONS) expect(typeof isPossible(action, null, atHome)).toBe('boolean');
    for (const action of ['view_item', 'add_to_cart', 'remove_from_cart', 'add_to_wishlist'] as const) {
      expect(isPossible(action, null, atHome)).toBe(false);
    }
  });
});

describe('stepsFor', () => {
  it('keeps the order of the model and fills up with looks at what is recommended', () => {
    const steps = stepsFor(next(['add_to_cart', mug], ['search', null]), picks(tea, jar), atHome, 3);
    expect(steps.map(({ key }) => key)).toEqual(['add_to_cart mug', 'search ', 'view_item tea']);
    expect(steps.map(({ recommendationId }) => recommendationId)).toEqual(['next', 'next', 'picks']);
  });

  it('proposes the same thing once', () => {
    const steps = stepsFor(next(['view_item', mug], ['view_item', mug]), picks(mug, tea), atHome, 3);
    expect(steps.map(({ key }) => key)).toEqual(['view_item mug', 'view_item tea']);
  });

  it('looks first at what the model names, then at the other recommendations', () => {
    const looking = next(['search', null], ['view_item', mug]);
    expect(stepsFor(looking, picks(tea, mug), atHome, 3).map(({ key }) => key)).toEqual([
      'search ',
      'view_item mug',
      'view_item tea',
    ]);
  });

  it('passes over what was put off or cannot be done', () => {
    const situation = { ...atHome, putOff: ['view_item mug'] };
    const steps = stepsFor(
      next(['view_item', mug], ['purchase', null], ['ask', null]),
      picks(mug, jar),
      situation,
      3,
    );
    expect(steps.map(({ key }) => key)).toEqual(['view_item jar']);
  });

  it('has nothing to propose before the first answer', () => {
    expect(stepsFor(undefined, undefined, atHome, 3)).toEqual([]);
  });
});
