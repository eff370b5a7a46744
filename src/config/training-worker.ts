/** The thread that trains: from a data set to a stored model. */
import { createHash } from 'node:crypto';
import type { ArtifactWriter } from '../core/contracts/artifacts.ts';
import type { Dataset } from '../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../core/contracts/event.ts';
import type { ModelManifest } from '../core/contracts/model-manifest.ts';
import { createRandom } from '../core/random.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { openArtifactStore } from '../data/storage/artifacts.ts';
import { openMediaStore } from '../data/storage/media.ts';
import { trainContentAdapters } from '../learning/training/train-content-encoders.ts';
import { trainNextAction } from '../learning/training/train-next-action.ts';
import { SceneInference } from '../models/scenes/scene-inference.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { catalogueHash, saveContentVectors } from './content-model.ts';
import { DEFAULTS } from './defaults.ts';
import { encodedVectors } from './encode.ts';
import { FACTS_FILE, ITEMS_FILE, RANKER_FOLDER, SCENES_FILE } from './model-files.ts';
import type { ColdPlaces, Recipe } from './recipe.ts';
import { defaultRecommender } from './recommenders.ts';
import { loggedSearch } from './search-log.ts';

export interface TrainingInput {
  readonly folder: string;
  readonly modelId: string;
  readonly seed: number;
  /** Share of the usual steps, in (0, 1]. */
  readonly effort: number;
  readonly recipe: Recipe;
  /** How long the recipe `best` looks for constants. */
  readonly searchMinutes: number;
  readonly coldPlaces: ColdPlaces | undefined;
  /** What pictures are encoded by, such as `compact` or `onnx:PATH`. */
  readonly image: string;
}

const PURCHASE = EVENT_TYPES.indexOf('purchase');

async function train(dataset: Dataset): Promise<ModelManifest> {
  const input = workerInput<TrainingInput>();
  const model = await openArtifactStore(input.folder).create(input.modelId);
  try {
    const manifest = await trainInto(model.writer, dataset, input);
    await model.commit(manifest);
    return manifest;
  } catch (thrown) {
    await model.abort();
    throw thrown;
  }
}

async function trainInto(
  writer: ArtifactWriter,
  dataset: Dataset,
  { folder, modelId, seed, effort, recipe, searchMinutes, coldPlaces, image }: TrainingInput,
): Promise<ModelManifest> {
  const progress = progressToParent();
  const random = createRandom(`training/${seed}`);
  const seconds: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const result = await work();
    seconds[name] = Number(((performance.now() - begun) / 1_000).toFixed(2));
    return result;
  };

  const { items } = dataset;
  const { threads } = DEFAULTS.training;
  const workspace = { folder, media: openMediaStore(folder) };
  const seen = await timed('pictures', () =>
    encodedVectors(workspace, items, { modality: 'image', spec: image, progress }),
  );
  const content = await timed('content', () =>
    trainContentAdapters({ items, image: seen, random: random.fork('content'), progress, threads, effort }),
  );
  const search = loggedSearch(folder, searchMinutes);
  const ranker = await timed('ranker', () =>
    defaultRecommender(content.vectors, { recipe, effort, coldPlaces, search }).fit(dataset, {
      random: random.fork('ranker'),
      progress,
    }),
  );
  const nextAction = await timed('nextAction', () =>
    trainNextAction(dataset, { random: random.fork('next-action'), progress }, { effort }),
  );

  await content.image.save(writer);
  await content.text.save(writer);
  await saveContentVectors(writer, content.vectors);
  await ranker.save(writer.within(RANKER_FOLDER));
  await nextAction?.model.save(writer);
  await writer.writeJson(SCENES_FILE, SceneInference.fit(dataset).toJson());
  await writer.writeArrays(FACTS_FILE, { bought: boughtItems(dataset) });
  await writer.writeJson(
    ITEMS_FILE,
    items.map(({ id }) => id),
  );
  return {
    modelId,
    createdAt: new Date().toISOString(),
    codeVersion: packageJson.version,
    seed,
    data: describeData(dataset),
    metrics: Object.fromEntries(
      Object.entries(nextAction?.metrics ?? {}).map(([name, value]) => [`nextAction.${name}`, value]),
    ),
    seconds,
    hasNextAction: nextAction !== undefined,
    recipe,
    imageEncoder: image,
  };
}

/** One an item: 1 where somebody bought it. */
function boughtItems({ events, items }: Dataset): Uint8Array {
  const bought = new Uint8Array(items.length);
  for (let i = 0; i < events.count; i++) {
    if (events.type[i] === PURCHASE && events.item[i] >= 0) bought[events.item[i]] = 1;
  }
  return bought;
}

function describeData({ source, items, userIds, events }: Dataset): ModelManifest['data'] {
  const hash = createHash('sha256').update(JSON.stringify(items)).update(JSON.stringify(userIds));
  for (const column of [events.time, events.type, events.user, events.item, events.session, events.scene]) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  const dateOf = (row: number): string | null =>
    events.count === 0 ? null : new Date(events.time[row]).toISOString();
  return {
    source,
    items: items.length,
    users: userIds.length,
    events: events.count,
    from: dateOf(0),
    until: dateOf(events.count - 1),
    hash: hash.digest('hex'),
    catalogueHash: catalogueHash(items),
  };
}

const methods = { train };
export type TrainingMethods = typeof methods;

exposeToParent(methods);
