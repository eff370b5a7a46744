import { factsOf, knownCategories, type Item } from '../../core/contracts/item.ts';

/** What is written of each item, as numbers of facts: categories, brand and attributes, each named once an item. */
export interface ItemFacts {
  /** Item i's facts lie at `starts[i] .. starts[i + 1]` of `facts`. */
  readonly starts: Int32Array;
  readonly facts: Int32Array;
  /** Number of different facts. */
  readonly count: number;
}

/**
 * Numbers the facts in the order in which the catalogue names them first, so equal catalogues give equal numbers. A
 * category is one fact wherever it stands in the path: shops write `Skin Care` under several departments.
 */
export function itemFacts(items: readonly Item[]): ItemFacts {
  const numbers = new Map<string, number>();
  const starts = new Int32Array(items.length + 1);
  const facts: number[] = [];
  for (const [index, item] of items.entries()) {
    for (const name of namesOf(item)) {
      let fact = numbers.get(name);
      if (fact === undefined) numbers.set(name, (fact = numbers.size));
      facts.push(fact);
    }
    starts[index + 1] = facts.length;
  }
  return { starts, facts: Int32Array.from(facts), count: numbers.size };
}

function namesOf(item: Item): Set<string> {
  const names = new Set(knownCategories(item).map((category) => `category=${category}`));
  if (item.brand) names.add(`brand=${item.brand}`);
  for (const [name, value] of factsOf(item)) names.add(`${name}=${value}`);
  return names;
}

/** For each fact, the items that have it: the same table read the other way. */
export function itemsByFact({ starts, facts, count }: ItemFacts): { starts: Int32Array; items: Int32Array } {
  const itemStarts = new Int32Array(count + 1);
  for (const fact of facts) itemStarts[fact + 1]++;
  for (let fact = 0; fact < count; fact++) itemStarts[fact + 1] += itemStarts[fact];
  const next = itemStarts.slice(0, count);
  const items = new Int32Array(facts.length);
  for (let item = 0; item + 1 < starts.length; item++) {
    for (let at = starts[item]; at < starts[item + 1]; at++) items[next[facts[at]]++] = item;
  }
  return { starts: itemStarts, items };
}
