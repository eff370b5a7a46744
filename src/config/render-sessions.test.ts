/** Leads a real Chromium along a few sessions of a tiny embedded shop. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentProgress } from '../core/progress.ts';
import { generateDemoShop } from '../data/demo-shop/demo-shop.ts';
import { readSessionScreens } from '../data/formats/session-screens.ts';
import { findChromium } from '../../test/web-shop/find-chromium.ts';
import { renderSessions } from './render-sessions.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder: string;
let workspace: Workspace;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-render-sessions-'));
  workspace = await openWorkspace({ folder: join(folder, 'shop') });
});
afterAll(async () => {
  await workspace.close();
  await rm(folder, { recursive: true, force: true });
});

const render = (count: number) =>
  renderSessions({
    workspace,
    out: join(folder, 'sessions'),
    count,
    seed: 5,
    pictures: 1,
    progress: silentProgress,
  });

describe.skipIf(findChromium() === undefined)('drawing sessions', () => {
  it('says that another shop than the embedded one has none to draw', async () => {
    await expect(render(1)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('shows after each event the page that it led to, and what is in the cart', async () => {
    // The pages are built where they are older than their sources.
    await promisify(execFile)(process.execPath, ['scripts/setup.mjs', '--quiet'], { cwd: root });
    const startedAt = '2026-10-01T08:00:00.000Z';
    const shop = { seed: 3, items: 72, shoppers: 1, until: '2026-10-01T00:00:00.000Z' };
    await workspace.store.items.upsert(generateDemoShop(shop).items);
    await workspace.store.imports.save({
      id: 'demo-3',
      format: 'demo',
      folder: workspace.folder,
      startedAt,
      seconds: 1,
      items: { inserted: 72, updated: 0, unchanged: 0 },
      users: { inserted: 0, updated: 0, unchanged: 0 },
      events: { inserted: 0, duplicates: 0 },
      images: { stored: 0, unchanged: 0, rejected: 0 },
      rejected: {},
      badRows: [],
    });
    const report = await render(4);
    expect(report).toMatchObject({ sessions: 4, dropped: 0 });
    const { items, sessions, badRows } = await readSessionScreens(join(folder, 'sessions'));
    expect([items.length, sessions.length, badRows]).toEqual([72, 4, []]);
    const pages = { view_item_list: 'category', search: 'search', view_item: 'product', view_cart: 'cart' };
    const moments = sessions.flatMap((session) => session.moments);
    for (const [type, page] of Object.entries(pages))
      for (const moment of moments.filter((one) => one.type === type))
        expect(moment.screen?.page.type).toBe(page);
    const viewed = moments.filter(({ type }) => type === 'view_item');
    expect(viewed.length).toBeGreaterThan(0);
    const brands = new Map(items.map(({ id, brand }) => [id, brand ?? '']));
    const [{ itemId, screen }] = sessions[0].moments.filter(({ type }) => type === 'view_item');
    expect(screen?.lines.map(({ text }) => text)).toContain(brands.get(itemId ?? ''));
    const seen = moments.filter(({ screen }) => screen !== null).length;
    expect(report.screens).toBe(seen);
    expect(report.pictures).toBe(sessions[0].moments.filter(({ picture }) => picture !== null).length);
    // Nothing that was drawn has become part of the shop's log.
    expect((await workspace.store.loadDataset()).events.count).toBe(0);
  }, 120_000);
});
