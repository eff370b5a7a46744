import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { prepareDemo } from '../../src/config/demo.ts';
import { serveWorkspace } from '../../src/config/serve.ts';
import { openWorkspace } from '../../src/config/workspace.ts';
import type { Event, Scene } from '../../src/core/contracts/event.ts';
import type { Language } from '../../src/core/contracts/item.ts';
import type { Store } from '../../src/core/contracts/store.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { quiet, watchRequests } from './page-probes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Small enough to be trained in seconds; large enough for every kind of thing. */
const SIZE = { items: 144, shoppers: 150 };

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
export type VisitedPage = Page & { readonly troubles: readonly string[] };

/** The demo shop on a server of its own, with a browser before it. */
export interface RunningShop {
  readonly url: string;
  readonly store: Store;
  /** A page of a fresh visitor, once it has settled. */
  visit(path: string, visitor?: Visitor): Promise<VisitedPage>;
  /** What the shop was told of this page's session, oldest first. */
  eventsOf(page: Page): Promise<Event[]>;
  /** Closes what was visited. */
  seeOff(): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(executablePath: string): Promise<RunningShop> {
  // Builds the pages where they are older than their sources.
  await promisify(execFile)(process.execPath, ['scripts/setup.mjs', '--quiet'], {
    cwd: root,
  });
  const folder = await mkdtemp(join(tmpdir(), 'daogou-web-shop-'));
  const workspace = await openWorkspace({ folder });
  await prepareDemo(workspace, silentProgress, SIZE);
  const server = await serveWorkspace({ workspace, port: 0 });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const contexts: BrowserContext[] = [];
  return {
    url: server.url,
    store: workspace.store,
    visit: async (path, visitor = {}) => {
      const context = await newVisitor(browser, visitor);
      contexts.push(context);
      return openPage(context, server.url + path);
    },
    eventsOf: async (page) => {
      const stored = await page.evaluate(() => sessionStorage.getItem('daogou.shopper'));
      const { sessionId } = JSON.parse(stored ?? '{}') as { sessionId: string };
      return workspace.store.events.recent({ sessionId }, 100);
    },
    seeOff: async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await server.close();
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newVisitor(browser: Browser, visitor: Visitor): Promise<BrowserContext> {
  const { size = COMPUTER, language = 'en', theme = 'light', scene } = visitor;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    locale: language === 'en' ? 'en-GB' : 'zh-CN',
    hasTouch: size !== COMPUTER,
  });
  if (scene !== undefined) {
    await context.addInitScript(
      (name) => sessionStorage.setItem('daogou.scene', JSON.stringify(name)),
      scene,
    );
  }
  return context;
}

async function openPage(context: BrowserContext, address: string): Promise<VisitedPage> {
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
  watchRequests(page);
  await page.goto(address);
  await quiet(page);
  return Object.assign(page, { troubles });
}
