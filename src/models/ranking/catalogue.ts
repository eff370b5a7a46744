import { factsOf, knownCategories, type Item } from '../../core/contracts/item.ts';
import type { Modality } from '../../core/contracts/modality.ts';
import { countForSale } from '../../core/retired-items.ts';
import { buildTextIndex, type TextIndex } from '../retrieval/text-index.ts';

/** A column of the catalogue with a bounded number of values: a category level, the brand, an attribute, the title. */
export interface CatalogueField {
  readonly name: string;
  /** Number of each item's value, or -1 where it has none. */
  readonly values: Int32Array;
  /** Items of each value. */
  readonly counts: Int32Array;
  /** Items that have a value. */
  readonly covered: number;
}

/** Vectors of items from a trained encoder, row after row; a row of zeros is a missing one. */
export interface ItemVectors {
  readonly name: string;
  readonly modality: Modality;
  readonly vectors: Float32Array;
  readonly width: number;
}

/** What the ranker reads from the catalogue alone; the same at every moment of time. */
export interface Catalogue {
  readonly items: readonly Item[];
  /** Fields whose values many items share: what kind of thing an item is. */
  readonly kinds: readonly CatalogueField[];
  /** Fields with few items a value, such as a product code or a name: the same thing in another colour or size. */
  readonly families: readonly CatalogueField[];
  readonly text: TextIndex;
  readonly vectors: readonly ItemVectors[];
}

const LEAST_COVERAGE = 0.2;
/** A field with fewer items a value than this tells families apart, not kinds. */
const FAMILY_SIZE = 5;

export function readCatalogue(items: readonly Item[], vectors: readonly ItemVectors[] = []): Catalogue {
  const fields = catalogueFields(items);
  return {
    items,
    kinds: fields.filter((field) => !isFamily(field)),
    families: fields.filter(isFamily),
    text: buildTextIndex(items),
    vectors: vectors.map((one) => ({ ...one, vectors: unitRows(one.vectors, one.width) })),
  };
}

/** A copy with every row scaled to length 1, so that dot products are cosines. */
function unitRows(vectors: Float32Array, width: number): Float32Array {
  const rows = vectors.slice();
  for (let start = 0; start < rows.length; start += width) {
    let squares = 0;
    for (let i = start; i < start + width; i++) squares += rows[i] * rows[i];
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let i = start; i < start + width; i++) rows[i] *= scale;
  }
  return rows;
}

/** Whether few items share a value: a product code, a name. */
export function isFamily({ covered, counts }: CatalogueField): boolean {
  return covered < FAMILY_SIZE * counts.length;
}

/** The columns of the catalogue that say something of enough items, each told once. */
export function catalogueFields(items: readonly Item[]): CatalogueField[] {
  const forSale = countForSale(items);
  const deepest = items.reduce((most, { categories }) => Math.max(most, categories.length), 0);
  const columns: [name: string, values: (string | null)[]][] = [];
  for (let level = 0; level < deepest; level++) {
    columns.push([`category ${level + 1}`, items.map((item) => knownCategories(item)[level] ?? null)]);
  }
  columns.push(['brand', items.map(({ brand }) => brand)]);
  columns.push(['title', items.map(({ title }) => (title.en ?? title.zh ?? '').toLowerCase() || null)]);
  const keys = new Set(items.flatMap((item) => factsOf(item).map(([name]) => name)));
  for (const key of [...keys].sort()) {
    columns.push([key, items.map(({ attributes }) => attributes[key] ?? null)]);
  }
  const fields = columns
    .map(([name, values]) => fieldOf(name, values))
    .filter(({ counts, covered }) => counts.length > 1 && covered >= LEAST_COVERAGE * forSale)
    .filter(({ counts, covered }) => counts.length < covered);
  return fields.filter((field, index) => !fields.slice(0, index).some((other) => sameValues(field, other)));
}

/** A shop may tell the same twice, as a category and as an attribute; once is enough. */
function sameValues(a: CatalogueField, b: CatalogueField): boolean {
  return a.counts.length === b.counts.length && a.values.every((value, item) => value === b.values[item]);
}

function fieldOf(name: string, column: readonly (string | null)[]): CatalogueField {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const values = Int32Array.from(column, (value) => {
    if (value === null) return -1;
    const number = numbers.get(value) ?? counts.push(0) - 1;
    numbers.set(value, number);
    counts[number]++;
    return number;
  });
  return {
    name,
    values,
    counts: Int32Array.from(counts),
    covered: counts.reduce((sum, count) => sum + count, 0),
  };
}
