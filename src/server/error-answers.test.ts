import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, readyAnswerSchema } from '../core/contracts/api.ts';
import { DaogouError, ERROR_CODES } from '../core/errors.ts';
import { openStore } from '../data/storage/open-store.ts';
import { ERROR_STATUSES } from './error-statuses.ts';
import { createPopularityGuide } from './testing/popularity-guide.ts';
import { serve, startTestServer, type TestServer } from './testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    openStore: (workspace) => openStore({ workspace }),
    guide: async (store) => ({
      ...(await createPopularityGuide(store)),
      // Three ways to go wrong, chosen by the words: foreseen, foreseen but internal, and unforeseen.
      search: async ({ q }) => {
        if (q === 'slow') await wait(300);
        if (q === 'locked')
          throw new DaogouError('workspace-locked', 'In use', { received: 7, remedy: 'Wait.' });
        if (q === 'shape') throw new DaogouError('shape-mismatch', 'secret shapes [3,4]');
        if (q === 'broken') throw new TypeError('secret of /home/someone');
        return {
          recommendationId: 'r',
          modelId: 'm',
          items: [],
          total: 0,
          facets: { categories: [], prices: [] },
          notes: [],
        };
      },
    }),
  });
});
afterAll(() => server.close());

const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });

async function problemOf(response: Response) {
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return problemSchema.parse(await response.json());
}

/** Sends bytes as they are and reads all that comes back. */
async function exchange(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.end(bytes);
  await once(socket, 'close');
  return answer;
}

