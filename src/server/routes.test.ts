import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  categoriesAnswerSchema,
  eventsAnswerSchema,
  itemListAnswerSchema,
  itemsAnswerSchema,
  itemViewSchema,
  nextActionAnswerSchema,
  problemSchema,
  recommendAnswerSchema,
  scenesAnswerSchema,
  userListAnswerSchema,
  writeCountSchema,
} from '../core/contracts/api.ts';
import { SCENES } from '../core/contracts/event.ts';
import { openStore } from '../data/storage/open-store.ts';
import { sampleEvent } from './testing/sample-shop.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ openStore: (workspace) => openStore({ workspace }) });
});
afterAll(() => server.close());

const get = (path: string): Promise<Response> => fetch(`${server.url}${path}`);
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The problem document of a refused request, checked against its schema. */
async function problemOf(response: Response) {
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toMatch(/^urn:daogou:problem:[a-z-]+$/);
  return problem;
}

const newItem = (id: string) => ({ id, title: { zh: '茶杯' }, categories: ['Kitchen'] });

describe('/v1/items', () => {
  it('lists by category and price', async () => {
    const response = await get('/v1/items?category=Clothing&sort=price-descending&limit=1');
    expect(response.status).toBe(200);
    const page = itemListAnswerSchema.parse(await response.json());
    expect(page.total).toBe(2);
    expect(page.rows.map(({ id }) => id)).toEqual(['shirt-blue']);
  });

  it('reads one, with all its fields', async () => {
    const item = itemViewSchema.parse(await (await get('/v1/items/shirt-red')).json());
    expect(item).toMatchObject({
      brand: 'Lan',
      price: { amount: 4900, currency: 'CNY' },
      image: 'shirts/red.png',
    });
  });

  it('answers 404 for an id that is not there', async () => {
    const response = await get('/v1/items/no-such-item');
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toMatchObject({ received: 'no-such-item' });
  });

  it('stores one, many, and counts what changed', async () => {
    const one = await post('/v1/items', newItem('cup-1'));
    expect(one.status).toBe(200);
    expect(writeCountSchema.parse(await one.json())).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
    const many = await post('/v1/items', [newItem('cup-1'), newItem('cup-2')]);
    expect(await many.json()).toEqual({ inserted: 1, updated: 0, unchanged: 1 });
    const changed = await post('/v1/items', { ...newItem('cup-1'), stock: 3 });
    expect(await changed.json()).toEqual({ inserted: 0, updated: 1, unchanged: 0 });
  });

  it('takes an id of 200 Chinese characters back and forth', async () => {
    const id = '茶'.repeat(200);
    expect((await post('/v1/items', newItem(id))).status).toBe(200);
    const item = itemViewSchema.parse(await (await get(`/v1/items/${encodeURIComponent(id)}`)).json());
    expect(item.id).toBe(id);
  });

  it('names each refused field with what came and what to do', async () => {
    const response = await post('/v1/items', [
      newItem('cup-3'),
      { ...newItem('cup-4'), price: { amount: 1.5, currency: 'yuan' } },
    ]);
    expect(response.status).toBe(400);
    const { errors } = await problemOf(response);
    expect(errors?.map(({ path, received }) => [path, received])).toEqual([
      ['1.price.amount', 1.5],
      ['1.price.currency', 'yuan'],
    ]);
    expect(errors?.every(({ remedy }) => remedy !== undefined && remedy.length > 0)).toBe(true);
    expect((await get('/v1/items/cup-3')).status).toBe(404);
  });

  it('refuses unknown fields, two rows of one id, U+0000 and half characters', async () => {
    const refused: [unknown, string][] = [
      [{ ...newItem('cup-5'), colour: 'red' }, 'colour'],
      [{ ...newItem('cup-5'), title: { en: 'Cup', fr: 'Tasse' } }, 'title.fr'],
      [{ ...newItem('cup-5'), brand: 'a\0b' }, 'brand'],
      [{ ...newItem('cup-5'), brand: 'a\ud800' }, 'brand'],
    ];
    for (const [body, path] of refused) {
      const response = await post('/v1/items', body);
      expect(response.status).toBe(400);
      expect((await problemOf(response)).errors?.[0].path).toBe(path);
    }
    const twice = await post('/v1/items', [newItem('cup-6'), newItem('cup-6')]);
    expect(await problemOf(twice)).toMatchObject({ status: 400, received: 'cup-6' });
  });

  it('takes 1,000 items at once and refuses 1,001', async () => {
    const items = Array.from({ length: 1001 }, (_, i) => newItem(`bulk-${i}`));
    expect(await problemOf(await post('/v1/items', items))).toMatchObject({ status: 400 });
    const stored = await post('/v1/items', items.slice(0, 1000));
    expect(await stored.json()).toEqual({ inserted: 1000, updated: 0, unchanged: 0 });
  });

  it('takes the largest numbers that its schema allows', async () => {
    const price = { amount: Number.MAX_SAFE_INTEGER, currency: 'XXX' };
    const item = { ...newItem('dear'), price, stock: Number.MAX_SAFE_INTEGER };
    expect((await post('/v1/items', item)).status).toBe(200);
    expect(await (await get('/v1/items/dear')).json()).toMatchObject({
      price,
      stock: Number.MAX_SAFE_INTEGER,
    });
    expect((await get(`/v1/items?offset=${Number.MAX_SAFE_INTEGER}`)).status).toBe(200);
  });

  it.each(['limit=0', 'limit=201', 'limit=ten', 'offset=-1', 'sort=colour', 'limit=1&limit=2', 'page=2'])(
    'refuses ?%s',
    async (query) => {
      const response = await get(`/v1/items?${query}`);
      expect(response.status).toBe(400);
      expect((await problemOf(response)).errors?.[0].path).toBe(query.split('=', 1)[0]);
    },
  );
});

