import { toError } from '../../core/errors.ts';
import type { Finding } from './finding.ts';

const CONNECT_MILLISECONDS = 5000;
const name = 'Database';

/** Whether the Postgres of DATABASE_URL answers; without one the embedded PGlite is used. */
export async function findDatabase(databaseUrl: string | undefined): Promise<Finding> {
  if (databaseUrl === undefined) {
    return { name, state: 'ok', detail: 'PGlite, embedded in the workspace (DATABASE_URL is not set)' };
  }
  const { default: pg } = await import('pg');
  let client: InstanceType<typeof pg.Client> | undefined;
  try {
    client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: CONNECT_MILLISECONDS,
      query_timeout: CONNECT_MILLISECONDS,
    });
    client.on('error', () => {});
    await client.connect();
    const answer = await client.query<{ server_version: string }>('SHOW server_version');
    return { name, state: 'ok', detail: `Postgres ${answer.rows[0].server_version} at DATABASE_URL` };
  } catch (thrown) {
    return {
      name,
      state: 'missing',
      detail: `DATABASE_URL does not answer: ${reason(thrown)}`,
      remedy: 'Start the server or correct DATABASE_URL; unset it to use the embedded PGlite.',
    };
  } finally {
    await client?.end().catch(() => {});
  }
}

/** A refused connection to a name with several addresses has an empty message of its own. */
function reason(thrown: unknown): string {
  if (thrown instanceof AggregateError)
    return thrown.errors.map((error) => toError(error).message).join('; ');
  return toError(thrown).message;
}
