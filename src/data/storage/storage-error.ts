import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DaogouError, toError } from '../../core/errors.ts';

/** SQLSTATE classes of a value that the table cannot hold: data exception, broken constraint, limit exceeded. */
const BAD_VALUE_CLASSES = ['22', '23', '54'];

/** What the database threw, as a Daogou error; the statement's parameters, which may be personal, are left out. */
export function toStorageError(thrown: unknown): DaogouError {
  const error = toError(thrown instanceof DrizzleQueryError ? (thrown.cause ?? thrown) : thrown);
  if (error instanceof DaogouError) return error;
  const sqlState = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isBadValue = sqlState !== undefined && BAD_VALUE_CLASSES.includes(sqlState.slice(0, 2));
  return isBadValue
    ? new DaogouError('invalid-input', `The database refused a value: ${error.message}`, {
        received: sqlState,
        remedy: 'Check the row against its schema; text must not hold the character U+0000.',
        cause: error,
      })
    : new DaogouError('storage-unavailable', `The database did not answer as expected: ${error.message}`, {
        received: sqlState,
        remedy: 'Check that the database runs, is reachable and has room on its disk, then try again.',
        cause: error,
      });
}

/** The same methods, throwing only Daogou errors. */
export function withStorageErrors<Methods extends object>(methods: Methods): Methods {
  const guarded = Object.entries(methods).map(([name, method]: [string, unknown]) => [
    name,
    typeof method === 'function' ? guard(method as (...parameters: unknown[]) => Promise<unknown>) : method,
  ]);
  return Object.fromEntries(guarded) as Methods;
}

function guard(method: (...parameters: unknown[]) => Promise<unknown>) {
  return async (...parameters: unknown[]): Promise<unknown> => {
    try {
      return await method(...parameters);
    } catch (thrown) {
      throw toStorageError(thrown);
    }
  };
}