describe('/v1/categories and /v1/users', () => {
  it('counts the items of each first-level category', async () => {
    const categories = categoriesAnswerSchema.parse(await (await get('/v1/categories')).json());
    expect(categories).toContainEqual({ name: 'Clothing', items: 2 });
  });

  it('stores and lists users', async () => {
    const stored = await post('/v1/users', { id: 'han', attributes: { age: '20' } });
    expect(writeCountSchema.parse(await stored.json())).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
    const page = userListAnswerSchema.parse(await (await get('/v1/users?limit=2&offset=1')).json());
    expect(page.total).toBe(3);
    expect(page.rows).toHaveLength(2);
    expect(page.rows[0]).toEqual({ id: 'han', attributes: { age: '20' } });
  });

  it('refuses users without an id, and attributes that are no text', async () => {
    const problem = await problemOf(
      await post('/v1/users', [{ id: '' }, { id: 'x', attributes: { age: 33 } }]),
    );
    expect(problem.errors?.map(({ path }) => path)).toEqual(['0.id', '1.attributes.age']);
  });
});

describe('/v1/events', () => {
  it('answers 202 for what is new, and 200 for what it has', async () => {
    const event = sampleEvent({ id: 'once' });
    const first = await post('/v1/events', event);
    expect(first.status).toBe(202);
    expect(eventsAnswerSchema.parse(await first.json())).toEqual({ inserted: 1, duplicates: 0 });
    const second = await post('/v1/events', event);
    expect(second.status).toBe(200);
    expect(await second.json()).toEqual({ inserted: 0, duplicates: 1 });
    const [stored] = await server.store.events.recent({ sessionId: 's1' }, 1);
    expect(stored.id).toBe('once');
  });

  it('stores a batch once, also where it repeats an id or is sent twice at the same time', async () => {
    const batch = [sampleEvent({ id: 'b1' }), sampleEvent({ id: 'b2' }), sampleEvent({ id: 'b1' })];
    const answers = await Promise.all([post('/v1/events', batch), post('/v1/events', batch)]);
    const counts = await Promise.all(
      answers.map(async (answer) => eventsAnswerSchema.parse(await answer.json())),
    );
    expect(counts[0].inserted + counts[1].inserted).toBe(2);
    expect(counts[0].duplicates + counts[1].duplicates).toBe(4);
  });

  it('takes 1,000 events of the largest size within 5 MB', async () => {
    const words = '茶'.repeat(500);
    const events = Array.from({ length: 1000 }, (_, i) => sampleEvent({ id: `big-${i}`, query: words }));
    const response = await post('/v1/events', events);
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ inserted: 1000, duplicates: 0 });
  });

  it('refuses an unknown type, a local time, an event of nobody, and an empty batch', async () => {
    const good = { id: 'x', type: 'view_item', time: '2026-05-01T09:00:00Z', sessionId: 's' };
    const refused: [unknown, string][] = [
      [{ ...good, type: 'stare' }, 'type'],
      [{ ...good, time: '2026-05-01 09:00' }, 'time'],
      [{ ...good, sessionId: null }, ''],
      [[], ''],
      ['view_item', ''],
      [null, ''],
    ];
    for (const [body, path] of refused) {
      const response = await post('/v1/events', body);
      expect(response.status).toBe(400);
      expect((await problemOf(response)).errors?.[0].path).toBe(path);
    }
  });

  it('lists at most 100 of many failures, and says how many there are', async () => {
    const events = Array.from({ length: 1000 }, (_, i) => ({ id: `bad-${i}` }));
    const problem = await problemOf(await post('/v1/events', events));
    expect(problem.errors).toHaveLength(100);
    expect(problem.detail).toContain('2000 fields were refused');
  });
});

