import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BadRow, ImportReport } from '../../core/contracts/import-report.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import type { Store } from '../../core/contracts/store.ts';
import { openMediaStore } from '../storage/media.ts';
import { openStore } from '../storage/open-store.ts';
import { formatNamed } from './formats.ts';
import { importFolder } from './import.ts';

// Each test opens a database and reads pictures, which takes long where other tests run beside it.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let made = 0;
let picture: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-import-'));
  const store = await openStore({ workspace: join(folder, 'empty') });
  await store.close();
  picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Shop {
  readonly store: Store;
  readonly workspace: string;
  readonly source: string;
  take(format: string, from?: string): Promise<ImportReport>;
}

/** A fresh workspace, and a folder with these files to import. */
async function shopWith(files: Record<string, string | Buffer>): Promise<Shop> {
  const workspace = join(folder, `workspace-${made}`);
  const source = join(folder, `source-${made++}`);
  await cp(join(folder, 'empty'), workspace, { recursive: true });
  for (const [name, contents] of Object.entries(files)) {
    await mkdir(dirname(join(source, name)), { recursive: true });
    await writeFile(join(source, name), contents);
  }
  const store = await openStore({ workspace });
  const media = openMediaStore(workspace);
  return {
    store,
    workspace,
    source,
    take: (format, from = source) =>
      importFolder({ format: formatNamed(format), folder: from, store, media, workspace }),
  };
}

const reasons = (rows: readonly BadRow[]): string[] =>
  rows.map(({ file, line, reason, value }) => `${file}:${line} ${reason}: ${value}`).sort();

