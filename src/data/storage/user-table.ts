import { asc, count, inArray } from 'drizzle-orm';
import type { UserTable } from '../../core/contracts/store.ts';
import type { Database } from './database.ts';
import { inOrder } from './in-order.ts';
import { checkPage } from './item-table.ts';
import { users } from './schema.ts';
import { upsertRows } from './write-rows.ts';

export function createUserTable(database: Database): UserTable {
  return {
    upsert: (batch) => upsertRows(database, users, 'id', batch),
    async get(ids) {
      return inOrder(
        ids,
        await database
          .select()
          .from(users)
          .where(inArray(users.id, [...new Set(ids)])),
      );
    },
    async list(page) {
      checkPage(page);
      const rows = await database
        .select()
        .from(users)
        .orderBy(asc(users.id))
        .offset(page.offset)
        .limit(page.limit);
      const [{ total }] = await database.select({ total: count() }).from(users);
      return { rows, total };
    },
  };
}
