import { existsSync } from 'node:fs';
import { DaogouError } from '../../core/errors.ts';
import type { Store } from '../../core/contracts/store.ts';
import type { Finding } from './finding.ts';

const name = 'Workspace';

/** What the workspace holds. Never makes one. */
export async function findWorkspace(workspace: string, databaseUrl: string | undefined): Promise<Finding> {
  if (!existsSync(workspace)) {
    return {
      name,
      state: 'optional',
      detail: `${workspace} does not exist yet`,
      remedy: 'Run `npm start` for the embedded shop, or `daogou import` for your own data.',
    };
  }
  let store: Store | undefined;
  try {
    const { openStore } = await import('../../data/storage/open-store.ts');
    store = await openStore(databaseUrl === undefined ? { workspace } : { workspace, databaseUrl });
    return { name, state: 'ok', detail: `${workspace}: ${await contents(store)}` };
  } catch (thrown) {
    if (!(thrown instanceof DaogouError)) throw thrown;
    const isInUse = thrown.code === 'workspace-locked';
    return {
      name,
      state: isInUse ? 'ok' : 'missing',
      detail: `${workspace}: ${thrown.message}`,
      ...(thrown.remedy === undefined || isInUse ? {} : { remedy: thrown.remedy }),
    };
  } finally {
    await store?.close();
  }
}

async function contents(store: Store): Promise<string> {
  const [items, users, events] = [
    await store.items.list({ offset: 0, limit: 1 }),
    await store.users.list({ offset: 0, limit: 1 }),
    await store.events.count(),
  ];
  const total = Object.values(events).reduce((sum, count) => sum + count, 0);
  return `${items.total} items, ${users.total} users, ${total} events`;
}
