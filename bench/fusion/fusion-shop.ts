/** The two shops of the fusion table, with what the encoders see in their items. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { encodedVectors } from '../../src/config/encode.ts';
import { DEFAULT_ENCODERS } from '../../src/config/encoders-default.ts';
import { importShop } from '../../src/config/import-shop.ts';
import { openWorkspace } from '../../src/config/workspace.ts';
import type { Dataset } from '../../src/core/contracts/dataset.ts';
import type { Progress } from '../../src/core/progress.ts';
import { createRandom } from '../../src/core/random.ts';
import { generateDemoShop } from '../../src/data/demo-shop/demo-shop.ts';
import { renderPictures } from '../../src/data/demo-shop/pictures.ts';
import type { TasteModality } from '../../src/data/demo-shop/shoppers.ts';
import { openMediaStore } from '../../src/data/storage/media.ts';
import { trainContentAdapters } from '../../src/learning/training/train-content-encoders.ts';
import type { ContentVectors, ModalityVectors } from '../../src/models/content-vectors.ts';
import { shopDataset } from '../shop-dataset.ts';

export type ShopName = 'demo' | 'hm';

export interface FusionShop {
  readonly dataset: Dataset;
  readonly content: ContentVectors;
  /** What each user truly goes by, in the order of `userIds`; undefined where nobody knows. */
  readonly goesBy?: readonly TasteModality[];
}

/** Seed of the embedded shop that a start without options opens. */
const DEMO_SEED = 7;

/**
 * A shop with its pictures and texts encoded by what the catalogue alone teaches: no shopper has a say in it. `kept`
 * is a folder in which it is kept from one run to the next.
 */
export async function openFusionShop(
  name: ShopName,
  { folder, kept, progress }: { folder: string; kept: string | undefined; progress: Progress },
): Promise<FusionShop> {
  const file = kept === undefined ? undefined : join(kept, `${name}.v8`);
  if (file !== undefined && existsSync(file)) return deserialize(readFileSync(file)) as FusionShop;
  const temporary = await mkdtemp(join(tmpdir(), 'daogou-fusion-'));
  try {
    const shop = name === 'hm' ? await hm(folder, temporary, progress) : await demo(temporary, progress);
    if (kept !== undefined && file !== undefined) {
      mkdirSync(kept, { recursive: true });
      writeFileSync(file, serialize(shop));
    }
    return shop;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function demo(temporary: string, progress: Progress): Promise<FusionShop> {
  const shop = generateDemoShop({ seed: DEMO_SEED });
  const media = openMediaStore(temporary);
  await renderPictures(shop.items, { mediaFolder: media.folder, looks: shop.truth.items, progress });
  const dataset = shopDataset(shop);
  return {
    dataset,
    content: await contentOf({ folder: temporary, media }, dataset, progress),
    goesBy: dataset.userIds.map((id) => shop.truth.shoppers[id].modality),
  };
}

async function hm(folder: string, temporary: string, progress: Progress): Promise<FusionShop> {
  const workspace = await openWorkspace({ folder: temporary, databaseUrl: '' });
  try {
    await importShop(workspace, 'hm', join(folder, 'hm'), progress);
    const dataset = await workspace.store.loadDataset();
    return { dataset, content: await contentOf(workspace, dataset, progress) };
  } finally {
    await workspace.close();
  }
}

type Pictures = Parameters<typeof encodedVectors>[0];

async function contentOf(
  pictures: Pictures,
  { items }: Dataset,
  progress: Progress,
): Promise<ContentVectors> {
  const request = { modality: 'image', spec: DEFAULT_ENCODERS.image, progress } as const;
  const image: ModalityVectors = await encodedVectors(pictures, items, request);
  const random = createRandom('fusion/content');
  return (await trainContentAdapters({ items, image, random, progress, threads: 1 })).vectors;
}
