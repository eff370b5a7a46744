/** The demo shop in a thread of its own: `startWorker<DemoShopWorker>(new URL('./demo-shop-worker.ts', import.meta.url))`. */
import { exposeToParent, progressToParent } from '../../core/workers.ts';
import { generateDemoShop, type DemoShop, type DemoShopOptions } from './demo-shop.ts';
import { generateFreshSessions, type FreshSessions, type FreshSessionsOptions } from './fresh-sessions.ts';
import { renderPictures, type PictureOptions } from './pictures.ts';
import type { Item } from '../../core/contracts/item.ts';

const methods = {
  generate: (options: DemoShopOptions): DemoShop => {
    const step = progressToParent().start('Making the demo shop', 1);
    const shop = generateDemoShop(options);
    step.advance();
    step.done();
    return shop;
  },
  freshSessions: (options: FreshSessionsOptions): FreshSessions => generateFreshSessions(options),
  renderPictures: async (
    items: readonly Pick<Item, 'id' | 'image'>[],
    options: Omit<PictureOptions, 'progress'>,
  ): Promise<void> => renderPictures(items, { ...options, progress: progressToParent() }),
};

export type DemoShopWorker = typeof methods;

exposeToParent(methods);
