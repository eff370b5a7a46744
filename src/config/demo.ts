import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import type { DemoShopWorker } from '../data/demo-shop/demo-shop-worker.ts';
import { DEFAULTS } from './defaults.ts';
import { trainWorkspace, type TrainOptions } from './train.ts';
import type { Workspace } from './workspace.ts';

export interface DemoSize {
  readonly seed?: number;
  readonly items?: number;
  readonly shoppers?: number;
  /** End of its trade, ISO 8601 in UTC; default: the last midnight, so that its shoppers were here just now. */
  readonly until?: string;
}

/** Rows written at once: each write is a message to the database's thread. */
const BATCH = 5_000;
const FORMAT = 'demo';

/**
 * Makes the embedded shop in a workspace and trains on it, as far as that has not been done yet: whatever an
 * interrupted start left is completed, and nothing is done twice. Size and training count for what is not there yet.
 */
export async function prepareDemo(
  workspace: Workspace,
  progress: Progress,
  size: DemoSize = {},
  training: Pick<TrainOptions, 'effort'> = {},
): Promise<void> {
  const imports = await workspace.store.imports.list(1_000);
  if (!imports.some(({ format }) => format === FORMAT)) await makeShop(workspace, progress, size);
  if ((await workspace.artifacts.current()) === undefined) {
    await trainWorkspace({ workspace, progress, ...training });
  }
}

async function makeShop(workspace: Workspace, progress: Progress, size: DemoSize): Promise<void> {
  const startedAt = new Date();
  const url = new URL('../data/demo-shop/demo-shop-worker.ts', import.meta.url);
  const worker = startWorker<DemoShopWorker>(url, { progress });
  try {
    const options = { ...DEFAULTS.demo, until: lastMidnight(startedAt), ...size };
    const shop = await worker.call.generate(options);
    const drawn = worker.call.renderPictures(shop.items, {
      mediaFolder: workspace.media.folder,
      looks: shop.truth.items,
    });
    const step = progress.start('Filling the shop', shop.events.length);
    const itemCount = await workspace.store.items.upsert(shop.items);
    const userCount = await workspace.store.users.upsert(shop.users);
    const events = { inserted: 0, duplicates: 0 };
    for (let start = 0; start < shop.events.length; start += BATCH) {
      const written = await workspace.store.events.append(shop.events.slice(start, start + BATCH));
      events.inserted += written.inserted;
      events.duplicates += written.duplicates;
      step.advance(Math.min(BATCH, shop.events.length - start));
    }
    step.done();
    await drawn;
    // The report comes last: it is the sign that the shop is whole.
    await workspace.store.imports.save({
      id: `demo-${options.seed}`,
      format: FORMAT,
      folder: workspace.folder,
      startedAt: startedAt.toISOString(),
      seconds: (Date.now() - startedAt.getTime()) / 1_000,
      items: itemCount,
      users: userCount,
      events,
      images: { stored: shop.items.length, unchanged: 0, rejected: 0 },
      rejected: {},
      badRows: [],
    });
  } finally {
    await worker.close();
  }
}

function lastMidnight(now: Date): string {
  return `${now.toISOString().slice(0, 10)}T00:00:00.000Z`;
}
