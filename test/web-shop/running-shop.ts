import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { prepareDemo } from '../../src/config/demo.ts';
import { serveWorkspace } from '../../src/config/serve.ts';
import { openWorkspace } from '../../src/config/workspace.ts';
import type { Event, Scene } from '../../src/core/contracts/event.ts';
import type { Language } from '../../src/core/contracts/item.ts';
import type { Store } from '../../src/core/contracts/store.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { quiet, watchRequests } from './page-probes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Small enough to be made in seconds; large enough for every kind of thing. */
const SIZE = { items: 96, shoppers: 120 };
/** The pages ask for any model, not for a good one. */
const TRAINING = { effort: 0.25 };

export const COMPUTER = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
export const NARROWEST = { width: 360, height: 740 };

export interface Visitor {
  size?: { width: number; height: number };
  language?: Language;
  theme?: 'light' | 'dark';
  scene?: Scene;
}

/** A page with what it threw and wrote to the console as an error. */
export type VisitedPage = Page & { readonly troubles: string[] };

/** The demo shop on a server of its own, with a browser before it. */
export interface RunningShop {
  readonly url: string;
  readonly store: Store;
  /** The workspace's. */
  readonly folder: string;
  readonly browserPath: string;
  /** The page of a fresh visitor, once it has settled; the page of an earlier visitor is theirs no more. */
  visit(path: string, visitor?: Visitor): Promise<VisitedPage>;
  /** What the shop was told of this page's session, oldest first. */
  eventsOf(page: Page): Promise<Event[]>;
  close(): Promise<void>;
}

/**
 * @param microphone a WAV file that every page hears when it listens, again and again; without one, no microphone
 */
export async function openShop(executablePath: string, microphone?: string): Promise<RunningShop> {
  // Builds the pages where they are older than their sources.
  await promisify(execFile)(process.execPath, ['scripts/setup.mjs', '--quiet'], {
    cwd: root,
  });
  const folder = await mkdtemp(join(tmpdir(), 'daogou-web-shop-'));
  const workspace = await openWorkspace({ folder });
  await prepareDemo(workspace, silentProgress, SIZE, TRAINING);
  const scenes = join(root, 'examples', 'scenes.yaml');
  const server = await serveWorkspace({ workspace, port: 0, scenes, trySpeech: microphone !== undefined });
  await server.looked();
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      ...(microphone === undefined ? [] : microphoneOf(microphone)),
    ],
  });
  // A page of each kind is kept and emptied: it has the pages' code at hand, as a new one would not.
  const pages = new Map<string, VisitedPage>();
  return {
    url: server.url,
    store: workspace.store,
    folder,
    browserPath: executablePath,
    visit: async (path, visitor = {}) => {
      const kind = JSON.stringify({ ...visitor, scene: undefined });
      const page = pages.get(kind) ?? (await newPage(browser, visitor));
      pages.set(kind, page);
      await makeFresh(page, server.url, visitor.scene);
      await page.goto(server.url + path);
      await quiet(page);
      return page;
    },
    eventsOf: async (page) => {
      const stored = await page.evaluate(() => sessionStorage.getItem('daogou.shopper'));
      const { sessionId } = JSON.parse(stored ?? '{}') as { sessionId: string };
      return workspace.store.events.recent({ sessionId }, 100);
    },
    close: async () => {
      await browser.close();
      await server.close();
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Chromium's microphone for tests, and no question whether it may be used. */
function microphoneOf(file: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-audio-capture=${file}`,
  ];
}

async function newPage(browser: Browser, visitor: Visitor): Promise<VisitedPage> {
  const { size = COMPUTER, language = 'en', theme = 'light' } = visitor;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    hasTouch: size !== COMPUTER,
  });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => {
    // Asked for by the browser alone, for a document that is none of the shop's pages.
    const isIcon = line.location().url.endsWith('/favicon.ico');
    if (line.type() === 'error' && !isIcon) troubles.push(line.text());
  });
  watchRequests(page);
  return Object.assign(page, { troubles });
}

/** Leaves nothing of an earlier visitor: a new session, nothing in the cart, no settings. */
async function makeFresh(page: VisitedPage, url: string, scene: Scene | undefined): Promise<void> {
  await page.unrouteAll();
  await page.context().setOffline(false);
  // A document of the shop without the shop's code, which would write its state once more on leaving.
  await page.goto(`${url}/health/live`);
  await page.evaluate((name) => {
    localStorage.clear();
    sessionStorage.clear();
    if (name !== undefined) sessionStorage.setItem('daogou.scene', JSON.stringify(name));
  }, scene);
  page.troubles.length = 0;
}