describe('the table of statuses', () => {
  it('has every error code, each with an error status', () => {
    expect(Object.keys(ERROR_STATUSES).sort()).toEqual([...ERROR_CODES].sort());
    for (const { status, title } of Object.values(ERROR_STATUSES)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).not.toBe('');
    }
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['no JSON', '{bad'],
    ['nothing', ''],
    ['a prototype', '{"__proto__":{"admin":true}}'],
    ['a constructor', '{"constructor":{"prototype":{"admin":true}}}'],
  ])('refuses %s', async (_name, body) => {
    const response = await post('/v1/items', body);
    expect(response.status).toBe(400);
    expect((await problemOf(response)).type).toBe('urn:daogou:problem:malformed-json');
  });

  it('refuses what is 100,000 levels deep, quickly', async () => {
    const depth = 100_000;
    const begun = performance.now();
    const bodies = ['['.repeat(depth) + ']'.repeat(depth), '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)];
    for (const body of bodies) {
      const problem = await problemOf(await post('/v1/events', body));
      expect(problem.status).toBe(400);
      expect(JSON.stringify(problem).length).toBeLessThan(20_000);
    }
    expect(performance.now() - begun).toBeLessThan(3000);
  });

  it('cuts a long received value to 500 characters', async () => {
    const problem = await problemOf(await post('/v1/items', JSON.stringify({ id: 'x'.repeat(100_000) })));
    expect(String(problem.errors?.[0].received)).toHaveLength(500);
  });

  it('refuses bodies over 1 MB, and over 5 MB for events', async () => {
    const sized = (megabytes: number): string => JSON.stringify('x'.repeat(megabytes * 1024 * 1024));
    expect((await problemOf(await post('/v1/items', sized(1)))).status).toBe(413);
    expect((await problemOf(await post('/v1/events', sized(4)))).status).toBe(400);
    expect((await problemOf(await post('/v1/events', sized(5)))).status).toBe(413);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'nonsense'])(
    'refuses the content type %s',
    async (type) => {
      const response = await post('/v1/items', '{}', { 'Content-Type': type });
      expect(response.status).toBe(415);
      expect(await problemOf(response)).toMatchObject({ received: type });
    },
  );

  it('answers what is no HTTP with a problem document', async () => {
    const answer = await exchange('GARBAGE\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain('application/problem+json');
  });

  it('answers headers that are too large with 431', async () => {
    const answer = await exchange(`GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('an address that leads nowhere', () => {
  it('answers 404 with a problem document', async () => {
    const response = await fetch(`${server.url}/v1/nothing`);
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toMatchObject({ received: '/v1/nothing' });
  });

  it.each([
    ['DELETE', '/v1/items/shirt-red', 'GET, HEAD'],
    ['PUT', '/v1/items', 'GET, HEAD, POST'],
    ['GET', '/v1/recommend', 'POST'],
    ['POST', '/health/live', 'GET, HEAD'],
  ])('answers 405 to %s %s and names what is allowed', async (method, path, allowed) => {
    const response = await fetch(`${server.url}${path}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe(allowed);
    expect((await problemOf(response)).type).toBe('urn:daogou:problem:method-not-allowed');
  });

  it('answers 400 to a broken percent-encoding and 414 to an endless id', async () => {
    expect((await problemOf(await fetch(`${server.url}/v1/items/%E0%A4%A`))).status).toBe(400);
    expect((await problemOf(await fetch(`${server.url}/v1/items/${'a'.repeat(3000)}`))).status).toBe(414);
  });
});

describe('an error of a route', () => {
  it('is answered with the status, value and remedy of its code', async () => {
    const response = await fetch(`${server.url}/v1/search?q=locked`);
    expect(await problemOf(response)).toEqual({
      type: 'urn:daogou:problem:workspace-locked',
      title: 'The workspace is in use by another process',
      status: 503,
      detail: 'In use',
      received: 7,
      remedy: 'Wait.',
    });
  });

  it.each(['shape', 'broken'])('says nothing of the inside where it is %s', async (q) => {
    const response = await fetch(`${server.url}/v1/search?q=${q}`, {
      headers: { 'Request-Id': 'find-me-7' },
    });
    expect(response.status).toBe(500);
    const text = JSON.stringify(await problemOf(response));
    expect(text).not.toContain('secret');
    expect(text).not.toContain('.ts');
    expect(text).toContain('find-me-7');
  });
});

describe('Request-Id', () => {
  it('comes back as it was given, on answers and on errors', async () => {
    for (const path of ['/health/live', '/v1/nothing', '/v1/items/%E0%A4%A']) {
      const response = await fetch(`${server.url}${path}`, { headers: { 'Request-Id': 'abc-123' } });
      expect(response.headers.get('Request-Id')).toBe('abc-123');
    }
  });

  it('is made where it is missing or unsafe to repeat', async () => {
    for (const given of [undefined, 'a b', 'x'.repeat(129), '<script>']) {
      const headers: Record<string, string> = given === undefined ? {} : { 'Request-Id': given };
      const response = await fetch(`${server.url}/health/live`, { headers });
      expect(response.headers.get('Request-Id')).toMatch(/^[\da-f-]{36}$/);
    }
  });
});

describe('health', () => {
  it('is live and ready with a store and a model', async () => {
    expect(await (await fetch(`${server.url}/health/live`)).json()).toEqual({ status: 'live' });
    const response = await fetch(`${server.url}/health/ready`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ready', modelId: 'popularity', missing: [] });
  });

  it('is not ready without a model, and says how to get one', async () => {
    const bare = await serve({ store: server.store, mediaFolder: server.folder });
    try {
      const response = await fetch(`${bare.url}/health/ready`);
      expect(response.status).toBe(503);
      expect(readyAnswerSchema.parse(await response.json())).toMatchObject({
        status: 'not-ready',
        modelId: null,
        missing: [{ part: 'model', remedy: expect.stringContaining('train') as string }],
      });
      const problem = await problemOf(await fetch(`${bare.url}/v1/search?q=tea`));
      expect(problem).toMatchObject({ status: 503, type: 'urn:daogou:problem:model-missing' });
    } finally {
      await bare.close();
    }
  });
});

// Last, because it ends the server and then the store that the others use.
describe('closing', () => {
  it('lets a request under way end, and takes no more', async () => {
    const underWay = fetch(`${server.url}/v1/search?q=slow`);
    await wait(100);
    const begun = performance.now();
    const closed = server.stop();
    expect((await underWay).status).toBe(200);
    await closed;
    expect(performance.now() - begun).toBeLessThan(2000);
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('cuts a connection that does not end', async () => {
    const endless = await serve({
      store: server.store,
      mediaFolder: server.folder,
      guide: { ...(await createPopularityGuide(server.store)), search: () => new Promise(() => {}) },
    });
    const underWay = fetch(`${endless.url}/v1/search?q=tea`);
    underWay.catch(() => {});
    await wait(100);
    const begun = performance.now();
    await endless.close();
    expect(performance.now() - begun).toBeLessThan(2500);
    await expect(underWay).rejects.toThrow('fetch failed');
  });

  it('is not ready over a store that does not answer', async () => {
    await server.store.close();
    const orphan = await serve({ store: server.store, mediaFolder: server.folder });
    try {
      const { missing } = readyAnswerSchema.parse(await (await fetch(`${orphan.url}/health/ready`)).json());
      expect(missing.map(({ part }) => part)).toEqual(['store', 'model']);
      expect((await problemOf(await fetch(`${orphan.url}/v1/items`))).status).toBeGreaterThanOrEqual(500);
    } finally {
      await orphan.close();
    }
  });
});
