import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { startWorker } from '../../core/workers.ts';
import type { OpenDatabase } from './database.ts';
import { MIGRATIONS_FOLDER } from './database.ts';
import type { PgliteWorkerInput, PgliteWorkerMethods, QueryAnswer } from './pglite-worker.ts';

/** The part of PGlite's interface that Drizzle's driver calls. */
interface PgliteClient {
  query(
    text: string,
    parameters?: unknown[],
    options?: { rowMode?: 'array' | 'object' },
  ): Promise<QueryAnswer>;
  transaction<T>(work: (client: Pick<PgliteClient, 'query'>) => Promise<T>): Promise<T>;
}

/** Opens (or makes) the embedded database of a workspace, in a worker thread, and brings its tables up to date. */
export async function openPglite(folder: string): Promise<OpenDatabase> {
  const worker = startWorker<PgliteWorkerMethods>(new URL('./pglite-worker.ts', import.meta.url), {
    input: { folder } satisfies PgliteWorkerInput,
  });
  try {
    await worker.call.open();
    const database = drizzle(createClient(worker.call) as unknown as PGlite);
    await migrate(database, { migrationsFolder: MIGRATIONS_FOLDER });
    return {
      database,
      async close() {
        await worker.call.close();
        await worker.close();
      },
    };
  } catch (thrown) {
    await worker.close();
    throw thrown;
  }
}

/**
 * PGlite has one connection, so a transaction has it to itself: other statements wait until it has ended, or they
 * would run inside it.
 */
function createClient(call: {
  query(...parameters: Parameters<PgliteWorkerMethods['query']>): Promise<QueryAnswer>;
}): PgliteClient {
  let lastInLine: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = lastInLine.then(work);
    lastInLine = turn.catch(() => {});
    return turn;
  };
  // Drizzle also passes parsers; functions cannot travel to a worker, which has the same ones already.
  const send: PgliteClient['query'] = (text, parameters = [], options = {}) =>
    call.query(text, parameters, options.rowMode ?? 'object');
  return {
    query: (...parameters) => inTurn(() => send(...parameters)),
    transaction: (work) =>
      inTurn(async () => {
        await send('BEGIN');
        try {
          const result = await work({ query: send });
          await send('COMMIT');
          return result;
        } catch (thrown) {
          await send('ROLLBACK');
          throw thrown;
        }
      }),
  };
}
