import MiniSearch from 'minisearch';
import type { Item } from '../core/contracts/item.ts';
import { termsOf } from '../perception/encoders/text/terms.ts';

/**
 * Finds items by words in English and Chinese: BM25+ with prefixes and small misspellings, titles counting most. What is
 * no longer sold is not found.
 */
export class LexicalSearch {
  private readonly index: MiniSearch<{ id: number }>;

  constructor(items: readonly Item[]) {
    this.index = new MiniSearch({
      fields: ['title', 'facts', 'description'],
      tokenize: terms,
      processTerm: (term) => term,
      searchOptions: {
        boost: { title: 4, facts: 2 },
        // Misspelling is forgiven in longer words only: in a short one every letter tells, and so it does in Chinese.
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        prefix: (term) => term.length > 2,
        combineWith: 'OR',
      },
    });
    this.index.addAll(items.flatMap((item, id) => (item.retired ? [] : [{ id, ...fieldsOf(item) }])));
  }

  /** Items that match, best first. */
  find(query: string, limit: number): { item: number; score: number }[] {
    return this.index
      .search(query)
      .slice(0, limit)
      .map(({ id, score }) => ({ item: id as number, score }));
  }
}

const HAN = /\p{Script=Han}/u;

/** Words, and of Chinese words each character as well: 裙子 finds 连衣裙, and one wrong character is forgiven. */
function terms(text: string): string[] {
  return termsOf(text).flatMap((word) =>
    HAN.test(word) && word.length > 1 ? [word, ...Array.from(word)] : [word],
  );
}

function fieldsOf(item: Item): { title: string; facts: string; description: string } {
  return {
    title: [item.title.en, item.title.zh].join(' '),
    facts: [...item.categories, item.brand, ...Object.values(item.attributes)].join(' '),
    description: [item.description.en, item.description.zh].join(' '),
  };
}
