import { describe, expect, it } from 'vitest';
import type { ElementKind, ScreenElement, ScreenReading } from '../../core/contracts/screen.ts';
import { elementFor, productOf } from './screen-targets.ts';

const element = (
  kind: ElementKind,
  box: [number, number, number, number],
  { text = '', confidence = 0.8 } = {},
): ScreenElement => ({ kind, text, box, confidence });

const reading = (parts: Partial<ScreenReading>): ScreenReading => ({
  stage: 'catalogue',
  source: 'pixels',
  width: 1280,
  height: 800,
  page: { type: 'category', probability: 0.9 },
  pages: [],
  elements: [],
  products: [],
  lines: [],
  doubts: [],
  ...parts,
});

describe('elementFor', () => {
  const screen = reading({
    elements: [
      element('navigation', [0, 0, 50, 20], { text: 'Home' }),
      element('navigation', [1100, 0, 80, 20], { text: 'My Cart (2)' }),
      element('add_to_cart', [100, 300, 90, 30], { confidence: 0.6 }),
      element('add_to_cart', [400, 300, 90, 30], { confidence: 0.9 }),
      element('product_card', [80, 100, 200, 250]),
      element('product_card', [380, 100, 200, 250]),
      element('buy_now', [600, 300, 90, 30]),
    ],
  });

  it('takes the surest element of the kind', () => {
    expect(elementFor('add_to_cart', screen)).toBe(3);
    expect(elementFor('begin_checkout', screen)).toBe(6);
    expect(elementFor('purchase', screen)).toBeNull();
    expect(elementFor('leave', screen)).toBeNull();
  });

  it('takes the one that belongs to the product', () => {
    expect(elementFor('add_to_cart', screen, [80, 100, 200, 250])).toBe(2);
    expect(elementFor('view_item', screen, [390, 110, 180, 180])).toBe(5);
  });

  it('finds the way to the cart by its words, in both languages', () => {
    expect(elementFor('view_cart', screen)).toBe(1);
    const chinese = reading({ elements: [element('navigation', [0, 0, 9, 9], { text: '我的购物车' })] });
    expect(elementFor('view_cart', chinese)).toBe(0);
    expect(elementFor('view_cart', reading({}))).toBeNull();
  });
});

describe('productOf', () => {
  const products = [
    { item: 1, box: [80, 100, 200, 250] as [number, number, number, number] },
    { item: 2, box: [400, 100, 500, 500] as [number, number, number, number] },
  ];
  it('is the product whose card holds the element', () => {
    expect(productOf([100, 300, 90, 30], products, 'category')?.item).toBe(1);
    expect(productOf([1000, 700, 10, 10], products, 'category')).toBeUndefined();
  });
  it('is the largest one on the page of a product', () => {
    expect(productOf([1000, 700, 10, 10], products, 'product')?.item).toBe(2);
    expect(productOf(undefined, [], 'product')).toBeUndefined();
  });
});
