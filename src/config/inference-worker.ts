/** The thread in which the guide thinks: loads a stored model and answers the engine's questions. */
import { z } from 'zod';
import type { Item } from '../core/contracts/item.ts';
import { modelManifestSchema } from '../core/contracts/model-manifest.ts';
import { silentProgress } from '../core/progress.ts';
import { exposeToParent, workerInput } from '../core/workers.ts';
import { openArtifactStore } from '../data/storage/artifacts.ts';
import { openMediaStore } from '../data/storage/media.ts';
import { GuideEngine, type EngineMethods } from '../guide/engine.ts';
import { SharedSpace } from '../guide/search/shared-space.ts';
import { SceneInference } from '../models/scenes/scene-inference.ts';
import { CompactTextEncoder } from '../perception/encoders/image/compact/compact-encoder.ts';
import { loadContentVectors } from './content-model.ts';
import { encodedVectors } from './encode.ts';
import { loadNextAction } from './load-next-action.ts';
import { FACTS_FILE, RANKER_FOLDER, SCENES_FILE } from './model-files.ts';
import { loadRanker } from './recommenders.ts';

export interface InferenceInput {
  readonly folder: string;
  readonly modelId: string;
  /** The catalogue in the order of the model's item ids. */
  readonly items: readonly Item[];
}

let engine: Promise<GuideEngine> | undefined;

function loaded(): Promise<GuideEngine> {
  engine ??= loadEngine(workerInput<InferenceInput>());
  return engine;
}

async function loadEngine({ folder, modelId, items }: InferenceInput): Promise<GuideEngine> {
  const { manifest, reader } = await openArtifactStore(folder).open(modelId);
  const nextAction = await loadNextAction(reader, modelManifestSchema.parse(manifest));
  if (nextAction.lacking) {
    const { message, remedy } = nextAction.lacking;
    process.emitWarning(`${message}. ${remedy}`, 'DaogouWarning');
  }
  const { bought } = await reader.readArrays(FACTS_FILE);
  const content = await loadContentVectors(reader, items.length);
  return new GuideEngine({
    items,
    bought: z.instanceof(Uint8Array).parse(bought),
    ...(await loadRanker(reader.within(RANKER_FOLDER), items, content)),
    scenes: SceneInference.fromJson(await reader.readJson(SCENES_FILE)),
    pictures: content.image,
    nextAction: nextAction.model,
  });
}

/** Whatever the model learned from, a photo and a catalogue meet where both were seen by the encoder that ships. */
async function lookAtPictures(): Promise<void> {
  const { folder, items } = workerInput<InferenceInput>();
  const workspace = { folder, media: openMediaStore(folder) };
  const seen = await encodedVectors(workspace, items, {
    modality: 'image',
    spec: 'compact',
    progress: silentProgress,
  });
  const space = new SharedSpace(seen, await CompactTextEncoder.open());
  await (await loaded()).see(space);
}

type OwnMethods = {
  ready(): Promise<void>;
  startLooking(): void;
  looked(): Promise<void>;
};
let looking: Promise<void> | undefined;

const methods: EngineMethods & OwnMethods = {
  /** Resolves once the model is loaded, so that the first shopper does not wait for it. */
  async ready() {
    await loaded();
  },
  /** Begins to look at the catalogue's pictures, in threads of their own; questions are answered meanwhile. */
  startLooking() {
    looking ??= lookAtPictures();
    looking.catch(() => {});
  },
  /** Resolves once all pictures were looked at; rejects where that failed. Other questions wait as long. */
  async looked() {
    await (looking ??= lookAtPictures());
  },
  recommend: async (query, options) => (await loaded()).recommend(query, options),
  similar: async (item, limit) => (await loaded()).similar(item, limit),
  search: async (wanted, query, options) => (await loaded()).search(wanted, query, options),
  rerank: async (items, query, options) => (await loaded()).rerank(items, query, options),
  inferScene: async (viewed, moment) => (await loaded()).inferScene(viewed, moment),
  nextActions: async (session) => (await loaded()).nextActions(session),
};

export type InferenceMethods = typeof methods;

exposeToParent(methods);
