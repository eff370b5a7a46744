import { describe, expect, it } from 'vitest';
import { itemSchema, type Item, type ItemInput } from '../core/contracts/item.ts';
import type { ModalityWeights } from '../core/contracts/modality.ts';
import { actionReason, itemReason, sharedAttributes, type ItemEvidence } from './reasons.ts';

const item = (input: Partial<ItemInput>): Item =>
  itemSchema.parse({ id: 'id-1', title: { en: 'Teapot', zh: '茶壶' }, categories: ['Home'], ...input });
const weights = (given: Partial<ModalityWeights>): ModalityWeights => ({
  image: 0,
  text: 0,
  attributes: 0,
  behaviour: 0,
  ...given,
});
const evenly = weights({ image: 0.25, text: 0.25, attributes: 0.25, behaviour: 0.25 });
const mug = item({ id: 'mug', title: { en: 'Mug', zh: '马克杯' } });
const reasonOf = (evidence: Partial<ItemEvidence>): { en: string; zh: string } =>
  itemReason({ item: item({}), weights: evenly, becauseOf: [], cold: false, ownPast: null, ...evidence });

describe('itemReason', () => {
  it('names the item and the modality that the two have in common', () => {
    const because = (own: Partial<ModalityWeights>, other: ModalityWeights = evenly): string =>
      reasonOf({ weights: weights(own), becauseOf: [{ item: mug, weights: other }] }).en;
    expect(because({ image: 0.6, text: 0.4 })).toBe('It looks much like Mug.');
    expect(because({ text: 0.9, image: 0.1 })).toBe('Described much like Mug.');
    expect(because({ behaviour: 0.7, image: 0.3 })).toBe('Shoppers who liked Mug went on to this.');
    // The mug has no picture: nothing can look like it.
    expect(because({ image: 0.6, text: 0.4 }, weights({ text: 0.5, attributes: 0.5 }))).toBe(
      'Described much like Mug.',
    );
  });

  /** Why `own` is shown to someone who liked a plate with these facts. */
  const byFacts = (own: Partial<ItemInput>, plate: Partial<ItemInput>, ...more: Item[]) => {
    const alike = weights({ attributes: 1 });
    const closest = item({ id: 'a', title: { en: 'Plate', zh: '盘子' }, ...plate });
    const becauseOf = [closest, ...more].map((other) => ({ item: other, weights: alike }));
    return reasonOf({ item: item(own), weights: alike, becauseOf });
  };

  it('names facts that the closest item shares, and none that only another one does', () => {
    const attributes = { material: 'clay', material_zh: '陶土', colour: 'red', colour_zh: '红色' };
    const reason = byFacts(
      { attributes },
      { attributes: { colour: 'red', material: 'glass' } },
      item({ id: 'b', title: { en: 'Bowl' }, attributes: { material: 'clay' } }),
    );
    expect(reason).toEqual({ en: 'Like Plate: also red.', zh: '与「盘子」一样：红色。' });
  });

  it('names facts as a shopper would, the plainest first, and leaves out what only the shop says', () => {
    const attributes = {
      tier: 'premium',
      kind: 'plates',
      product_code: '0108775',
      occasion: 'travel',
      occasion_zh: '旅行',
      pattern: 'Solid',
      colour: 'Dark Blue',
      material: 'Unknown',
    };
    expect(byFacts({ attributes }, { attributes }).en).toBe(
      'Like Plate: also dark blue and good for travel.',
    );
    expect(byFacts({ attributes }, { attributes }).zh).toBe('与「盘子」一样：适合旅行。');
    const { tier, kind, product_code, occasion } = attributes;
    expect(byFacts({ attributes: { occasion } }, { attributes }).en).toBe(
      'Like Plate: also good for travel.',
    );
    const inner = { attributes: { tier, kind, product_code } };
    expect(byFacts(inner, inner)).toEqual({
      en: 'The same kind of thing as Plate.',
      zh: '与「盘子」同类。',
    });
    expect(byFacts({ ...inner, categories: ['Garden'] }, inner).en).toBe('In the same range as Plate.');
  });

  it('says facts in words that fit into a sentence', () => {
    const both = (attributes: Record<string, string>): string => byFacts({ attributes }, { attributes }).en;
    expect(both({ pattern: 'striped', style: 'classic' })).toBe('Like Plate: also striped and classic.');
    expect(both({ pattern: 'All over pattern' })).toBe('Like Plate: also of the same pattern.');
    expect(both({ material: 'free-range', colour: 'brown' })).toBe(
      'Like Plate: also brown and of the same material.',
    );
    expect(both({ occasion: 'gift' })).toBe('Like Plate: also good as a gift.');
  });

  it('tells each language only what can be said in it', () => {
    const red = { attributes: { colour: 'red' } };
    expect(byFacts(red, red)).toEqual({ en: 'Like Plate: also red.', zh: '与「盘子」同类。' });
    const chinese = { attributes: { colour: '红色' } };
    expect(byFacts(chinese, chinese)).toEqual({
      en: 'The same kind of thing as Plate.',
      zh: '与「盘子」一样：红色。',
    });
  });

  it('does not call new or well liked what it only knows to be bought or not', () => {
    expect(reasonOf({ cold: true }).en).toContain('nobody has bought it yet');
    expect(reasonOf({ cold: true }).zh).toContain('还没有人买过');
    expect(reasonOf({ cold: false }).en).toContain('Others in this shop have bought this');
    expect(reasonOf({ cold: true, becauseOf: [{ item: mug, weights: evenly }] }).zh).toContain('马克杯');
  });

  it('says first what the shopper did with the very item', () => {
    const becauseOf = [{ item: mug, weights: evenly }];
    expect(reasonOf({ ownPast: 'bought', becauseOf }).en).toBe('You bought this before.');
    expect(reasonOf({ ownPast: 'seen', becauseOf }).zh).toBe('您之前看过。');
  });

  it('has a name for an item without a title, or with one in the other language only', () => {
    const named = (title: ItemInput['title']): string =>
      reasonOf({ becauseOf: [{ item: item({ id: 'no-7', title }), weights: evenly }] }).en;
    expect(named({})).toContain('no-7');
    expect(named({ zh: '马克杯' })).toContain('马克杯');
  });
});

describe('actionReason', () => {
  it('says the share and the deed in both languages', () => {
    expect(actionReason('search', 0.256, undefined)).toEqual({
      en: '26% of shoppers in your place search next.',
      zh: '处于同样情形的顾客中，26%接下来会搜索。',
    });
    const reason = actionReason('add_to_cart', 0.5, mug);
    expect(reason.en).toBe('50% of shoppers in your place add an item such as Mug to the cart next.');
    expect(reason.zh).toContain('马克杯');
  });

  it('takes a title for what it is, whatever signs stand in it', () => {
    const priced = item({ title: { en: "Save $& on $1 $' {item}" } });
    expect(actionReason('view_item', 1, priced).en).toContain("Save $& on $1 $' {item}");
  });
});

describe('sharedAttributes', () => {
  it('lists facts that any of the others shares, without the Chinese wording of another fact', () => {
    const own = item({ attributes: { colour: 'red', colour_zh: '红色', size: 'L', fit: 'slim' } });
    const others = [
      item({ attributes: { colour: 'red', colour_zh: '红色' } }),
      item({ attributes: { size: 'L', fit: 'wide' } }),
    ];
    expect(sharedAttributes(own, others)).toEqual([
      { name: 'colour', value: 'red' },
      { name: 'size', value: 'L' },
    ]);
    expect(sharedAttributes(own, [])).toEqual([]);
  });
});
