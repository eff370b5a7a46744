import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_TYPES, eventSchema, SCENES, type Event, type EventInput } from '../core/contracts/event.ts';
import type { ImportReport } from '../core/contracts/import-report.ts';
import { itemSchema, type Item, type ItemInput } from '../core/contracts/item.ts';
import type { Decision, Store } from '../core/contracts/store.ts';
import { createRandom } from '../core/random.ts';

const item = (input: ItemInput): Item => itemSchema.parse(input);
const event = (input: EventInput): Event => eventSchema.parse(input);

const teapot = item({
  id: 'teapot',
  title: { en: 'Teapot', zh: '茶壶' },
  description: { en: 'Holds "one" litre,\nas it says.', zh: '一升' },
  categories: ['Home', 'Kitchen'],
  brand: "O'Hara",
  price: { amount: 12_900, currency: 'CNY' },
  attributes: { colour: 'blue', 'has, comma': '{"json": ["?"]}' },
  image: 'images/teapot.webp',
  availableFrom: '2024-02-29T12:30:15.250Z',
  stock: 4_000_000_000,
});
const sock = item({ id: 'Sock', title: {}, categories: ['Clothing'] });
const emoji = item({
  id: '😀',
  title: { en: 'Smile' },
  categories: ['Home'],
  price: { amount: 0, currency: 'XXX' },
});

/**
 * What every Store must do. Registers Vitest tests; `openEmpty` opens a store with no rows, once for each group.
 *
 *     storageSuite('of my shop', () => openMyStore());
 */
export function storageSuite(name: string, openEmpty: () => Promise<Store>): void {
  describe(`the store ${name}`, () => {
    describe('items', () => {
      itemTests(openOnce(openEmpty));
    });
    describe('users', () => {
      userTests(openOnce(openEmpty));
    });
    describe('events', () => {
      eventTests(openOnce(openEmpty));
    });
    describe('decisions and imports', () => {
      journalTests(openOnce(openEmpty));
    });
    describe('the data set', () => {
      datasetTests(openOnce(openEmpty));
    });
  });
}

function openOnce(openEmpty: () => Promise<Store>): () => Store {
  let store: Store;
  beforeAll(async () => {
    store = await openEmpty();
  });
  afterAll(() => store.close());
  return () => store;
}