describe('a folder of one’s own tables', () => {
  it('keeps every good row among the bad ones, and says what is wrong with those', async () => {
    const shop = await shopWith({
      'items.csv': [
        'id,Title_EN,title_zh,categories,price,currency,image,available_from,stock,colour',
        'teapot,Teapot,茶壶,Home > Kitchen,129.90,CNY,teapot.jpg,2024-02-29,3,blue',
        ',No id,,Home,1,CNY,,,,',
        'dear,Too dear,,Home,a lot,CNY,,,,',
        'owing,Owing,,Home,-1,CNY,,,,',
        'never,Never,,Home,1,CNY,,2023-02-29,,',
        'teapot,Another teapot,,Home,1,CNY,,,,',
        'teapot,Teapot,茶壶,Home > Kitchen,129.90,CNY,teapot.jpg,2024-02-29,3,blue',
        'yen,Yen,,,250,JPY,broken.jpg,,,',
        'plain,"Plain',
        'title",,,,,missing.jpg,,,red',
        'outside,Outside,,,,,../../secret.jpg,,,',
        'big,Big,,,,,images/big.png,,,',
        'half,Half,,,,,,,1.5,',
        'long,Long,,,,,,,,' + 'x'.repeat(600),
      ].join('\n'),
      'images/teapot.jpg': picture,
      'images/broken.jpg': picture.subarray(0, picture.length - 40),
      'images/big.png': await hugePng(),
      'users.jsonl': '{"id":"ann","age":33}\n{"age":1}\n{"id":"bob"\n{"id":"bob","tags":["a"]}\n',
      'events.csv': [
        'id,type,time,user_id,session_id,item_id,quantity,price,currency,query,scene',
        'e1,view_item,2024-05-01 10:00:00.5,ann,s1,teapot,,129.9,CNY,,daily',
        'e2,stare_at_item,2024-05-01,ann,,teapot,,,,,',
        'e3,purchase,yesterday,ann,,teapot,,,,,',
        'e4,purchase,2024-05-01T10:00:00+08:00,ann,,kettle,,,,,',
        'e5,purchase,2024-05-01,zoe,,teapot,,,,,',
        'e6,purchase,2024-05-01,,,teapot,,,,,',
        'e7,purchase,2024-05-01,ann,,teapot,0,,,,',
        'e1,view_cart,2024-05-01,ann,,,,,,,',
        'e8,search,2024-05-01T10:00:00+08:00,,guest,,,,,茶,',
        ',view_cart,2024-05-02,ann,,,,,,,',
        ',view_cart,2024-05-02,ann,,,,,,,',
      ].join('\r\n'),
    });
    const report = await shop.take('table');
    expect(reasons(report.badRows)).toEqual(
      [
        'items.csv:3 missing item id: ',
        'items.csv:4 price is no number: a lot',
        'items.csv:5 price is negative: -1',
        'items.csv:6 available_from is no date: 2023-02-29',
        'items.csv:7 item id twice, with different content: teapot',
        'items.csv:9 image is broken: images/broken.jpg',
        'items.csv:10 image is missing: images/missing.jpg',
        'items.csv:12 image path is not allowed: images/../../secret.jpg',
        'items.csv:13 image is too large: images/big.png',
        'items.csv:14 stock is no whole number: 1.5',
        `items.csv:15 attribute is cut to 500 characters: ${'x'.repeat(200)}`,
        'users.jsonl:2 missing user id: ',
        'users.jsonl:3 not JSON: {"id":"bob"',
        'events.csv:3 unknown event type: stare_at_item',
        'events.csv:4 time is no date: yesterday',
        'events.csv:5 unknown item: kettle',
        'events.csv:6 unknown user: zoe',
        'events.csv:7 missing user and session: ',
        'events.csv:8 quantity is no whole number: 0',
        'events.csv:9 event id twice, with different content: e1',
      ].sort(),
    );
    expect(report).toMatchObject({
      items: { inserted: 6, updated: 0, unchanged: 0 },
      users: { inserted: 2, updated: 0, unchanged: 0 },
      events: { inserted: 4, duplicates: 0 },
      images: { stored: 1, unchanged: 0, rejected: 4 },
      files: [
        { file: 'items.csv', rows: 13, encoding: 'utf-8' },
        { file: 'users.jsonl', rows: 4, encoding: 'utf-8' },
        { file: 'events.csv', rows: 11, encoding: 'utf-8' },
      ],
    });

    const written = await readFile(join(shop.workspace, 'imports', `${report.id}.jsonl`), 'utf8');
    expect(
      reasons(
        written
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as BadRow),
      ),
    ).toEqual(reasons(report.badRows));
    expect(await readdir(join(shop.workspace, 'imports'))).toEqual([`${report.id}.jsonl`]);
    expect(await shop.store.imports.list(1)).toEqual([report]);
    await checkContents(shop);
    await checkSecondTime(shop, report);
    await shop.store.close();
  });

  async function checkContents({ store, workspace }: Shop): Promise<void> {
    expect(await store.items.get(['teapot', 'yen', 'plain'])).toEqual([
      {
        id: 'teapot',
        title: { en: 'Teapot', zh: '茶壶' },
        description: {},
        categories: ['Home', 'Kitchen'],
        brand: null,
        price: { amount: 12_990, currency: 'CNY' },
        attributes: { colour: 'blue' },
        image: 'images/teapot.jpg',
        availableFrom: '2024-02-29T00:00:00.000Z',
        stock: 3,
        retired: false,
      },
      expect.objectContaining({
        price: { amount: 250, currency: 'JPY' },
        categories: ['Unknown'],
        image: null,
      }),
      expect.objectContaining({ title: { en: 'Plain\ntitle' }, attributes: { colour: 'red' }, image: null }),
    ]);
    expect(await readFile(join(workspace, 'media', 'images', 'teapot.jpg'))).toEqual(picture);
    expect(await store.users.get(['ann', 'bob'])).toEqual([
      { id: 'ann', attributes: { age: '33' } },
      { id: 'bob', attributes: { tags: '["a"]' } },
    ]);
    expect(await store.events.recent({ sessionId: 'guest' }, 9)).toEqual([
      expect.objectContaining({ id: 'e8', time: '2024-05-01T02:00:00.000Z', query: '茶', userId: null }),
    ]);
    expect(await store.events.count()).toEqual({ view_item: 1, search: 1, view_cart: 2 });
  }

  async function checkSecondTime(shop: Shop, first: ImportReport): Promise<void> {
    const before = await shop.store.loadDataset();
    const second = await shop.take('table');
    expect(second).toMatchObject({
      items: { inserted: 0, updated: 0, unchanged: 6 },
      users: { inserted: 0, updated: 0, unchanged: 2 },
      events: { inserted: 0, duplicates: 4 },
      images: { stored: 0, unchanged: 1, rejected: 4 },
      rejected: first.rejected,
    });
    expect(await shop.store.loadDataset()).toEqual(before);
  }

  it('may hold events alone, about items and users of an earlier import', async () => {
    const shop = await shopWith({
      'first/items.csv': 'id\nteapot\n',
      'first/users.csv': 'id\nann\n',
      'second/users.csv': 'id\nbob\n',
      'second/events.jsonl': [
        '{"type":"view_item","time":"2024-05-01","user_id":"ann","item_id":"teapot"}',
        '{"type":"view_item","time":"2024-05-01","user_id":"zoe","item_id":"teapot"}',
        '{"type":"view_item","time":"2024-05-01","user_id":"ann","item_id":"kettle"}',
      ].join('\n'),
    });
    await shop.take('table', join(shop.source, 'first'));
    const report = await shop.take('table', join(shop.source, 'second'));
    expect(report.events).toEqual({ inserted: 1, duplicates: 0 });
    expect(report.rejected).toEqual({ 'unknown user': 1, 'unknown item': 1 });
    await shop.store.close();
  });

  it('says what a folder lacks', async () => {
    const shop = await shopWith({ 'notes.txt': 'nothing', 'no-id/items.csv': 'name\nteapot\n' });
    await expect(shop.take('table')).rejects.toMatchObject({ code: 'not-found' });
    await expect(shop.take('table', join(shop.source, 'nowhere'))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(shop.take('table', join(shop.source, 'no-id'))).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'items.csv has no column id',
    });
    expect(() => formatNamed('excel')).toThrowError(expect.objectContaining({ code: 'unsupported-format' }));
    await shop.store.close();
  });
});

