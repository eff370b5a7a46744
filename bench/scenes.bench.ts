/**
 * Scene models beside one shared model, and a new scene from a few events beside training from scratch:
 * `node bench/scenes.bench.ts [--seeds 5] [--data DIR] [--only instacart|shop] [--write]`.
 *
 * `--data` names the folder that has `instacart/` in it; without it, that half is left out. `--write` puts the tables into
 * docs/guide/scenes.md.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openWorkspace, type Workspace } from '../src/config/workspace.ts';
import { importFolder } from '../src/data/formats/import.ts';
import { instacart } from '../src/data/formats/instacart.ts';
import { generateDemoShop } from '../src/data/demo-shop/demo-shop.ts';
import type { Dataset } from '../src/core/contracts/dataset.ts';
import { createRandom } from '../src/core/random.ts';
import { writeBetween } from './marked-section.ts';
import { embeddedShopTask } from './scenes/embedded-shop.ts';
import { instacartTask } from './scenes/instacart.ts';
import { knownTable, measureKnown, type SceneRow } from './scenes/known-scenes.ts';
import { measureNew, newTable } from './scenes/new-scene.ts';
import { shopDataset } from './shop-dataset.ts';
import type { SceneTask } from './scenes/scene-task.ts';

const DOCUMENT = new URL('../docs/guide/scenes.md', import.meta.url);

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    data: { type: 'string', default: process.env.DAOGOU_DATA ?? '../shared/data' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const seeds = Number(values.seeds);

async function inWorkspace(fill: (workspace: Workspace) => Promise<unknown>): Promise<Dataset> {
  const folder = await mkdtemp(join(tmpdir(), 'daogou-scenes-bench-'));
  const workspace = await openWorkspace({ folder });
  try {
    await fill(workspace);
    return await workspace.store.loadDataset();
  } finally {
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const shopOf = (): Dataset => shopDataset(generateDemoShop({ seed: 7, items: 720, shoppers: 1_500 }));
const instacartOf = (): Promise<Dataset> =>
  inWorkspace(({ store, media, folder }) =>
    importFolder({
      format: instacart,
      folder: join(values.data, 'instacart'),
      store,
      media,
      workspace: folder,
    }),
  );

/** All scenes together, then each part of their names: a group over the day, a time of day over the groups. */
function rowsOf({ sceneNames }: SceneTask): SceneRow[] {
  const parts = [...new Set(sceneNames.flatMap((name) => name.split(', ')))];
  return [
    { name: 'all', holds: () => true },
    ...parts.map((part) => ({
      name: part,
      holds: (scene: number) => sceneNames[scene]?.split(', ').includes(part) ?? false,
    })),
  ];
}

async function measure(name: string, task: SceneTask, newScenes: readonly number[]): Promise<void> {
  const { samples, questions } = task;
  console.log(`${name}: ${samples.rows} rows to learn from, ${questions.length} questions`);
  const known = knownTable(task, await measureKnown(task, seeds), rowsOf(task));
  const fresh = newTable(await measureNew(task, newScenes));
  const table = [
    known,
    `A new scene (in turn ${newScenes.map((scene) => task.sceneNames[scene]).join('; ')}):\n\n${fresh}`,
  ];
  const text = `${table.join('\n\n')}\n\n${circumstances(task)}\n`;
  console.log(`\n${text}`);
  if (values.write) write(name, text);
}

function circumstances({ samples, questions }: SceneTask): string {
  const machine = `${cpus()[0].model.trim()}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(0)}`;
  return `NDCG@10 over ${questions.length} questions, ${samples.rows} rows learned from, ${seeds} seeds; in brackets the difference to the shared model (below: to scratch) with its 95% interval over shoppers, bold where it lies above 0. ${machine}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}.`;
}

/** Puts the tables between the marks of their data. */
function write(name: string, text: string): void {
  writeBetween(DOCUMENT, [`<!-- measured: ${name} -->`, `<!-- /measured: ${name} -->`], text);
}

if (values.only !== 'instacart') {
  await measure('shop', embeddedShopTask(shopOf(), createRandom('shop')), [0, 1, 2, 3, 4, 5].slice(0, seeds));
}
if (values.only !== 'shop') {
  if (existsSync(join(values.data, 'instacart'))) {
    // One group each, at another time of the day.
    await measure(
      'instacart',
      instacartTask(await instacartOf(), createRandom('instacart')),
      [0, 4, 8, 11, 13].slice(0, seeds),
    );
  } else console.log(`No instacart in ${values.data}: that half is left out.`);
}
