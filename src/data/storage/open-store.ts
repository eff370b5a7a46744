import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../../core/contracts/store.ts';
import type { OpenDatabase } from './database.ts';
import { createDecisionTable } from './decision-table.ts';
import { createEventTable } from './event-table.ts';
import { createImportTable } from './import-table.ts';
import { createItemTable } from './item-table.ts';
import { openPglite } from './pglite-database.ts';
import { openPostgres } from './postgres-database.ts';
import { readDataset } from './read-dataset.ts';
import { withStorageErrors } from './storage-error.ts';
import { createUserTable } from './user-table.ts';
import { lockWorkspace } from './workspace-lock.ts';

export interface StoreOptions {
  /** The folder of the workspace; made when it is not there. */
  readonly workspace: string;
  /** A Postgres server, such as `postgres://user:password@host:5432/shop`; without it, PGlite in the workspace. */
  readonly databaseUrl?: string;
}

/**
 * Opens the system of record and brings its tables up to date.
 *
 * @throws DaogouError `workspace-locked` when another process has the embedded database open;
 *   `storage-unavailable` when the database cannot be opened or reached.
 */
export async function openStore({ workspace, databaseUrl }: StoreOptions): Promise<Store> {
  await mkdir(workspace, { recursive: true });
  return storeOver(databaseUrl === undefined ? await openLocked(workspace) : await openPostgres(databaseUrl));
}

/** Two processes on one PGlite folder would damage it, so the workspace is locked first. */
async function openLocked(workspace: string): Promise<OpenDatabase> {
  const lock = await lockWorkspace(workspace);
  try {
    const { database, close } = await openPglite(join(workspace, 'db'));
    return {
      database,
      async close() {
        try {
          await close();
        } finally {
          await lock.release();
        }
      },
    };
  } catch (thrown) {
    await lock.release();
    throw thrown;
  }
}

function storeOver({ database, close }: OpenDatabase): Store {
  let closed: Promise<void> | undefined;
  return {
    items: withStorageErrors(createItemTable(database)),
    users: withStorageErrors(createUserTable(database)),
    events: withStorageErrors(createEventTable(database)),
    decisions: withStorageErrors(createDecisionTable(database)),
    imports: withStorageErrors(createImportTable(database)),
    ...withStorageErrors({ loadDataset: () => readDataset(database) }),
    // Closing twice is closing once: a signal may arrive while a command is ending.
    close: () => (closed ??= close()),
  };
}
