import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../data/storage/open-store.ts';
import { sampleEvent } from '../server/testing/sample-shop.ts';
import { serve, startTestServer, type TestServer } from '../server/testing/start-test-server.ts';
import { ConnectionError, ProblemError } from './client-errors.ts';
import { createClient, type Client } from './http-client.ts';

let server: TestServer;
let client: Client;
beforeAll(async () => {
  server = await startTestServer({ openStore: (workspace) => openStore({ workspace }) });
  client = createClient({ baseUrl: `${server.url}/` });
});
afterAll(() => server.close());

async function thrownBy(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.unreachable('the call should have failed'),
    (thrown: unknown) => thrown,
  );
}

describe('the client', () => {
  it('reads and writes the catalogue', async () => {
    const id = 'a/b?c=茶 杯';
    const item = { id, title: { zh: '茶杯' }, categories: ['Kitchen'] };
    expect(await client.upsertItems(item)).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
    expect((await client.getItem(id)).title).toEqual({ zh: '茶杯' });
    expect((await client.listItems({ category: 'Clothing', limit: 1 })).total).toBe(2);
    expect((await client.listItems()).rows.length).toBeGreaterThanOrEqual(3);
    expect(await client.listCategories()).toContainEqual({ name: 'Clothing', items: 2 });
    expect(await client.upsertUsers([{ id: 'zoe' }])).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
    expect((await client.listUsers({ offset: 1, limit: 1 })).rows).toHaveLength(1);
  });

  it('tells what happened, and asks what to look at and do next', async () => {
    expect(await client.sendEvents([sampleEvent({ id: 'c1' }), sampleEvent({ id: 'c2' })])).toEqual({
      inserted: 2,
      duplicates: 0,
    });
    expect(await client.sendEvents(sampleEvent({ id: 'c1' }))).toEqual({ inserted: 0, duplicates: 1 });
    expect((await client.recommend({ sessionId: 's1', limit: 2 })).items).toHaveLength(2);
    expect((await client.similar({ itemId: 'shirt-red' })).items[0].item.id).toBe('shirt-blue');
    expect((await client.search({ q: '衬衫', limit: 1 })).items).toHaveLength(1);
    const picture = new Blob([Uint8Array.from([0xff, 0xd8, 0xff])], { type: 'image/jpeg' });
    expect((await client.searchByPicture(picture, { limit: 1 })).items).toHaveLength(1);
    expect(await thrownBy(client.searchByPicture(new Blob(['?'])))).toMatchObject({ status: 415 });
    expect((await client.rank({ itemIds: ['kettle', 'none'] })).unknown).toEqual(['none']);
    expect((await client.nextAction({ sessionId: 's1' })).actions.length).toBeGreaterThan(0);
    expect(await client.live()).toEqual({ status: 'live' });
    expect((await client.ready()).status).toBe('ready');
  });

  it('throws what the server answered', async () => {
    const thrown = await thrownBy(client.getItem('none'));
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(thrown).toMatchObject({
      status: 404,
      problem: { received: 'none', type: 'urn:daogou:problem:not-found' },
      requestId: expect.any(String) as string,
    });
  });

  it('tells of a server that is not ready without throwing', async () => {
    const bare = await serve({ store: server.store, mediaFolder: server.folder });
    try {
      const answer = await createClient({ baseUrl: bare.url }).ready();
      expect(answer).toMatchObject({ status: 'not-ready', missing: [{ part: 'model' }] });
    } finally {
      await bare.close();
    }
  });
});

describe('without an answer', () => {
  it('says that nobody is there', async () => {
    const thrown = await thrownBy(createClient({ baseUrl: 'http://127.0.0.1:1' }).live());
    expect(thrown).toBeInstanceOf(ConnectionError);
    expect((thrown as Error).message).toContain('http://127.0.0.1:1/health/live');
  });

  it('gives up after its time, ends with the caller, and does not take a page for an answer', async () => {
    const other = createHttpServer((request, response) => {
      if (request.url === '/v1/categories') response.writeHead(502).end('<h1>Bad gateway</h1>');
      else if (request.url === '/v1/items')
        response.writeHead(200, { 'Content-Type': 'text/html' }).end('hi');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const baseUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    try {
      const slow = createClient({ baseUrl, timeoutMs: 100 });
      expect((await thrownBy(slow.live())) as Error).toMatchObject({
        name: 'ConnectionError',
        message: expect.stringContaining('100 ms') as string,
      });
      expect(await thrownBy(slow.live({ signal: AbortSignal.abort('gone') }))).toBe('gone');
      expect(await thrownBy(slow.listCategories())).toMatchObject({ status: 502 });
      expect(await thrownBy(slow.listItems())).toBeInstanceOf(ProblemError);
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });
});
