/** The thread in which the guide thinks: loads a stored model and answers the engine's questions. */
import { z } from 'zod';
import type { Item } from '../core/contracts/item.ts';
import { modelManifestSchema } from '../core/contracts/model-manifest.ts';
import { exposeToParent, workerInput } from '../core/workers.ts';
import { openArtifactStore } from '../data/storage/artifacts.ts';
import { GuideEngine, type EngineMethods } from '../guide/engine.ts';
import { NextActionModel } from '../models/actions/next-action-model.ts';
import { SceneInference } from '../models/scenes/scene-inference.ts';
import { loadContentVectors } from './content-model.ts';
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
  const { hasNextAction } = modelManifestSchema.parse(manifest);
  const { bought } = await reader.readArrays(FACTS_FILE);
  const content = await loadContentVectors(reader, items.length);
  return new GuideEngine({
    items,
    bought: z.instanceof(Uint8Array).parse(bought),
    ...(await loadRanker(reader.within(RANKER_FOLDER), items, content)),
    scenes: SceneInference.fromJson(await reader.readJson(SCENES_FILE)),
    nextAction: hasNextAction ? await NextActionModel.load(reader) : undefined,
  });
}

const methods: EngineMethods & { ready(): Promise<void> } = {
  /** Resolves once the model is loaded, so that the first shopper does not wait for it. */
  async ready() {
    await loaded();
  },
  recommend: async (query, options) => (await loaded()).recommend(query, options),
  similar: async (item, limit) => (await loaded()).similar(item, limit),
  search: async (text, query, limit) => (await loaded()).search(text, query, limit),
  inferScene: async (viewed) => (await loaded()).inferScene(viewed),
  nextActions: async (session) => (await loaded()).nextActions(session),
};

export type InferenceMethods = typeof methods;

exposeToParent(methods);
