import { describe, expect, it } from 'vitest';
import { itemSchema, type Item, type ItemInput } from '../../../core/contracts/item.ts';
import { AttributeVocabulary } from './attribute-vocabulary.ts';

const item = (input: Partial<ItemInput>): Item =>
  itemSchema.parse({ id: 'x', title: {}, categories: ['Home'], ...input });
const priced = (amount: number, currency = 'CNY'): Item => item({ price: { amount, currency } });

describe('AttributeVocabulary', () => {
  it('knows facts that stand on two items or more, and the same word in another place is another fact', () => {
    const vocabulary = AttributeVocabulary.fit([
      item({ brand: 'Lan', attributes: { colour: 'red', only: 'here' } }),
      item({ brand: 'Lan', attributes: { colour: 'red', lining: 'red' } }),
      item({ brand: 'Once', categories: ['Home', 'Home'] }),
    ]);
    // Home at the first level, brand Lan, colour red.
    expect(vocabulary.size).toBe(3);
    expect(vocabulary.rowsOf(item({ brand: 'Lan', attributes: { colour: 'red' } })).length).toBe(3);
    expect(vocabulary.rowsOf(item({ attributes: { lining: 'red' } })).length).toBe(1);
    expect(vocabulary.rowsOf(item({ categories: ['Unknown'], brand: 'Nobody' }))).toEqual(new Int32Array(0));
  });

  it('puts prices into twelfths of the shop, each currency by itself', () => {
    const shop = [
      ...Array.from({ length: 240 }, (_, i) => priced(100 * (i + 1))),
      ...Array.from({ length: 240 }, (_, i) => priced(i + 1, 'USD')),
    ];
    const vocabulary = AttributeVocabulary.fit(shop);
    // The category, twelve buckets of yuan and twelve of dollars.
    expect(vocabulary.size).toBe(25);
    const bucketOf = (amount: number, currency?: string): string =>
      vocabulary.rowsOf(priced(amount, currency)).join();
    expect(bucketOf(100)).toBe(bucketOf(1_900));
    expect(bucketOf(100)).not.toBe(bucketOf(12_000));
    expect(bucketOf(200)).not.toBe(bucketOf(200, 'USD'));
    expect(bucketOf(10_000_000)).toBe(bucketOf(24_000));
    expect(bucketOf(100, 'EUR')).toBe(bucketOf(200, 'EUR'));
  });

  it('is the same after it was stored', () => {
    const shop = [
      priced(1),
      priced(2),
      item({ attributes: { '名=字': '红"色' } }),
      item({ attributes: { '名=字': '红"色' } }),
    ];
    const vocabulary = AttributeVocabulary.fit(shop);
    const again = AttributeVocabulary.fromJson(JSON.parse(JSON.stringify(vocabulary.toJson())));
    expect(again.size).toBe(vocabulary.size);
    for (const one of shop) expect(again.rowsOf(one)).toEqual(vocabulary.rowsOf(one));
  });

  it('is empty for a shop without items', () => {
    expect(AttributeVocabulary.fit([]).size).toBe(0);
  });
});
