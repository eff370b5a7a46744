import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guide } from '../../core/contracts/guide.ts';
import type { Store } from '../../core/contracts/store.ts';
import { createServer, type ServerOptions } from '../create-server.ts';
import { createPopularityGuide } from './popularity-guide.ts';
import { fillSampleShop } from './sample-shop.ts';

export interface TestServer {
  readonly url: string;
  readonly store: Store;
  /** Holds `media/`; removed at the end. */
  readonly folder: string;
  /** Ends the server, but not its store. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

interface TestServerOptions extends Partial<Omit<ServerOptions, 'store' | 'guide'>> {
  readonly openStore: (workspace: string) => Promise<Store>;
  /** Made from the filled store; the popularity guide where left out. */
  readonly guide?: (store: Store) => Promise<Guide | undefined>;
}

/** A server over a store with the sample shop, on a free port of this machine. */
export async function startTestServer({
  openStore,
  guide,
  ...options
}: TestServerOptions): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'daogou-server-'));
  const mediaFolder = join(folder, 'media');
  await mkdir(mediaFolder);
  const store = await openStore(folder);
  await fillSampleShop(store);
  const made = await (guide ?? createPopularityGuide)(store);
  const server = await serve({ store, guide: made, mediaFolder, ...options });
  return {
    url: server.url,
    store,
    folder,
    stop: () => server.close(),
    async close() {
      await server.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A server with these options on a free port of this machine. */
export async function serve(options: ServerOptions): Promise<{ url: string; close(): Promise<void> }> {
  const server = await createServer(options);
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
