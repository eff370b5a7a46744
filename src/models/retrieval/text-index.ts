import { factsOf, knownCategories, type Item } from '../../core/contracts/item.ts';
import { termsOf } from '../../perception/encoders/text/terms.ts';

/**
 * TF-IDF vectors of items, sparse, of length 1, by item and by term (Salton and Buckley, 1988: sublinear term
 * frequency, smoothed inverse document frequency, cosine). Text is the title (twice), the description, categories,
 * brand and attributes, in every language the shop has them in.
 */
export interface TextIndex {
  readonly itemCount: number;
  /** Item i's terms lie at `itemStarts[i] .. itemStarts[i + 1]` of `terms` and `weights`. */
  readonly itemStarts: Int32Array;
  readonly terms: Int32Array;
  readonly weights: Float32Array;
  /** Term t's items lie at `termStarts[t] .. termStarts[t + 1]` of `items` and `itemWeights`. */
  readonly termStarts: Int32Array;
  readonly items: Int32Array;
  readonly itemWeights: Float32Array;
}

export interface TextIndexOptions {
  /** Terms in fewer items than this say nothing about likeness. Default 2. */
  readonly minimumItems?: number;
  /** Terms in a larger share of the items than this are left out: long lists, little meaning. Default 0.5. */
  readonly maximumShare?: number;
}

export function buildTextIndex(items: readonly Item[], options: TextIndexOptions = {}): TextIndex {
  const { minimumItems = 2, maximumShare = 0.5 } = options;
  const counts = items.map(termCounts);
  const itemsOfTerm = new Map<string, number>();
  for (const terms of counts) {
    for (const term of terms.keys()) itemsOfTerm.set(term, (itemsOfTerm.get(term) ?? 0) + 1);
  }
  const most = Math.max(minimumItems, maximumShare * items.length);
  const numberOf = new Map<string, number>();
  const inverse: number[] = [];
  for (const [term, count] of itemsOfTerm) {
    if (count < minimumItems || count > most) continue;
    numberOf.set(term, inverse.length);
    inverse.push(Math.log((1 + items.length) / (1 + count)) + 1);
  }
  return indexRows(
    counts.map((terms) => unitRow(terms, numberOf, inverse)),
    inverse.length,
  );
}

interface SparseRow {
  readonly terms: readonly number[];
  readonly weights: readonly number[];
}

function termCounts(item: Item): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (term: string, times: number): void => {
    counts.set(term, (counts.get(term) ?? 0) + times);
  };
  for (const text of Object.values(item.title)) for (const term of termsOf(text ?? '')) add(term, 2);
  for (const text of Object.values(item.description)) for (const term of termsOf(text ?? '')) add(term, 1);
  for (const name of knownCategories(item)) for (const term of termsOf(name)) add(term, 1);
  for (const term of termsOf(item.brand ?? '')) add(term, 1);
  for (const [key, value] of factsOf(item)) {
    add(`${key}=${value.toLowerCase()}`, 1);
    for (const term of termsOf(value)) add(term, 1);
  }
  return counts;
}

function unitRow(
  counts: Map<string, number>,
  numberOf: Map<string, number>,
  inverse: readonly number[],
): SparseRow {
  const terms: number[] = [];
  const weights: number[] = [];
  let squares = 0;
  for (const [term, count] of counts) {
    const number = numberOf.get(term);
    if (number === undefined) continue;
    const weight = (1 + Math.log(count)) * inverse[number];
    terms.push(number);
    weights.push(weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  return { terms, weights: weights.map((weight) => weight / length) };
}

function indexRows(rows: readonly SparseRow[], termCount: number): TextIndex {
  const total = rows.reduce((sum, row) => sum + row.terms.length, 0);
  const itemStarts = new Int32Array(rows.length + 1);
  const terms = new Int32Array(total);
  const weights = new Float32Array(total);
  const termStarts = new Int32Array(termCount + 1);
  for (const [item, row] of rows.entries()) {
    itemStarts[item + 1] = itemStarts[item] + row.terms.length;
    terms.set(row.terms, itemStarts[item]);
    weights.set(row.weights, itemStarts[item]);
    for (const term of row.terms) termStarts[term + 1]++;
  }
  for (let term = 0; term < termCount; term++) termStarts[term + 1] += termStarts[term];
  const next = termStarts.slice(0, termCount);
  const items = new Int32Array(total);
  const itemWeights = new Float32Array(total);
  for (let item = 0; item < rows.length; item++) {
    for (let entry = itemStarts[item]; entry < itemStarts[item + 1]; entry++) {
      const place = next[terms[entry]]++;
      items[place] = item;
      itemWeights[place] = weights[entry];
    }
  }
  return { itemCount: rows.length, itemStarts, terms, weights, termStarts, items, itemWeights };
}

/** Whether an item has a term that tells anything. */
export function hasText({ itemStarts }: TextIndex, item: number): boolean {
  return itemStarts[item + 1] > itemStarts[item];
}

/** Writes the cosine of `item` with every item into `out` (length itemCount), each in [0, 1]. */
export function cosinesByText(index: TextIndex, item: number, out: Float32Array): void {
  out.fill(0);
  for (let entry = index.itemStarts[item]; entry < index.itemStarts[item + 1]; entry++) {
    const term = index.terms[entry];
    const weight = index.weights[entry];
    const end = index.termStarts[term + 1];
    for (let posting = index.termStarts[term]; posting < end; posting++) {
      out[index.items[posting]] += weight * index.itemWeights[posting];
    }
  }
}