function itemTests(store: () => Store): void {
  it('are found as they were written, in the order asked for', async () => {
    expect(await store().items.upsert([teapot, sock, emoji])).toEqual({
      inserted: 3,
      updated: 0,
      unchanged: 0,
    });
    expect(await store().items.get(['😀', 'no such item', 'teapot', 'Sock'])).toEqual([emoji, teapot, sock]);
    expect(await store().items.get([])).toEqual([]);
  });

  it('are told apart as new, changed and equal', async () => {
    const paler = { ...teapot, attributes: { ...teapot.attributes, colour: 'pale blue' } };
    const free = item({ id: 'free', title: {}, categories: ['Home'] });
    expect(await store().items.upsert([paler, sock, free])).toEqual({
      inserted: 1,
      updated: 1,
      unchanged: 1,
    });
    expect(await store().items.upsert([paler, sock, free])).toEqual({
      inserted: 0,
      updated: 0,
      unchanged: 3,
    });
    expect(await store().items.get(['teapot'])).toEqual([paler]);
    expect(await store().items.upsert([teapot])).toEqual({ inserted: 0, updated: 1, unchanged: 0 });
    expect(await store().items.upsert([])).toEqual({ inserted: 0, updated: 0, unchanged: 0 });
  });

  it('that come twice in one call count twice, and the last one stays', async () => {
    const first = { ...sock, brand: 'first' };
    const last = { ...sock, brand: 'last' };
    expect(await store().items.upsert([first, last, last])).toEqual({
      inserted: 0,
      updated: 2,
      unchanged: 1,
    });
    expect((await store().items.get(['Sock']))[0].brand).toBe('last');
    await store().items.upsert([sock]);
  });

  it('are listed by category, price, date and page', async () => {
    const ids = async (filter: Partial<Parameters<Store['items']['list']>[0]>): Promise<string[]> =>
      (await store().items.list({ offset: 0, limit: 10, ...filter })).rows.map(({ id }) => id);
    expect(await ids({})).toEqual(['Sock', 'free', 'teapot', '😀']);
    expect(await ids({ category: 'Kitchen' })).toEqual(['teapot']);
    expect(await ids({ category: "Kitchen' or 1=1" })).toEqual([]);
    expect(await ids({ sort: 'price-ascending' })).toEqual(['😀', 'teapot', 'Sock', 'free']);
    expect(await ids({ sort: 'price-descending' })).toEqual(['teapot', '😀', 'Sock', 'free']);
    expect(await ids({ sort: 'newest', limit: 2 })).toEqual(['teapot', 'Sock']);
    const page = await store().items.list({ category: 'Home', offset: 1, limit: 1 });
    expect(page).toEqual({ rows: [teapot], total: 3 });
    await expect(store().items.list({ offset: -1, limit: 10 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('are counted by first category, the largest first', async () => {
    expect(await store().items.categories()).toEqual([
      { name: 'Home', items: 3 },
      { name: 'Clothing', items: 1 },
    ]);
  });

  it('that are retired are found by id and in no list', async () => {
    const lost = item({ id: 'lost', title: {}, categories: ['Home'], retired: true });
    const before = [await store().items.list({ offset: 0, limit: 10 }), await store().items.categories()];
    expect(await store().items.insertNew([lost, { ...teapot, retired: true }])).toBe(1);
    expect(await store().items.insertNew([lost])).toBe(0);
    expect(await store().items.get(['lost', 'teapot'])).toEqual([lost, teapot]);
    expect([await store().items.list({ offset: 0, limit: 10 }), await store().items.categories()]).toEqual(
      before,
    );
    const found = { ...lost, retired: false };
    expect(await store().items.upsert([found])).toEqual({ inserted: 0, updated: 1, unchanged: 0 });
    expect((await store().items.list({ offset: 0, limit: 10, category: 'Home' })).rows).toContainEqual(found);
  });

  it('with a text that no database can hold are refused with a reason', async () => {
    const broken = item({ id: 'nul', title: { en: 'a\0b' }, categories: ['Home'] });
    await expect(store().items.upsert([broken])).rejects.toMatchObject({
      code: 'invalid-input',
      remedy: expect.any(String),
    });
    expect(await store().items.get(['nul'])).toEqual([]);
  });
}

function userTests(store: () => Store): void {
  it('are written, changed, found and listed', async () => {
    const ann = { id: 'ann', attributes: { age: '33', club: 'ACTIVE' } };
    const bob = { id: 'Bob', attributes: {} };
    expect(await store().users.upsert([ann, bob])).toEqual({ inserted: 2, updated: 0, unchanged: 0 });
    expect(await store().users.upsert([ann, { ...bob, attributes: { age: '40' } }])).toEqual({
      inserted: 0,
      updated: 1,
      unchanged: 1,
    });
    expect(await store().users.get(['ann', 'nobody', 'ann'])).toEqual([ann, ann]);
    expect(await store().users.list({ offset: 0, limit: 1 })).toEqual({
      rows: [{ id: 'Bob', attributes: { age: '40' } }],
      total: 2,
    });
  });
}

function eventTests(store: () => Store): void {
  const view = event({
    id: 'e1',
    type: 'view_item',
    time: '2024-05-01T10:00:00.123Z',
    userId: 'ann',
    sessionId: 's1',
    itemId: 'teapot',
    price: { amount: 12_900, currency: 'CNY' },
    scene: 'luxury',
    recommendationId: 'r1',
  });
  const search = event({
    id: 'e2',
    type: 'search',
    time: '2024-05-01T09:00:00.000Z',
    sessionId: 's1',
    query: '茶',
  });
  const purchase = event({
    id: 'e3',
    type: 'purchase',
    time: '2024-05-01T10:00:00.123Z',
    userId: 'ann',
    quantity: 3,
  });

  it('are stored once, however often they come', async () => {
    expect(await store().events.append([view, search, view])).toEqual({ inserted: 2, duplicates: 1 });
    expect(await store().events.append([search, purchase])).toEqual({ inserted: 1, duplicates: 1 });
    expect(await store().events.append([])).toEqual({ inserted: 0, duplicates: 0 });
    expect(await store().events.count()).toEqual({ view_item: 1, search: 1, purchase: 1 });
  });

  it('of a person or a session come back whole, the newest of them, oldest first', async () => {
    expect(await store().events.recent({ userId: 'ann' }, 10)).toEqual([view, purchase]);
    expect(await store().events.recent({ userId: 'ann' }, 1)).toEqual([purchase]);
    expect(await store().events.recent({ sessionId: 's1' }, 10)).toEqual([search, view]);
    expect(await store().events.recent({ userId: 'nobody' }, 10)).toEqual([]);
  });

  it('arriving from many callers at once are all kept', async () => {
    const calls = Array.from({ length: 20 }, (_, call) =>
      Array.from({ length: 50 }, (__, i) => ({
        ...view,
        id: `many-${(call * 25 + i) % 600}`,
        userId: 'crowd',
      })),
    );
    const answers = await Promise.all(calls.map((batch) => store().events.append(batch)));
    expect(answers.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(525);
    expect(await store().events.recent({ userId: 'crowd' }, 1000)).toHaveLength(525);
  });
}

function journalTests(store: () => Store): void {
  const decision: Decision = {
    recommendationId: 'r1',
    time: '2024-05-01T10:00:00.000Z',
    kind: 'recommend',
    userId: 'ann',
    sessionId: null,
    modelId: 'm1',
    shown: [{ target: 'teapot', score: 0.1 + 0.2, propensity: 1 }],
  };
  const report = (id: string, startedAt: string): ImportReport => ({
    id,
    format: 'table',
    folder: '/shop',
    startedAt,
    seconds: 1.5,
    items: { inserted: 1, updated: 0, unchanged: 0 },
    users: { inserted: 0, updated: 0, unchanged: 0 },
    events: { inserted: 0, duplicates: 0 },
    images: { stored: 0, unchanged: 0, rejected: 0 },
    rejected: { 'price is no number': 1 },
    badRows: [{ file: 'items.csv', line: 2, reason: 'price is no number', value: 'a "lot"' }],
  });

  it('keep every decision, the first one of an id', async () => {
    await store().decisions.append([decision]);
    await store().decisions.append([
      { ...decision, modelId: 'm2' },
      { ...decision, recommendationId: 'r2' },
    ]);
    expect(await store().decisions.get('r1')).toEqual(decision);
    expect(await store().decisions.get('r2')).toEqual({ ...decision, recommendationId: 'r2' });
    expect(await store().decisions.get('r3')).toBeUndefined();
  });

  it('list imports, the newest first', async () => {
    const older = report('a', '2024-05-01T10:00:00.000Z');
    const newer = report('b', '2024-05-02T10:00:00.000Z');
    await store().imports.save(newer);
    await store().imports.save(older);
    expect(await store().imports.list(10)).toEqual([newer, older]);
    expect(await store().imports.list(1)).toEqual([newer]);
  });
}

function datasetTests(store: () => Store): void {
  const start = Date.UTC(2024, 0, 1);
  const random = createRandom('storage suite');
  const events = Array.from({ length: 20_000 }, (_, index) =>
    event({
      id: `e${String(index).padStart(5, '0')}`,
      type: random.pick(EVENT_TYPES),
      time: new Date(start + random.integer(20_000) * 500).toISOString(),
      userId: random.pick([null, 'ann', 'Bob', 'only in events']),
      sessionId: random.pick(['s2', 's1']),
      itemId: random.pick([null, 'teapot', 'Sock', 'not in the catalogue']),
      scene: random.pick([null, ...SCENES]),
    }),
  );

  it('of an empty store is empty', async () => {
    const dataset = await store().loadDataset();
    expect(dataset.items).toEqual([]);
    expect(dataset.userIds).toEqual([]);
    expect(dataset.events).toMatchObject({ count: 0, time: new Float64Array(0) });
  });

  it('numbers items and users by id and sorts events by time, then id', async () => {
    await store().items.upsert([teapot, sock, emoji]);
    await store().users.upsert([
      { id: 'ann', attributes: {} },
      { id: 'never came', attributes: {} },
    ]);
    for (let first = 0; first < events.length; first += 10_000)
      await store().events.append(events.slice(first, first + 10_000));
    const dataset = await store().loadDataset();
    expect(dataset.items).toEqual([sock, teapot, emoji]);
    expect(dataset.userIds).toEqual(['Bob', 'ann', 'never came', 'only in events']);
    const ordered = [...events].sort((a, b) => a.time.localeCompare(b.time) || (a.id < b.id ? -1 : 1));
    const itemNumbers = new Map([
      ['Sock', 0],
      ['teapot', 1],
    ]);
    const userNumbers = new Map([
      ['Bob', 0],
      ['ann', 1],
      ['only in events', 3],
    ]);
    expect(dataset.events).toEqual({
      count: events.length,
      time: Float64Array.from(ordered, ({ time }) => Date.parse(time)),
      type: Uint8Array.from(ordered, ({ type }) => EVENT_TYPES.indexOf(type)),
      user: Int32Array.from(ordered, ({ userId }) => userNumbers.get(userId ?? '') ?? -1),
      item: Int32Array.from(ordered, ({ itemId }) => itemNumbers.get(itemId ?? '') ?? -1),
      session: Int32Array.from(ordered, ({ sessionId }) => Number(sessionId === 's2')),
      scene: Int8Array.from(ordered, ({ scene }) => (scene === null ? -1 : SCENES.indexOf(scene))),
    });
  });

  it('is equal each time it is loaded, also beside writes', async () => {
    const before = await store().loadDataset();
    const [during] = await Promise.all([store().loadDataset(), store().events.append(events.slice(0, 5000))]);
    expect(during).toEqual(before);
  });
}
