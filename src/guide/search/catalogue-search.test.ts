import { describe, expect, it } from 'vitest';
import type { Encoder } from '../../core/contracts/encoder.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { CatalogueSearch } from './catalogue-search.ts';
import { SharedSpace } from './shared-space.ts';
import { wordTrust } from './word-trust.ts';

const KINDS = ['Mugs', 'Bowls', 'Vases', 'Lamps'];
const EACH = 5;
const NOTHING_CHOSEN = { category: undefined, price: undefined };

/** Five of each kind; the last of each has no picture, and none of the titles says what kind it is. */
const items = KINDS.flatMap((kind, k) =>
  Array.from({ length: EACH }, (_, i) =>
    itemSchema.parse({
      id: `${kind}-${i}`,
      title: { en: i === 0 ? `${kind} of red clay` : `Model ${k}${i}` },
      categories: ['Home', kind],
      price: { amount: 100 * (k + 1) + i, currency: 'CNY' },
    }),
  ),
);

/** One direction a kind; each item leans a little to the next. */
function directionOf(kind: number, lean = 0): number[] {
  const length = Math.hypot(1, lean);
  return KINDS.map((_, k) => (k === kind ? 1 / length : k === (kind + 1) % KINDS.length ? lean / length : 0));
}
const pictures = {
  width: KINDS.length,
  vectors: Float32Array.from(
    items.flatMap((_, item) =>
      item % EACH === EACH - 1
        ? KINDS.map(() => 0)
        : directionOf(Math.floor(item / EACH), 0.1 * (item % EACH)),
    ),
  ),
  present: Uint8Array.from(items, (_, item) => Number(item % EACH < EACH - 1)),
};

/** Knows words by a table, and nothing else. */
function wordsOf(table: Readonly<Record<string, number>>): Encoder<string> {
  return {
    name: 'table',
    modality: 'text',
    width: KINDS.length,
    encode: async (batch) =>
      Float32Array.from(
        batch.flatMap((word) => (word in table ? directionOf(table[word]) : KINDS.map(() => 0))),
      ),
  };
}
const knowing = wordsOf({ Mugs: 0, Bowls: 1, Vases: 2, Lamps: 3, cups: 0 });
const mistaken = wordsOf({ Mugs: 1, Bowls: 2, Vases: 3, Lamps: 0, cups: 2 });

const idsOf = (matches: readonly { item: number }[]): string[] => matches.map(({ item }) => items[item].id);

describe('the shared space', () => {
  it('gives what is nearest first, and nothing without a picture', () => {
    const space = new SharedSpace(pictures, knowing);
    const near = space.near(Float32Array.from(directionOf(1)), 5);
    expect(idsOf(near)).toEqual(['Bowls-0', 'Bowls-1', 'Bowls-2', 'Bowls-3', 'Mugs-3']);
    expect(near[0].score).toBeCloseTo(1, 6);
    expect(near[4].score).toBeCloseTo(0.3 / Math.hypot(1, 0.3), 6);
    expect(space.near(Float32Array.from(directionOf(1)), 100).length).toBe(16);
    expect(space.pictures).toBe(16);
  });
});

describe('wordTrust', () => {
  it('is the share of pictures that words find rightly', async () => {
    expect(await wordTrust(new SharedSpace(pictures, knowing), items)).toBe(1);
    expect(await wordTrust(new SharedSpace(pictures, mistaken), items)).toBe(0);
    expect(await wordTrust(new SharedSpace(pictures, knowing), items.slice(0, 2 * EACH))).toBe(0);
  });
});

describe('CatalogueSearch', () => {
  const looks = Float32Array.from(directionOf(2));

  it('finds by texts alone where words cannot be relied on', async () => {
    for (const space of [undefined, new SharedSpace(pictures, mistaken)]) {
      const search = new CatalogueSearch(items);
      if (space) await search.see(space);
      expect((await search.find({ words: 'cups' }, NOTHING_CHOSEN)).matches).toEqual([]);
      const { matches } = await search.find({ words: 'red clay' }, NOTHING_CHOSEN);
      expect(idsOf(matches).toSorted()).toEqual(['Bowls-0', 'Lamps-0', 'Mugs-0', 'Vases-0']);
    }
  });

  it('finds what a word looks like where it can', async () => {
    const search = new CatalogueSearch(items);
    await search.see(new SharedSpace(pictures, knowing));
    const { matches } = await search.find({ words: 'cups' }, NOTHING_CHOSEN);
    expect(idsOf(matches)).toEqual(['Mugs-0', 'Mugs-1', 'Mugs-2', 'Mugs-3']);
    expect((await search.find({ words: 'zzzz' }, NOTHING_CHOSEN)).matches).toEqual([]);
  });

  it('finds by a picture, narrowed down by words that name some of what looks like it', async () => {
    const search = new CatalogueSearch(items);
    await search.see(new SharedSpace(pictures, mistaken));
    const found = async (words?: string): Promise<string[]> =>
      idsOf((await search.find({ looks, words }, NOTHING_CHOSEN)).matches);
    expect(await found()).toEqual(['Vases-0', 'Vases-1', 'Vases-2', 'Vases-3']);
    expect(await found('clay')).toEqual(['Vases-0']);
    // Words that name none of it do not empty the page.
    expect(await found('kettle')).toEqual(['Vases-0', 'Vases-1', 'Vases-2', 'Vases-3']);
  });

  it('finds nothing that is no longer sold, by words or by looks', async () => {
    const search = new CatalogueSearch(
      items.map((item) => (item.id === 'Vases-0' ? { ...item, retired: true } : item)),
    );
    await search.see(new SharedSpace(pictures, knowing));
    expect(idsOf((await search.find({ looks }, NOTHING_CHOSEN)).matches)).toEqual([
      'Vases-1',
      'Vases-2',
      'Vases-3',
    ]);
    const { matches, facets } = await search.find({ words: 'red clay' }, NOTHING_CHOSEN);
    expect(idsOf(matches)).not.toContain('Vases-0');
    expect(facets.categories.map(({ name }) => name)).toEqual(['Bowls', 'Lamps', 'Mugs']);
  });

  it('narrows down by choice, and counts what other choices would find', async () => {
    const search = new CatalogueSearch(items);
    const choice = { category: 'Mugs', price: { max: 310 } };
    const { matches, facets } = await search.find({ words: 'red clay' }, choice);
    expect(idsOf(matches)).toEqual(['Mugs-0']);
    expect(facets.categories).toEqual([
      { name: 'Bowls', items: 1 },
      { name: 'Mugs', items: 1 },
      { name: 'Vases', items: 1 },
    ]);
  });
});
