/** Runs PGlite in a thread of its own: WebAssembly holds its thread for as long as a statement takes. */
import { mkdir } from 'node:fs/promises';
import { PGlite, types } from '@electric-sql/pglite';
import { DaogouError, toError } from '../../core/errors.ts';
import { exposeToParent, workerInput } from '../../core/workers.ts';
import { toStorageError } from './storage-error.ts';

export interface PgliteWorkerInput {
  readonly folder: string;
}

export interface QueryAnswer {
  readonly rows: unknown[];
  readonly affectedRows: number;
}

const asText = (value: string): string => value;
let database: PGlite | undefined;

const methods = {
  async open(): Promise<void> {
    const { folder } = workerInput<PgliteWorkerInput>();
    try {
      await mkdir(folder, { recursive: true });
      // The tables' own column types read moments from text; see column-types.ts.
      database = await PGlite.create({ dataDir: folder, parsers: { [types.TIMESTAMPTZ]: asText } });
      await database.exec("SET TimeZone = 'UTC'; SET work_mem = '64MB'");
    } catch (thrown) {
      throw new DaogouError(
        'storage-unavailable',
        `The database in ${folder} cannot be opened: ${toError(thrown).message}`,
        {
          received: folder,
          remedy: 'Check that the folder is writable and its disk has room, or restore it from a backup.',
          cause: thrown,
        },
      );
    }
  },
  async query(text: string, parameters: unknown[], rowMode: 'array' | 'object'): Promise<QueryAnswer> {
    try {
      const answer = await opened().query(text, parameters, { rowMode });
      return { rows: answer.rows, affectedRows: answer.affectedRows ?? 0 };
    } catch (thrown) {
      throw toStorageError(thrown);
    }
  },
  async close(): Promise<void> {
    await database?.close();
    database = undefined;
  },
};

function opened(): PGlite {
  if (!database) throw new DaogouError('storage-unavailable', 'The workspace database is closed');
  return database;
}

export type PgliteWorkerMethods = typeof methods;

exposeToParent(methods);
