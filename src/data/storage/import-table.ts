import { desc } from 'drizzle-orm';
import type { ImportTable } from '../../core/contracts/store.ts';
import type { Database } from './database.ts';
import { imports } from './schema.ts';
import { upsertRows } from './write-rows.ts';

export function createImportTable(database: Database): ImportTable {
  return {
    async save(report) {
      const { id, format, startedAt } = report;
      await upsertRows(database, imports, 'id', [{ id, format, startedAt, report }]);
    },
    async list(limit) {
      const rows = await database
        .select({ report: imports.report })
        .from(imports)
        .orderBy(desc(imports.startedAt), desc(imports.id))
        .limit(limit);
      return rows.map(({ report }) => report);
    },
  };
}