describe('the guide', () => {
  it('recommends, within a category and without the excluded', async () => {
    const body = { userId: 'ann', scene: 'gift', category: 'Clothing', exclude: ['shirt-red'], limit: 5 };
    const response = await post('/v1/recommend', body);
    expect(response.status).toBe(200);
    const answer = recommendAnswerSchema.parse(await response.json());
    expect(answer.items.map(({ item, score }) => [item.id, score])).toEqual([['shirt-blue', 2]]);
    expect(answer.scene).toMatchObject({ name: 'gift', like: 'gift', probability: 1, source: 'given' });
  });

  it('knows the scenes of the shop, its own too, and answers with how each is shown', async () => {
    const scenes = scenesAnswerSchema.parse(await (await get('/v1/scenes')).json());
    expect(scenes.map(({ name }) => name)).toEqual([...SCENES, 'back-to-school']);
    for (const { name, like, strategy, presentation } of scenes) {
      const answer = recommendAnswerSchema.parse(await (await post('/v1/recommend', { scene: name })).json());
      expect(answer).toMatchObject({ scene: { name, like }, strategy, presentation });
    }
  });

  it('refuses a scene that the shop does not have, and names those that it has', async () => {
    for (const path of ['/v1/recommend', '/v1/next-action']) {
      const problem = await problemOf(await post(path, { scene: 'back-to-work' }));
      expect(problem).toMatchObject({ status: 400, errors: [{ path: 'scene', received: 'back-to-work' }] });
      expect(JSON.stringify(problem)).toContain('back-to-school');
    }
  });

  it('recommends to nobody in particular', async () => {
    const answer = recommendAnswerSchema.parse(await (await post('/v1/recommend', {})).json());
    expect(answer.items.map(({ item }) => item.id)).toEqual(['shirt-blue', 'kettle', 'shirt-red']);
  });

  it('finds similar items, and answers 404 for an item that the model does not know', async () => {
    const answer = itemsAnswerSchema.parse(await (await get('/v1/similar?itemId=shirt-red')).json());
    expect(answer.items.map(({ item }) => item.id)).toEqual(['shirt-blue']);
    const problem = await problemOf(await get('/v1/similar?itemId=nothing'));
    expect(problem).toMatchObject({ status: 404, received: 'nothing', remedy: expect.any(String) as string });
  });

  it('searches in English and Chinese', async () => {
    for (const q of ['shirt', '衬衫']) {
      const response = await get(`/v1/search?q=${encodeURIComponent(q)}&limit=10`);
      expect(itemsAnswerSchema.parse(await response.json()).items).toHaveLength(2);
    }
  });

  it('says what to do next', async () => {
    const answer = nextActionAnswerSchema.parse(
      await (await post('/v1/next-action', { sessionId: 's1', limit: 1 })).json(),
    );
    expect(answer.actions).toHaveLength(1);
    expect(answer.actions[0].target?.id).toBe('shirt-blue');
    const other = nextActionAnswerSchema.parse(
      await (await post('/v1/next-action', { scene: null, limit: 1, exclude: ['shirt-blue'] })).json(),
    );
    expect(other.actions[0].target?.id).not.toBe('shirt-blue');
  });

  it.each([
    ['/v1/recommend', { limit: 101 }, 'limit'],
    ['/v1/recommend', { scene: 'funeral' }, 'scene'],
    ['/v1/recommend', { exclude: Array.from({ length: 501 }, String) }, 'exclude'],
    ['/v1/recommend', { usrId: 'ann' }, 'usrId'],
    ['/v1/next-action', { limit: '3' }, 'limit'],
    ['/v1/next-action', { scene: 'funeral' }, 'scene'],
  ])('refuses %s with %j', async (path, body, field) => {
    const problem = await problemOf(await post(path, body));
    expect(problem.status).toBe(400);
    expect(problem.errors?.[0].path).toBe(field);
  });

  it.each(['/v1/search', '/v1/search?q=%20', `/v1/search?q=${'a'.repeat(201)}`, '/v1/similar?itemId='])(
    'refuses %s',
    async (path) => {
      expect((await problemOf(await get(path))).status).toBe(400);
    },
  );
});
