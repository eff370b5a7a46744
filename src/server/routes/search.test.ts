import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, rankAnswerSchema, searchAnswerSchema } from '../../core/contracts/api.ts';
import { openStore } from '../../data/storage/open-store.ts';
import { serve, startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
let picture: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  server = await startTestServer({ openStore: (workspace) => openStore({ workspace }) });
  const red = sharp({ create: { width: 8, height: 8, channels: 3, background: '#a00' } });
  picture = Uint8Array.from(await red.png().toBuffer());
});
afterAll(() => server.close());

const send = (body: Uint8Array<ArrayBuffer> | string, type: string, query = ''): Promise<Response> =>
  fetch(`${server.url}/v1/search${query}`, { method: 'POST', headers: { 'Content-Type': type }, body });
const rank = (body: unknown): Promise<Response> =>
  fetch(`${server.url}/v1/rank`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

async function problemOf(response: Response) {
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return problemSchema.parse(await response.json());
}

describe('POST /v1/search', () => {
  it('takes a picture, with what narrows it down', async () => {
    const response = await send(picture, 'image/png', '?limit=2&q=shirt&category=Shirts&maxPrice=5000');
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const answer = searchAnswerSchema.parse(await response.json());
    expect(answer.items.map(({ item }) => item.id)).toEqual(['shirt-red']);
  });

  it('refuses what is no picture, in bytes or by its type', async () => {
    expect(await problemOf(await send('no picture', 'image/png'))).toMatchObject({
      status: 422,
      type: 'urn:daogou:problem:bad-media',
    });
    for (const type of ['application/json', 'image/svg+xml', 'text/plain', 'nonsense']) {
      const problem = await problemOf(await send('{}', type));
      expect(problem).toMatchObject({ status: 415, received: type });
      expect(problem.remedy).toContain('image/jpeg');
    }
  });

  it('refuses a picture that is too large, and a filter that there is not', async () => {
    const large = await send(new Uint8Array(10 * 1024 * 1024 + 1), 'image/jpeg');
    expect(await problemOf(large)).toMatchObject({ status: 413, type: 'urn:daogou:problem:body-too-large' });
    expect((await send(picture, 'image/png', '?colour=red')).status).toBe(400);
    expect((await send(picture, 'image/png', '?minPrice=-1')).status).toBe(400);
  });

  it('lets no other route take pictures, and says without a model what to do', async () => {
    const other = await fetch(`${server.url}/v1/rank`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: picture,
    });
    expect(other.status).toBe(415);
    const bare = await serve({ store: server.store, mediaFolder: server.folder });
    const response = await fetch(`${bare.url}/v1/search`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/png' },
      body: picture,
    });
    expect(await problemOf(response)).toMatchObject({
      status: 503,
      type: 'urn:daogou:problem:model-missing',
    });
    await bare.close();
  });
});

describe('POST /v1/rank', () => {
  it('orders a given list, and names what it does not know', async () => {
    const response = await rank({ itemIds: ['kettle', 'new', 'shirt-blue'], userId: 'ann' });
    expect(response.status).toBe(200);
    const { items, unknown } = rankAnswerSchema.parse(await response.json());
    expect(items.map(({ item }) => item.id)).toEqual(['shirt-blue', 'kettle']);
    expect(unknown).toEqual(['new']);
  });

  it('refuses an empty list, a weight out of range, and rules that make no sense', async () => {
    const itemIds = ['kettle'];
    for (const [body, path] of [
      [{ itemIds: [] }, 'itemIds'],
      [{ itemIds: Array(1_001).fill('kettle') }, 'itemIds'],
      [{ itemIds, orderWeight: 2 }, 'orderWeight'],
      [{ itemIds, rules: { soldOut: 'never' } }, 'rules.soldOut'],
      [{ itemIds, rules: { price: { min: 5, max: 1 } } }, 'rules.price'],
      [{ itemIds, rules: { diversity: { by: 'mmr', lambda: 2 } } }, 'rules.diversity.lambda'],
    ] as const) {
      const problem = await problemOf(await rank(body));
      expect(problem.status).toBe(400);
      expect(problem.errors?.[0].path).toBe(path);
    }
    const misspelt = await problemOf(await rank({ itemIds, rules: { soldout: 'hide' } }));
    expect(misspelt.detail).toContain('soldout');
  });
});