describe('H&M’s files', () => {
  const HEADER = 't_dat,customer_id,article_id,price,sales_channel_id';

  it('keep repeats of a day, leading zeros and scaled prices', async () => {
    const shop = await shopWith({
      'articles.csv':
        'article_id,prod_name,product_type_name,product_group_name,colour_group_name,index_group_name,detail_desc\n' +
        '0111565001,Stockings,Underwear Tights,Socks & Tights,Black,Ladieswear,"Sheer, 20 denier."\n' +
        '111586001,Tights,Leggings/Tights,Garment Lower body,Black,Ladieswear,\n',
      'customers.csv': 'customer_id,FN,age\nann,1.0,33.0\nbob,,\n',
      'transactions_train.csv': [
        HEADER,
        '2020-05-30,ann,111565001,0.0169,2',
        '2020-05-30,ann,0111565001,0.0169,2',
        '2020-05-31,bob,0111565001,0.0301,1',
        '2020-05-31,bob,0999999001,0.0301,1',
        '2020-05-31,bob,0111586001,free,1',
        '31/05/2020,bob,0111586001,0.01,1',
      ].join('\n'),
      'images/011/0111565001.jpg': picture,
    });
    const report = await shop.take('hm');
    expect(report.rejected).toEqual({
      'price is no number': 1,
      'time is no date': 1,
      'image is missing': 1,
    });
    const [stockings, tights] = await shop.store.items.get(['0111565001', '0111586001']);
    expect(stockings).toMatchObject({
      title: { en: 'Stockings' },
      description: { en: 'Sheer, 20 denier.' },
      categories: ['Ladieswear', 'Socks & Tights', 'Underwear Tights'],
      price: { amount: 16_900, currency: 'XXX' },
      attributes: { colour: 'Black' },
      image: 'images/011/0111565001.jpg',
    });
    expect(tights).toMatchObject({
      price: { amount: 10_000, currency: 'XXX' },
      image: null,
      description: {},
    });
    expect(await shop.store.users.get(['ann', 'bob'])).toEqual([
      { id: 'ann', attributes: { age: '33', newsletter: '1.0' } },
      { id: 'bob', attributes: {} },
    ]);
    const events = await shop.store.events.recent({ userId: 'ann' }, 10);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({
      type: 'purchase',
      time: '2020-05-30T00:00:00.000Z',
      sessionId: 'ann:2020-05-30',
      price: { amount: 16_900, currency: 'XXX' },
    });
    const before = await shop.store.loadDataset();
    expect((await shop.take('hm')).events).toEqual({ inserted: 0, duplicates: 4 });
    expect(await shop.store.loadDataset()).toEqual(before);
    expect(before).toMatchObject({ source: 'hm', userIds: ['ann', 'bob'] });
    await shop.store.close();
  });

  it('tell of articles that are no longer sold: kept, never listed, and sold again once the catalogue has them', async () => {
    const articles =
      'article_id,prod_name,product_code,product_type_name,colour_group_name,detail_desc\n' +
      '0111565001,Stockings,111565,Underwear Tights,Black,Sheer.\n';
    const shop = await shopWith({
      'articles.csv': articles,
      'customers.csv': 'customer_id\nann\n',
      'transactions_train.csv': [
        HEADER,
        '2020-05-29,ann,0111565001,0.02,2',
        '2020-05-30,ann,0111565002,0.02,2',
        '2020-05-30,ann,111565002,0.02,2',
        '2020-05-31,ann,0999999001,0.03,2',
        '2020-05-31,zoe,0888888001,0.03,2',
        '2020-05-31,ann,no number,0.03,2',
      ].join('\n'),
      'images/011/0111565001.jpg': picture,
    });
    const { items } = shop.store;
    const report = await shop.take('hm');
    expect(report).toMatchObject({
      items: { inserted: 1, updated: 0, unchanged: 0, retired: 2 },
      events: { inserted: 4 },
      rejected: { 'unknown item': 1, 'unknown user': 1 },
    });
    // Another colour of the first is sold still; of the second nothing but its number is known.
    expect(await items.get(['0111565002', '0999999001'])).toEqual(
      [
        {
          id: '0111565002',
          title: { en: 'Stockings' },
          description: { en: 'Sheer.' },
          categories: ['Underwear Tights'],
          brand: 'H&M',
          attributes: { product_code: '111565', product_type: 'Underwear Tights' },
          retired: true,
        },
        {
          id: '0999999001',
          title: {},
          categories: ['Unknown'],
          attributes: { product_code: '999999' },
          retired: true,
        },
      ].map((item) => itemSchema.parse(item)),
    );
    expect((await items.list({ offset: 0, limit: 10 })).total).toBe(1);
    expect((await shop.store.loadDataset()).items.map(({ id, retired }) => [id, retired])).toEqual([
      ['0111565001', false],
      ['0111565002', true],
      ['0999999001', true],
    ]);

    const again = await shop.take('hm');
    expect(again).toMatchObject({
      items: { inserted: 0, updated: 0, unchanged: 1, retired: 2 },
      events: { inserted: 0, duplicates: 4 },
    });
    // The catalogue has the article again, and then loses another one: neither is retired by old purchases.
    await writeFile(
      join(shop.source, 'articles.csv'),
      'article_id,prod_name,product_code\n0111565002,Stockings,111565\n',
    );
    expect((await shop.take('hm')).items).toMatchObject({ inserted: 0, updated: 1, retired: 1 });
    const both = await items.get(['0111565001', '0111565002']);
    expect(both).toMatchObject([{ retired: false }, { retired: false, title: { en: 'Stockings' } }]);
    await shop.store.close();
  });

  const sample = resolve(process.env.DAOGOU_DATA ?? '../shared/data', 'hm');
  it.skipIf(!existsSync(sample))(
    `of the sample are read as they are (skipped without ${sample})`,
    async () => {
      const slice = await sliceOf(sample, 300);
      const shop = await shopWith({});
      const report = await shop.take('hm', slice.folder);
      expect(report).toMatchObject({
        items: { inserted: 300, retired: slice.lost },
        users: { inserted: 1364 },
        images: { stored: 300, rejected: 0 },
        events: { inserted: 26_328, duplicates: 0 },
        rejected: {},
      });
      expect((await shop.store.items.list({ offset: 0, limit: 1 })).total).toBe(300);
      await shop.store.close();
    },
  );

  /** The first articles of the sample with their photos, all customers and all transactions. */
  async function sliceOf(source: string, articles: number) {
    const target = join(folder, 'hm-slice');
    await mkdir(target, { recursive: true });
    const lines = (await readFile(join(source, 'articles.csv'), 'utf8')).split('\n').slice(0, articles + 1);
    const ids = new Set(lines.slice(1).map((line) => line.slice(0, 10)));
    await writeFile(join(target, 'articles.csv'), lines.join('\n'));
    for (const file of ['customers.csv', 'transactions_train.csv'])
      await cp(join(source, file), join(target, file));
    for (const id of ids) {
      const path = join('images', id.slice(0, 3), `${id}.jpg`);
      await mkdir(dirname(join(target, path)), { recursive: true });
      await cp(join(source, path), join(target, path));
    }
    const transactions = (await readFile(join(source, 'transactions_train.csv'), 'utf8'))
      .trim()
      .split('\n')
      .slice(1);
    const bought = new Set(transactions.map((line) => line.split(',')[2]));
    return { folder: target, lost: [...bought].filter((id) => !ids.has(id)).length };
  }
});

/** A picture of 49 million pixels in a few bytes: what a decompression bomb looks like. */
function hugePng(): Promise<Buffer> {
  return sharp({ create: { width: 7000, height: 7000, channels: 3, background: 'white' } })
    .png({ compressionLevel: 1, palette: true, colours: 2 })
    .toBuffer();
}
