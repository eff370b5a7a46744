import { z } from 'zod';
import { factsOf, knownCategories, type Item } from '../../../core/contracts/item.ts';

const PRICE_BUCKETS = 12;
/** A value that stands on a single item cannot tell anything about another. */
const RAREST = 2;

const stateSchema = z.object({
  tokens: z.array(z.string()),
  priceBounds: z.record(z.string(), z.array(z.number())),
});

/**
 * The facts of an item as rows of an embedding table: its categories, brand, attributes and price. Prices enter as
 * the twelfth of the shop's prices (in the same currency) that they lie in, so that no scale is presumed.
 */
export class AttributeVocabulary {
  readonly size: number;
  private readonly rows: ReadonlyMap<string, number>;
  private readonly priceBounds: Readonly<Record<string, readonly number[]>>;

  private constructor(tokens: readonly string[], priceBounds: Readonly<Record<string, readonly number[]>>) {
    this.rows = new Map(tokens.map((token, row) => [token, row]));
    this.size = tokens.length;
    this.priceBounds = priceBounds;
  }

  static fit(items: readonly Item[]): AttributeVocabulary {
    const bounds = priceBounds(items);
    const counts = new Map<string, number>();
    for (const item of items) {
      for (const token of tokensOf(item, bounds)) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    const tokens = [...counts].filter(([, count]) => count >= RAREST).map(([token]) => token);
    return new AttributeVocabulary(tokens.sort(), bounds);
  }

  static fromJson(json: unknown): AttributeVocabulary {
    const { tokens, priceBounds: bounds } = stateSchema.parse(json);
    return new AttributeVocabulary(tokens, bounds);
  }

  toJson(): z.infer<typeof stateSchema> {
    return {
      tokens: [...this.rows.keys()],
      priceBounds: Object.fromEntries(
        Object.entries(this.priceBounds).map(([currency, bounds]) => [currency, [...bounds]]),
      ),
    };
  }

  /** Rows of the table for one item; empty where nothing known is said of it. */
  rowsOf(item: Item): Int32Array {
    const rows: number[] = [];
    for (const token of tokensOf(item, this.priceBounds)) {
      const row = this.rows.get(token);
      if (row !== undefined) rows.push(row);
    }
    return Int32Array.from(rows);
  }
}

function tokensOf(item: Item, bounds: Readonly<Record<string, readonly number[]>>): string[] {
  const tokens = knownCategories(item).map((category, depth) => `category${depth}=${category}`);
  if (item.brand) tokens.push(`brand=${item.brand}`);
  for (const [name, value] of factsOf(item)) tokens.push(`${name}=${value}`);
  if (item.price) {
    const { amount, currency } = item.price;
    const bucket = (bounds[currency] ?? []).filter((bound) => amount > bound).length;
    tokens.push(`price:${currency}=${bucket}`);
  }
  return tokens;
}

/** Upper bounds of all price buckets but the last, by currency. */
function priceBounds(items: readonly Item[]): Record<string, number[]> {
  const byCurrency = Map.groupBy(
    items.flatMap((item) => item.price ?? []),
    (price) => price.currency,
  );
  return Object.fromEntries(
    [...byCurrency].map(([currency, prices]) => {
      const amounts = prices.map((price) => price.amount).sort((a, b) => a - b);
      const bounds = Array.from(
        { length: PRICE_BUCKETS - 1 },
        (_, i) => amounts[Math.floor(((i + 1) * amounts.length) / PRICE_BUCKETS)],
      );
      return [currency, bounds];
    }),
  );
}
