import { z } from 'zod';
import type { Guide } from '../core/contracts/guide.ts';
import { startWorker } from '../core/workers.ts';
import { createLiveGuide, type LiveGuideParts } from '../guide/live-guide.ts';
import type { InferenceInput, InferenceMethods } from './inference-worker.ts';
import { ITEMS_FILE } from './model-files.ts';
import type { PictureMethods } from './picture-worker.ts';
import { readScenes } from './scene-settings.ts';
import { readShopRules } from './shop-rules.ts';
import type { Workspace } from './workspace.ts';

export interface LoadGuideOptions {
  /** A file of the shop's own scenes; default: `scenes.json` or `scenes.yaml` in the workspace, if there is one. */
  readonly scenes?: string | undefined;
}

export interface LoadedGuide {
  readonly guide: Guide;
  /** What the guide is made of, for what else answers shoppers. */
  readonly parts: LiveGuideParts;
  /** Resolves once search by photo can answer: the catalogue's pictures were looked at, or had been before. */
  readonly looked: () => Promise<void>;
  /** Ends the guide's threads. */
  close(): Promise<void>;
}

/**
 * Starts the threads that hold a stored model and look at pictures, and the guide over them, with the shop's rules.
 * Looking at the catalogue's pictures goes on behind its back.
 *
 * Throws `invalid-input` where the shop's rules or scenes cannot be used, `not-found` where their file is not there.
 */
export async function loadGuide(
  workspace: Workspace,
  modelId: string,
  { scenes: sceneFile }: LoadGuideOptions = {},
): Promise<LoadedGuide> {
  const scenes = await readScenes(workspace.folder, sceneFile);
  const rules = await readShopRules(workspace.folder);
  const { reader } = await workspace.artifacts.open(modelId);
  const ids = z.array(z.string()).parse(await reader.readJson(ITEMS_FILE));
  const items = await workspace.store.items.get(ids);
  const input: InferenceInput = { folder: workspace.folder, modelId, items };
  const worker = startWorker<InferenceMethods>(new URL('./inference-worker.ts', import.meta.url), { input });
  const pictures = startWorker<PictureMethods>(new URL('./picture-worker.ts', import.meta.url));
  const close = async (): Promise<void> => {
    await Promise.all([worker.close(), pictures.close()]);
  };
  try {
    await worker.call.ready();
    await worker.call.startLooking();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const parts: LiveGuideParts = {
    store: workspace.store,
    engine: worker.call,
    modelId,
    items,
    rules,
    scenes,
    locatePicture: (picture) => pictures.call.locate(picture),
  };
  return { guide: createLiveGuide(parts), parts, looked: () => worker.call.looked(), close };
}
