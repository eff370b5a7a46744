/** Sessions of the embedded shop with the screens that went with them: to learn from and to measure on. */
import sharp from 'sharp';
import type { Item } from '../core/contracts/item.ts';
import type { PageType } from '../core/contracts/screen.ts';
import { DaogouError } from '../core/errors.ts';
import type { Progress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { startWorker } from '../core/workers.ts';
import type { DemoShopWorker } from '../data/demo-shop/demo-shop-worker.ts';
import type { FreshSession, FreshSessions } from '../data/demo-shop/fresh-sessions.ts';
import { SessionScreensWriter } from '../data/formats/session-screens.ts';
import { openBrowser } from './render-screens/browser.ts';
import { SessionDrawer, type DrawnMoment } from './render-screens/draw-session.ts';
import { RENDERED_DEVICES, type RenderedDevice } from './render-screens/plan.ts';
import { sessionVisits } from './render-screens/session-visits.ts';
import { serveWorkspace } from './serve.ts';
import type { Workspace } from './workspace.ts';

export interface RenderSessionsOptions {
  /** Of the embedded shop, as `daogou demo` makes it. */
  readonly workspace: Workspace;
  /** Folder for the sessions; what it holds of earlier ones is replaced. */
  readonly out: string;
  readonly count: number;
  readonly seed: string | number;
  /** How many of the sessions have pictures, too; default none. */
  readonly pictures?: number | undefined;
  readonly progress: Progress;
}

export interface RenderSessionsReport {
  readonly sessions: number;
  /** Sessions of which a page did not come out as it was to, and which were left out. */
  readonly dropped: number;
  readonly events: number;
  readonly screens: number;
  readonly pictures: number;
  readonly pages: Readonly<Partial<Record<PageType, number>>>;
}

const QUALITY = 82;
/** A tab that has shown this many sessions makes room for a new one. */
const SESSIONS_A_TAB = 40;
const LANGUAGES = ['en', 'zh'] as const;

/**
 * Draws sessions of people that the shop's log does not know, and leads a browser along them: after each event stands
 * what its shopper saw when deciding on the next. The same seed on the same shop draws the same sessions.
 *
 * Throws `missing-dependency` without a browser, `invalid-input` where the workspace is not of the embedded shop.
 */
export async function renderSessions(options: RenderSessionsOptions): Promise<RenderSessionsReport> {
  const { workspace, count, seed, pictures = 0, progress } = options;
  const { items, sessions } = await freshSessions(workspace, seed, count);
  const browser = await openBrowser();
  try {
    const server = await serveWorkspace({ workspace, port: 0 });
    const drawer = new SessionDrawer(browser, server.url);
    const writer = await SessionScreensWriter.create(options.out, items);
    const itemById = new Map(items.map((item) => [item.id, item]));
    const report = { sessions: 0, dropped: 0, events: 0, screens: 0, pictures: 0, pages: {} };
    const step = progress.start('Drawing sessions', sessions.length);
    try {
      for (const [number, session] of sessions.entries()) {
        if (number % SESSIONS_A_TAB === 0) await drawer.close();
        const device = createRandom(`${seed}/${number}`).pick(RENDERED_DEVICES);
        const language = LANGUAGES[number % LANGUAGES.length];
        const visits = sessionVisits(session, (id) => knownItem(itemById, id), language);
        const moments = await drawer.draw(visits, device, number < pictures);
        if (moments) await write(writer, session, moments, device, language, report);
        else report.dropped++;
        step.advance();
        step.note(`${report.screens} screens`);
      }
      step.done();
    } finally {
      await drawer.close();
      await server.close();
    }
    return report;
  } finally {
    await browser.close();
  }
}

interface Counts {
  sessions: number;
  events: number;
  screens: number;
  pictures: number;
  readonly pages: Partial<Record<PageType, number>>;
}

async function write(
  writer: SessionScreensWriter,
  { id, scene, events }: FreshSession,
  moments: readonly (DrawnMoment | null)[],
  { device }: RenderedDevice,
  language: (typeof LANGUAGES)[number],
  counts: Counts,
): Promise<void> {
  const written = await Promise.all(
    events.map(async ({ type, time, itemId, quantity, query }, number) => {
      const moment = moments[number];
      const picture = moment?.picture && (await sharp(moment.picture).webp({ quality: QUALITY }).toBuffer());
      return {
        type,
        time,
        itemId,
        quantity,
        query,
        screen: moment?.reading ?? null,
        picture: picture ? await writer.addPicture(`${id}-${number}`, picture) : null,
      };
    }),
  );
  await writer.add({ id, shopper: id, scene, language, device, moments: written });
  counts.sessions++;
  counts.events += events.length;
  for (const { screen, picture } of written) {
    if (screen === null) continue;
    counts.screens++;
    counts.pictures += Number(picture !== null);
    counts.pages[screen.page.type] = (counts.pages[screen.page.type] ?? 0) + 1;
  }
}

const PAGE = 5_000;

/** People of another seed, along the shelf of this shop. */
async function freshSessions(
  { store, folder }: Workspace,
  seed: string | number,
  count: number,
): Promise<FreshSessions> {
  const made = (await store.imports.list(1_000)).find(({ format }) => format === 'demo');
  const { rows, total } = await store.items.list({ sort: 'id', offset: 0, limit: PAGE });
  if (!made) throw otherShop(folder);
  const until = `${made.startedAt.slice(0, 10)}T00:00:00.000Z`;
  const shop = { seed: Number(made.id.replace('demo-', '')), items: total, until };
  const worker = startWorker<DemoShopWorker>(
    new URL('../data/demo-shop/demo-shop-worker.ts', import.meta.url),
  );
  try {
    const fresh = await worker.call.freshSessions({ shop, seed, count });
    const titles = new Map(rows.map(({ id, title }) => [id, title.en]));
    if (fresh.items.some(({ id, title }) => titles.get(id) !== title.en)) throw otherShop(folder);
    return fresh;
  } finally {
    await worker.close();
  }
}

function knownItem(itemById: ReadonlyMap<string, Item>, id: string): Item {
  const item = itemById.get(id);
  if (!item)
    throw new DaogouError('not-found', 'A session has an item that its shop has not', { received: id });
  return item;
}

function otherShop(folder: string): DaogouError {
  return new DaogouError('invalid-input', 'Sessions are drawn of the embedded shop alone', {
    received: folder,
    remedy: 'Name a workspace that `daogou demo` made, with nothing else imported.',
  });
}
