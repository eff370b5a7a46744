import { describe, expect, it } from 'vitest';
import { PAGE_TYPES, type PageType } from '../../core/contracts/screen.ts';
import { createRandom } from '../../core/random.ts';
import { measurePages, type PageAnswer } from './screens.ts';

const answer = (family: string, page: PageType, said: PageType, probability = 1): PageAnswer => ({
  screen: { family, source: family, page, device: family === 'a' ? 'phone' : 'computer', language: 'en' },
  pages: PAGE_TYPES.map((type) =>
    type === said ? probability : (1 - probability) / (PAGE_TYPES.length - 1),
  ),
});

describe('measures of page types', () => {
  it('are those of a table counted by hand', () => {
    const answers = [
      answer('a', 'cart', 'cart'),
      answer('a', 'cart', 'home'),
      answer('b', 'home', 'home'),
      answer('b', 'home', 'home'),
      answer('b', 'home', 'home'),
      answer('b', 'home', 'product'),
    ];
    const { confusion, families, metrics, pages } = measurePages(answers, createRandom(1));
    expect(metrics['accuracy']).toBeCloseTo(4 / 6);
    // F1 of cart: 2·1 / (2 + 1); of home: 2·3 / (4 + 4). Product was said, but there is none.
    expect(metrics['macro-f1']).toBeCloseTo((2 / 3 + 6 / 8) / 2);
    expect(metrics['family-accuracy']).toBeCloseTo((1 / 2 + 3 / 4) / 2);
    expect(metrics['phone-accuracy']).toBeCloseTo(1 / 2);
    expect(metrics['ece']).toBeCloseTo(2 / 6);
    expect(metrics).not.toHaveProperty('chinese-accuracy');
    expect(families.map(({ name, screens }) => [name, screens])).toEqual([
      ['a', 2],
      ['b', 4],
    ]);
    expect(pages.cart).toEqual({ screens: 2, precision: 1, recall: 0.5, f1: 2 / 3 });
    expect(confusion[PAGE_TYPES.indexOf('home')][PAGE_TYPES.indexOf('product')]).toBe(1);
  });

  it('have intervals that hold the figure, and none where all is right', () => {
    const right = measurePages([answer('a', 'cart', 'cart'), answer('b', 'home', 'home')], createRandom(1));
    expect(right.intervals['accuracy']).toEqual({ mean: 1, low: 1, high: 1 });
    const mixed = measurePages(
      Array.from({ length: 40 }, (_, i) => answer(`f${i % 8}`, 'cart', i % 3 === 0 ? 'home' : 'cart')),
      createRandom(1),
    );
    const { high, low, mean } = mixed.intervals['accuracy'];
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });
});
