import { eq } from 'drizzle-orm';
import type { DecisionTable } from '../../core/contracts/store.ts';
import type { Database } from './database.ts';
import { decisions } from './schema.ts';
import { insertNewRows } from './write-rows.ts';

export function createDecisionTable(database: Database): DecisionTable {
  return {
    async append(batch) {
      await insertNewRows(database, decisions, batch);
    },
    async get(recommendationId) {
      const [row] = await database
        .select()
        .from(decisions)
        .where(eq(decisions.recommendationId, recommendationId));
      return row;
    },
  };
}
