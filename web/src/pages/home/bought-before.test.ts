import { expect, it } from 'vitest';
import type { ItemView, RecommendedItem } from '../../../../src/core/contracts/api.ts';
import { boughtBefore } from './bought-before.ts';

const item = (id: string): ItemView => ({
  id,
  title: { en: id },
  description: {},
  categories: ['Things'],
  brand: null,
  price: null,
  attributes: {},
  image: null,
  availableFrom: null,
  stock: null,
  retired: false,
});
const recommended = (id: string, ownPast: 'bought' | 'seen' | null): RecommendedItem => ({
  item: item(id),
  score: 1,
  reason: { en: 'why', zh: '为什么' },
  weights: { image: 1, text: 0, attributes: 0, behaviour: 0 },
  evidence: { becauseOf: [], sharedAttributes: [], cold: false, ownPast },
});
const ids = (items: readonly ItemView[]): string[] => items.map(({ id }) => id);

it('joins what this device and the guide know, each item once, and nothing that was only seen', () => {
  const answer = [recommended('rice', 'bought'), recommended('mug', 'seen'), recommended('tea', 'bought')];
  const device = [{ userId: 'u1', item: item('tea') }];
  expect(ids(boughtBefore(answer, device, 'u1'))).toEqual(['tea', 'rice']);
});

it('keeps one person’s orders from another on the same device', () => {
  const device = [
    { userId: 'u1', item: item('tea') },
    { userId: null, item: item('jar') },
  ];
  expect(ids(boughtBefore([], device, 'u2'))).toEqual([]);
  expect(ids(boughtBefore([], device, null))).toEqual(['jar']);
});
