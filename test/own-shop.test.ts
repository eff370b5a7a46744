/** A shop's own files all the way through: imported, trained on, measured, recommended from. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateTimeSplitOf } from '../src/config/evaluate.ts';
import { importShop } from '../src/config/import-shop.ts';
import { loadGuide } from '../src/config/load-guide.ts';
import { trainWorkspace } from '../src/config/train.ts';
import { openWorkspace, type Workspace } from '../src/config/workspace.ts';
import type { ImportReport } from '../src/core/contracts/import-report.ts';
import type { ModelManifest } from '../src/core/contracts/model-manifest.ts';
import { silentProgress } from '../src/core/progress.ts';
import { generateDemoShop, type DemoShop } from '../src/data/demo-shop/demo-shop.ts';
import { renderPictures } from '../src/data/demo-shop/pictures.ts';
import { trueUtility } from '../src/data/demo-shop/truth.ts';

const progress = silentProgress;
const LAST_DAYS = '2026-09-11';
/** Enough steps to learn something, few enough for a test. */
const EFFORT = 0.4;
/** Any model will do where only the questions and the report are looked at. */
const LITTLE_EFFORT = 0.1;

let folder = '';
let shop: DemoShop;
let workspace: Workspace;
let first: ImportReport;
let manifest: ModelManifest;

