import { count, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { WriteCount } from '../../core/contracts/store.ts';
import type { Database } from './database.ts';

/** Rows in one statement: few enough that making its one JSON parameter holds an event loop for some 5 ms only. */
const BATCH_ROWS = 1000;

/** Inserts rows, overwrites those that differ and leaves equal ones alone; the last row of an id wins. */
export async function upsertRows<Table extends PgTable>(
  database: Database,
  table: Table,
  key: keyof Table['$inferInsert'] & string,
  rows: readonly Table['$inferInsert'][],
): Promise<WriteCount> {
  const columns = Object.entries(getTableColumns(table));
  const others = columns.filter(([name]) => name !== key);
  const stored = sql.join(
    others.map(([, column]) => sql`${column}`),
    sql`, `,
  );
  const received = sql.join(
    others.map(([, column]) => excluded(column.name)),
    sql`, `,
  );
  const total = { inserted: 0, updated: 0, unchanged: 0 };
  for (const batch of distinctBatches(rows, (row) => row[key] as string)) {
    const written = await database
      .insert(table)
      .select(selectRows(table, batch))
      .onConflictDoUpdate({
        target: getTableColumns(table)[key],
        set: Object.fromEntries(others.map(([name, column]) => [name, excluded(column.name)])) as never,
        setWhere: sql`(${stored}) is distinct from (${received})`,
      })
      // A fresh row has no deleting transaction; one that was overwritten carries the lock of this statement.
      .returning({ isNew: sql<boolean>`xmax = 0` });
    const inserted = written.filter(({ isNew }) => isNew).length;
    total.inserted += inserted;
    total.updated += written.length - inserted;
    total.unchanged += batch.length - written.length;
  }
  return total;
}

/** Inserts the rows whose key is new; returns how many that were. */
export async function insertNewRows<Table extends PgTable>(
  database: Database,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<number> {
  let inserted = 0;
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    const batch = rows.slice(start, start + BATCH_ROWS);
    const fresh = database.$with('fresh').as(
      database
        .insert(table)
        .select(selectRows(table, batch))
        .onConflictDoNothing()
        .returning({ one: sql<number>`1`.as('one') }),
    );
    const [answer] = await database.with(fresh).select({ rows: count() }).from(fresh);
    inserted += answer.rows;
  }
  return inserted;
}

/** All rows as one JSON parameter: Postgres has a limit of 65,535 parameters, and building them costs more. */
function selectRows<Table extends PgTable>(table: Table, rows: readonly Table['$inferInsert'][]): SQL {
  const columns = Object.entries(getTableColumns(table));
  const names = sql.join(
    columns.map(([name]) => sql.identifier(name)),
    sql`, `,
  );
  const definitions = sql.join(
    columns.map(([name, column]) => sql`${sql.identifier(name)} ${sql.raw(column.getSQLType())}`),
    sql`, `,
  );
  return sql`select ${names} from json_to_recordset(${JSON.stringify(rows)}::json) as rows(${definitions})`;
}

const excluded = (column: string): SQL => sql`excluded.${sql.identifier(column)}`;

/** One statement must not write a row twice, so a repeated key begins a new batch. */
export function* distinctBatches<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Generator<Row[]> {
  let batch: Row[] = [];
  const keys = new Set<string>();
  for (const row of rows) {
    if (batch.length === BATCH_ROWS || keys.has(keyOf(row))) {
      yield batch;
      batch = [];
      keys.clear();
    }
    keys.add(keyOf(row));
    batch.push(row);
  }
  if (batch.length > 0) yield batch;
}
