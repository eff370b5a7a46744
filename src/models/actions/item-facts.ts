import type { Item } from '../../core/contracts/item.ts';
import type { ItemFacts } from './situation.ts';

/** What a catalogue says of its items, by position; categories and brands are numbered as they come. */
export function itemFacts(items: readonly Item[]): (item: number) => ItemFacts | undefined {
  const [categories, brands] = [new Map<string, number>(), new Map<string, number>()];
  const facts = items.map(({ categories: path, brand, price }): ItemFacts => {
    const category = path.at(-1);
    return {
      category: category === undefined ? -1 : numbered(categories, category),
      brand: brand === null ? -1 : numbered(brands, brand),
      price: price?.amount ?? null,
    };
  });
  return (item) => facts[item];
}

function numbered(names: Map<string, number>, name: string): number {
  const known = names.get(name) ?? names.size;
  names.set(name, known);
  return known;
}
