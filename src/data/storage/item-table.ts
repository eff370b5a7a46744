import { and, arrayContains, asc, count, desc, inArray, not, sql, type SQL } from 'drizzle-orm';
import type { Item } from '../../core/contracts/item.ts';
import type { ItemFilter, ItemTable } from '../../core/contracts/store.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Database } from './database.ts';
import { inOrder } from './in-order.ts';
import { items } from './schema.ts';
import { insertNewRows, upsertRows } from './write-rows.ts';

type ItemRow = typeof items.$inferSelect;

const isSold = not(items.retired);

export function createItemTable(database: Database): ItemTable {
  return {
    upsert: (batch) => upsertRows(database, items, 'id', batch.map(toRow)),
    insertNew: (batch) => insertNewRows(database, items, batch.map(toRow)),
    async get(ids) {
      const rows = await database
        .select()
        .from(items)
        .where(inArray(items.id, [...new Set(ids)]));
      return inOrder(ids, rows.map(toItem));
    },
    async list(filter) {
      checkPage(filter);
      const matches =
        filter.category === undefined
          ? isSold
          : and(isSold, arrayContains(items.categories, [filter.category]));
      const rows = await database
        .select()
        .from(items)
        .where(matches)
        .orderBy(...orderOf(filter.sort ?? 'id'))
        .offset(filter.offset)
        .limit(filter.limit);
      const [{ total }] = await database.select({ total: count() }).from(items).where(matches);
      return { rows: rows.map(toItem), total };
    },
    async categories() {
      const name = sql<string>`${items.categories}[1]`;
      const number = count();
      return database
        .select({ name, items: number })
        .from(items)
        .where(isSold)
        .groupBy(name)
        .orderBy(desc(number), sql`${name} collate "C"`);
    },
  };
}

function orderOf(sort: NonNullable<ItemFilter['sort']>): SQL[] {
  switch (sort) {
    case 'id':
      return [asc(items.id)];
    case 'price-ascending':
      return [sql`${items.priceAmount} asc nulls last`, asc(items.id)];
    case 'price-descending':
      return [sql`${items.priceAmount} desc nulls last`, asc(items.id)];
    case 'newest':
      return [sql`${items.availableFrom} desc nulls last`, asc(items.id)];
    default:
      return sort satisfies never;
  }
}

/** @throws DaogouError `invalid-input` when the page has a negative or fractional bound. */
export function checkPage(page: { readonly offset: number; readonly limit: number }): void {
  for (const bound of [page.offset, page.limit]) {
    if (Number.isSafeInteger(bound) && bound >= 0) continue;
    throw new DaogouError(
      'invalid-input',
      'A page has an offset and a limit that are whole and not negative',
      {
        received: { offset: page.offset, limit: page.limit },
        remedy: 'Ask for a page such as { offset: 0, limit: 24 }.',
      },
    );
  }
}

function toRow({ price, ...rest }: Item): ItemRow {
  return { ...rest, priceAmount: price?.amount ?? null, priceCurrency: price?.currency ?? null };
}

export function toItem({ priceAmount, priceCurrency, ...rest }: ItemRow): Item {
  const price =
    priceAmount === null || priceCurrency === null ? null : { amount: priceAmount, currency: priceCurrency };
  return { ...rest, price };
}
