import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Pool } from 'pg';
import { DaogouError, toError } from '../../core/errors.ts';
import type { OpenDatabase } from './database.ts';
import { MIGRATIONS_FOLDER } from './database.ts';

/** Any number that no other program on the same database is likely to lock on. */
const MIGRATION_LOCK = 70_701_107;
const MAXIMUM_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** Connects a pool to a Postgres server and brings its tables up to date. */
export async function openPostgres(databaseUrl: string): Promise<OpenDatabase> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: MAXIMUM_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    options: '-c TimeZone=UTC',
    // A pool at rest does not keep a finished program alive.
    allowExitOnIdle: true,
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  try {
    await migrateAlone(pool);
  } catch (thrown) {
    await pool.end();
    throw new DaogouError('storage-unavailable', `Postgres cannot be used: ${toError(thrown).message}`, {
      received: withoutPassword(databaseUrl),
      remedy: 'Check DATABASE_URL, that the server runs, and that its user may create tables and a schema.',
      cause: thrown,
    });
  }
  return { database: drizzle(pool), close: () => pool.end() };
}

/** Several servers may start at once on one database; the tables are made by one of them. */
async function migrateAlone(pool: Pool): Promise<void> {
  const connection = await pool.connect();
  try {
    await connection.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(connection), { migrationsFolder: MIGRATIONS_FOLDER });
    await connection.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    // Destroyed, not returned: should the unlock have failed, the lock ends with the connection.
    connection.release(true);
  }
}

function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'a text that is no URL';
  const url = new URL(databaseUrl);
  url.password = '';
  return url.toString();
}
