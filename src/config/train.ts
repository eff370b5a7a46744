import type { ModelManifest } from '../core/contracts/model-manifest.ts';
import { DaogouError } from '../core/errors.ts';
import { countForSale } from '../core/retired-items.ts';
import type { Progress } from '../core/progress.ts';
import { startWorker } from '../core/workers.ts';
import { DEFAULTS } from './defaults.ts';
import { DEFAULT_ENCODERS } from './encoders-default.ts';
import { readEncoderSpec } from './encoders.ts';
import type { ColdPlaces, Recipe } from './recipe.ts';
import type { TrainingInput, TrainingMethods } from './training-worker.ts';
import type { Workspace } from './workspace.ts';

export interface TrainOptions {
  readonly workspace: Workspace;
  readonly seed?: number;
  /** Share of the usual steps, in (0, 1]; default 1. Tests that need any model, not a good one, ask for less. */
  readonly effort?: number;
  /** `fast`, the default, is made for a minute or three; `best` for a night, or twenty minutes. */
  readonly recipe?: Recipe;
  /** Minutes that `best` looks for constants, of earlier runs on the same data too; default 3. */
  readonly searchMinutes?: number;
  /** As in `RecipeSettings`. */
  readonly coldPlaces?: ColdPlaces | undefined;
  /** What pictures are encoded by, as `daogou encode --image` takes it; default `compact`. */
  readonly image?: string;
  readonly progress: Progress;
}

/**
 * Trains all models of a workspace in a thread of its own and makes the result the current model. The same data,
 * seed and effort give the same model.
 *
 * Throws `not-enough-data` where there are no items or too few deeds; `invalid-input` for an encoder that there is not.
 */
export async function trainWorkspace({
  workspace,
  progress,
  seed = DEFAULTS.seed,
  effort = DEFAULTS.training.effort,
  recipe = 'fast',
  searchMinutes = DEFAULTS.training.searchMinutes,
  coldPlaces,
  image = DEFAULT_ENCODERS.image,
}: TrainOptions): Promise<ModelManifest> {
  // A misspelt encoder should not cost the time of reading the shop.
  readEncoderSpec(image, 'image');
  const dataset = await workspace.store.loadDataset();
  if (countForSale(dataset.items) === 0) {
    throw new DaogouError('not-enough-data', 'The workspace has no items to learn from', {
      received: workspace.folder,
      remedy: 'Import a shop first, for example: daogou import table DIR.',
    });
  }
  const modelId = newModelId(new Date());
  const { folder } = workspace;
  const input: TrainingInput = { folder, modelId, seed, effort, recipe, searchMinutes, coldPlaces, image };
  const worker = startWorker<TrainingMethods>(new URL('./training-worker.ts', import.meta.url), {
    input,
    progress,
  });
  try {
    const manifest = await worker.call.train(dataset);
    await workspace.artifacts.setCurrent(modelId);
    return manifest;
  } finally {
    await worker.close();
  }
}

/** Sorts by time: `2026-11-22-084012-123`. */
function newModelId(now: Date): string {
  const [date, time] = now.toISOString().split('T');
  return `${date}-${time.slice(0, 8).replaceAll(':', '')}-${time.slice(9, 12)}`;
}