/** The generated shop as the files a shop would export, with one row of each kind that cannot be used. */
async function writeTables(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const items = shop.items.map(({ id, title, description, categories, brand, price, image, attributes }) => ({
    id,
    title_en: title.en,
    title_zh: title.zh,
    description_en: description.en,
    categories: categories.join(' > '),
    brand,
    price: price ? (price.amount / 100).toFixed(2) : null,
    currency: price?.currency,
    image,
    ...attributes,
  }));
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(
    join(target, 'items.jsonl'),
    lines([...items, { id: 'odd', title_en: 'Odd', price: 'cheap' }]),
  );
  await writeFile(
    join(target, 'users.jsonl'),
    lines(shop.users.map(({ id, attributes }) => ({ id, ...attributes }))),
  );
  const header = 'id,type,time,user_id,session_id,item_id,query,scene\n';
  const rows = shop.events.map((event) =>
    [event.id, event.type, event.time, event.userId, event.sessionId, event.itemId, event.query, event.scene]
      .map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`))
      .join(','),
  );
  const bad =
    'bad-1,purchase,yesterday,demo-u0001,,demo-0001,,\nbad-2,purchase,2026-09-01T00:00:00Z,demo-u0001,,nothing,,';
  await writeFile(join(target, 'events.csv'), `${header}${rows.join('\n')}\n${bad}\n`);
  await renderPictures(shop.items, { mediaFolder: join(target, 'images'), looks: shop.truth.items });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-own-shop-'));
  shop = generateDemoShop({ seed: 'own shop', items: 120, shoppers: 500 });
  await writeTables(join(folder, 'export'));
  workspace = await openWorkspace({ folder: join(folder, 'workspace'), databaseUrl: '' });
  first = await importShop(workspace, 'table', join(folder, 'export'), progress);
  manifest = await trainWorkspace({ workspace, effort: EFFORT, progress });
}, 240_000);

afterAll(async () => {
  await workspace?.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a shop of files', () => {
  it('is taken in whole but for the rows that cannot be used, each with its line', () => {
    expect(first.items.inserted).toBe(shop.items.length);
    expect(first.events.inserted).toBe(shop.events.length);
    expect(first.images).toMatchObject({ stored: shop.items.length, rejected: 0 });
    expect(first.badRows.map(({ file, line, reason }) => ({ file, line, reason }))).toEqual([
      { file: 'items.jsonl', line: shop.items.length + 1, reason: 'price is no number' },
      { file: 'events.csv', line: shop.events.length + 2, reason: 'time is no date' },
      { file: 'events.csv', line: shop.events.length + 3, reason: 'unknown item' },
    ]);
  });

  it('is the same after a second import', async () => {
    const before = await workspace.store.loadDataset();
    const again = await importShop(workspace, 'table', join(folder, 'export'), progress);
    expect(again.items).toEqual({ inserted: 0, updated: 0, unchanged: shop.items.length });
    expect(again.events).toEqual({ inserted: 0, duplicates: shop.events.length });
    expect(await workspace.store.loadDataset()).toEqual(before);
  });

  it('gives the same model for the same data and seed', async () => {
    const other = await trainWorkspace({ workspace, effort: EFFORT, progress });
    const vectorsOf = async (modelId: string) => {
      const { reader } = await workspace.artifacts.open(modelId);
      return reader.within('ranker/part-past-months/component-neural').readArrays('item-vectors');
    };
    expect(other.modelId).not.toBe(manifest.modelId);
    expect(other.data).toEqual(manifest.data);
    expect(await vectorsOf(other.modelId)).toEqual(await vectorsOf(manifest.modelId));
  }, 240_000);

  it('teaches what comes next better than the last two actions tell', () => {
    const { metrics } = manifest;
    expect(metrics['nextAction.accuracy']).toBeGreaterThan(metrics['nextAction.bigramAccuracy']);
    expect(metrics['nextAction.macroF1']).toBeGreaterThan(metrics['nextAction.bigramMacroF1']);
  });

  it('is recommended from by known tastes: what is shown suits its shopper better than chance', async () => {
    const loaded = await loadGuide(workspace, manifest.modelId);
    try {
      const buyers = [
        ...new Set(shop.events.filter(({ type }) => type === 'purchase').map(({ userId }) => userId)),
      ]
        .filter((id) => id !== null)
        .slice(0, 40);
      let better = 0;
      let compared = 0;
      for (const userId of buyers) {
        const taste = shop.truth.shoppers[userId];
        const utility = (id: string): number => trueUtility(taste, shop.truth.items[id]);
        const { items } = await loaded.guide.recommend({ userId, limit: 10, exclude: [] });
        const median = shop.items.map(({ id }) => utility(id)).sort((a, b) => a - b)[shop.items.length / 2];
        compared += items.length;
        better += items.filter(({ item }) => utility(item.id) > median).length;
      }
      // By chance half of them would be.
      expect(better / compared).toBeGreaterThan(0.62);
    } finally {
      await loaded.close();
    }
  });
});

describe('evaluate', () => {
  it('measures the default beside every baseline, and on another folder without training on it', async () => {
    const own = await evaluateTimeSplitOf({
      workspace,
      testFrom: LAST_DAYS,
      effort: LITTLE_EFFORT,
      progress,
    });
    expect(own.results.map(({ model }) => model)).toEqual([
      'default',
      'neural',
      'popularity',
      'popularity-last-month',
      'repeat-purchase',
      'co-visitation',
      'item-knn',
      'transitions',
      'content-profile',
    ]);
    const recallOf = (model: string): number =>
      own.results.find((result) => result.model === model)?.metrics['recall@20'] ?? Number.NaN;
    expect(recallOf('default')).toBeGreaterThan(recallOf('popularity'));

    const data = { folder: join(folder, 'export'), format: undefined };
    const other = await evaluateTimeSplitOf({
      workspace,
      testFrom: LAST_DAYS,
      data,
      effort: LITTLE_EFFORT,
      progress,
    });
    // The same future read from the folder: the same questions, and so the same answers of what is not random.
    expect(other.split).toEqual(own.split);
    const repeat = (report: typeof own) =>
      report.results.find(({ model }) => model === 'repeat-purchase')?.metrics;
    expect(repeat(other)).toEqual(repeat(own));
  }, 240_000);

  it('says what is wrong with a day that is none', async () => {
    await expect(evaluateTimeSplitOf({ workspace, testFrom: 'May', progress })).rejects.toMatchObject({
      code: 'invalid-input',
      received: 'May',
    });
  });
});
