import { topIndices } from '../../core/maths.ts';
import { itemsByFact, type ItemFacts } from './item-facts.ts';
import { joinRows, type SparseRow, type SparseRows } from './sparse-rows.ts';

export interface FactLikenessOptions {
  /** Items kept for an item. */
  readonly neighbours: number;
  /** Facts that more items have than this say too little for what they cost. */
  readonly mostCommon: number;
}

/**
 * For each item, the items most like it by what is written of them: idf-cosine² × log(1 + popularity), each row with
 * the sum 1. Items that nobody takes are like nothing here: other recommenders know them by their content.
 */
export function factLikeness(
  facts: ItemFacts,
  popularity: ArrayLike<number>,
  { neighbours, mostCommon }: FactLikenessOptions,
): SparseRows {
  const itemCount = facts.starts.length - 1;
  const byFact = itemsByFact(facts);
  const rarity = Float64Array.from({ length: facts.count }, (_, fact) => {
    const having = byFact.starts[fact + 1] - byFact.starts[fact];
    return having > mostCommon ? 0 : Math.log(itemCount / having) ** 2;
  });
  const inverseLength = lengths(facts, rarity).map((length) => (length > 0 ? 1 / length : 0));
  const appeal = Float64Array.from({ length: itemCount }, (_, item) => Math.log1p(popularity[item]));
  const shared = new Float64Array(itemCount);
  const rows: SparseRow[] = [];
  for (let item = 0; item < itemCount; item++) {
    const touched = addShared(item, facts, byFact, rarity, shared);
    const scores = Float64Array.from(touched, (other) => {
      const cosine = shared[other] * inverseLength[item] * inverseLength[other];
      shared[other] = 0;
      return other === item || appeal[other] === 0 ? -Infinity : cosine * cosine * appeal[other];
    });
    const kept = topIndices(scores, neighbours).filter((index) => scores[index] > 0);
    const total = kept.reduce((sum, index) => sum + scores[index], 0);
    rows.push({
      columns: Int32Array.from(kept, (index) => touched[index]),
      values: Float32Array.from(kept, (index) => scores[index] / total),
    });
  }
  return joinRows(rows);
}

function lengths({ starts, facts }: ItemFacts, rarity: Float64Array): Float64Array {
  return Float64Array.from({ length: starts.length - 1 }, (_, item) => {
    let squares = 0;
    for (let at = starts[item]; at < starts[item + 1]; at++) squares += rarity[facts[at]];
    return Math.sqrt(squares);
  });
}

/** Adds to `shared` what each item has in common with `item`; gives the items that have something. */
function addShared(
  item: number,
  { starts, facts }: ItemFacts,
  byFact: ReturnType<typeof itemsByFact>,
  rarity: Float64Array,
  shared: Float64Array,
): number[] {
  const touched: number[] = [];
  for (let at = starts[item]; at < starts[item + 1]; at++) {
    const fact = facts[at];
    if (rarity[fact] === 0) continue;
    for (let place = byFact.starts[fact]; place < byFact.starts[fact + 1]; place++) {
      const other = byFact.items[place];
      if (shared[other] === 0) touched.push(other);
      shared[other] += rarity[fact];
    }
  }
  return touched;
}
