/** Articles that a shop no longer sells: learned from, and shown nowhere. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type Client } from '../src/client/http-client.ts';
import { importShop } from '../src/config/import-shop.ts';
import { serveWorkspace, type RunningShop } from '../src/config/serve.ts';
import { trainWorkspace } from '../src/config/train.ts';
import { openWorkspace, type Workspace } from '../src/config/workspace.ts';
import { silentProgress } from '../src/core/progress.ts';

const KINDS = ['Dress', 'Sock'];
/** Articles of each kind: products 100000 to 100009 and 200000 to 200009, in one colour that is sold. */
const EACH = 10;
const SOLD = KINDS.flatMap((kind, k) =>
  Array.from({ length: EACH }, (_, i) => ({ kind, id: `0${(k + 1) * 100_000 + i}001` })),
);
/** The same products in a colour that is sold no longer. */
const LOST = SOLD.map(({ id }) => `${id.slice(0, -3)}002`);
/** A product of which nothing is sold any longer: only its number is known. */
const FORGOTTEN = '0300000002';
const isLost = (id: string): boolean => id.endsWith('002');
const DAY = 86_400_000;

let folder = '';
let workspace: Workspace;
let shop: RunningShop;
let client: Client;

/** Everybody buys within one kind; two purchases of three are of what is sold no longer. */
async function writeShop(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const articles = SOLD.map(
    ({ id, kind }, i) => `${id},${Number(id.slice(0, -3))},Fine ${kind.toLowerCase()} ${i},${kind}`,
  );
  const customers = Array.from({ length: 40 }, (_, i) => `customer-${i}`);
  const purchases = customers.flatMap((customer, c) =>
    Array.from({ length: 6 }, (_, i) => {
      const article = (c % KINDS.length) * EACH + ((c + 3 * i) % EACH);
      const id = i % 3 === 0 ? SOLD[article].id : LOST[article];
      const day = new Date(Date.UTC(2020, 0, 1) + (20 * i + c / 2) * DAY).toISOString().slice(0, 10);
      return `${day},${customer},${id},0.02,2`;
    }),
  );
  const files = {
    'articles.csv': ['article_id,product_code,prod_name,product_type_name', ...articles],
    'customers.csv': ['customer_id', ...customers, 'nostalgic', 'wistful'],
    'transactions_train.csv': [
      't_dat,customer_id,article_id,price,sales_channel_id',
      ...purchases,
      ...customers.slice(0, 20).map((customer) => `2020-04-10,${customer},${FORGOTTEN},0.02,2`),
      `2020-04-20,nostalgic,${LOST[3]},0.02,2`,
      `2020-04-20,wistful,${LOST[EACH + 4]},0.02,2`,
    ],
  };
  for (const [name, lines] of Object.entries(files)) await writeFile(join(target, name), lines.join('\n'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-retired-'));
  await writeShop(join(folder, 'files'));
  workspace = await openWorkspace({ folder: join(folder, 'workspace'), databaseUrl: '' });
  await importShop(workspace, 'hm', join(folder, 'files'), silentProgress);
  await trainWorkspace({ workspace, effort: 0.05, progress: silentProgress });
  shop = await serveWorkspace({ workspace, port: 0 });
  client = createClient({ baseUrl: shop.url });
  await shop.looked();
}, 240_000);

afterAll(async () => {
  await shop?.close();
  await workspace?.close();
  await rm(folder, { recursive: true, force: true });
});

const lostAmong = (answer: {
  readonly items: readonly { readonly item: { readonly id: string } }[];
}): string[] => answer.items.map(({ item }) => item.id).filter(isLost);

describe('what is sold no longer', () => {
  it('is in no list of the catalogue, and can be read by its id', async () => {
    const all = await client.listItems({ limit: 200 });
    expect(all.total).toBe(SOLD.length);
    expect(all.rows.map(({ id }) => id)).toEqual(SOLD.map(({ id }) => id));
    expect(await client.listItems({ category: 'Unknown' })).toEqual({ rows: [], total: 0 });
    expect(await client.listCategories()).toEqual([
      { name: 'Dress', items: EACH },
      { name: 'Sock', items: EACH },
    ]);
    expect(await client.getItem(LOST[0])).toMatchObject({
      retired: true,
      attributes: { product_code: '100000' },
    });
    expect(await client.getItem(FORGOTTEN)).toMatchObject({ retired: true, title: {} });
    expect(await client.getItem(SOLD[0].id)).toMatchObject({ retired: false });
  });

  it('is never recommended, though it is all that a shopper bought, and is no reason', async () => {
    for (const userId of ['nostalgic', 'wistful', 'customer-1', 'nobody']) {
      const answer = await client.recommend({ userId, limit: 100 });
      expect(answer.items).toHaveLength(SOLD.length);
      expect(lostAmong(answer)).toEqual([]);
      expect(
        answer.items.flatMap(({ evidence }) => evidence.becauseOf).filter((one) => isLost(one.itemId)),
      ).toEqual([]);
    }
    expect(await client.recommend({ userId: 'nostalgic', category: 'Unknown' })).toMatchObject({ items: [] });
  });

  it('tells all the same what its shopper is after: what those took who took it', async () => {
    for (const [userId, kind] of [
      ['nostalgic', 'Dress'],
      ['wistful', 'Sock'],
    ]) {
      const { items } = await client.recommend({ userId, limit: 3 });
      expect(items[0].item.categories[0]).toBe(kind);
      expect(items.filter(({ item }) => item.categories[0] === kind).length).toBeGreaterThan(1);
    }
  });

  it('is not found by words, nor counted beside what is', async () => {
    expect(lostAmong(await client.search({ q: 'fine dress', limit: 100 }))).toEqual([]);
    const { items, total, facets } = await client.search({ q: '100000', limit: 100 });
    expect(items[0].item.id).toBe(SOLD[0].id);
    expect(lostAmong({ items })).toEqual([]);
    const counted = facets.categories.reduce((sum, one) => sum + one.items, 0);
    expect(counted).toBe(total);
    expect((await client.search({ q: 'unknown', limit: 100 })).total).toBe(0);
  });

  it('is like nothing, neither beside what is sold nor beside itself', async () => {
    for (const itemId of [SOLD[0].id, LOST[0], FORGOTTEN]) {
      expect(lostAmong(await client.similar({ itemId, limit: 100 }))).toEqual([]);
    }
  });

  it('is unknown in a list of the shop’s own', async () => {
    const itemIds = [LOST[1], SOLD[1].id, SOLD[2].id, 'no such item'];
    const answer = await client.rank({ itemIds });
    expect(answer.unknown).toEqual([LOST[1], 'no such item']);
    expect(answer.items.map(({ item }) => item.id).sort()).toEqual([SOLD[1].id, SOLD[2].id]);
  });

  it('is nothing to do next, not even while its page is open', async () => {
    await client.sendEvents({
      id: 'a look at what was',
      type: 'view_item',
      time: new Date().toISOString(),
      sessionId: 'looking back',
      itemId: LOST[2],
    });
    const { actions } = await client.nextAction({ sessionId: 'looking back', limit: 5 });
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.flatMap(({ target }) => (target && isLost(target.id) ? [target.id] : []))).toEqual([]);
  });
});
