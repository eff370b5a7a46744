import { describe, expect, it } from 'vitest';
import { screenCorrectionSchema, type LookAnswer } from '../../../../src/core/contracts/look.ts';
import { correctionOf, draftOf, withElement, withNewElement } from './label-draft.ts';

const seen: Pick<LookAnswer, 'page' | 'elements' | 'lines'> = {
  page: { type: 'cart', probability: 0.6 },
  elements: [
    { kind: 'checkout', text: '去结算', box: [10, 20, 30, 40], confidence: 0.9 },
    { kind: 'remove', text: '', box: [50, 20, 30, 40], confidence: 0.4 },
  ],
  lines: [{ text: 'iPhone 17 Pro 手机壳 已选商品', box: [0, 0, 9, 9], confidence: 1 }],
};

describe('a draft of labels', () => {
  it('starts with what was seen, in the language that it is written in', () => {
    const draft = draftOf(seen, 'en');
    expect(draft).toMatchObject({ page: 'cart', language: 'zh' });
    expect(
      draftOf({ ...seen, lines: [{ ...seen.lines[0], text: 'Your cart, 去 Tea house' }] }, 'zh'),
    ).toMatchObject({
      language: 'zh',
    });
    expect(draftOf({ page: seen.page, elements: [], lines: [] }, 'zh').language).toBe('zh');
    expect(draftOf({ page: seen.page, elements: [seen.elements[1]], lines: [] }, 'en').language).toBe('en');
  });

  it('changes, takes out and adds one box, and leaves the others as they are', () => {
    const draft = draftOf(seen, 'en');
    const changed = withElement(draft, 0, { kind: 'place_order' });
    expect(changed.elements.map(({ kind }) => kind)).toEqual(['place_order', 'remove']);
    const fewer = withElement(changed, 0, null);
    expect(fewer.elements.map(({ id }) => id)).toEqual([1]);
    const more = withNewElement(fewer, 'coupon', [1, 2, 3, 4]);
    expect(more.elements.at(-1)).toEqual({ id: 2, kind: 'coupon', text: '', box: [1, 2, 3, 4] });
    expect(withNewElement({ ...draft, elements: [] }, 'search', [1, 2, 3, 4]).elements[0].id).toBe(0);
    expect(withElement(draft, 99, null)).toEqual(draft);
  });

  it('is sent as the contract takes it', () => {
    const correction = correctionOf(withElement(draftOf(seen, 'en'), 0, { text: ' 结算 ' }), btoa('picture'));
    expect(screenCorrectionSchema.parse(correction).elements[0]).toEqual({
      kind: 'checkout',
      text: '结算',
      box: [10, 20, 30, 40],
    });
  });
});
