import { existsSync } from 'node:fs';
import type { Finding } from './finding.ts';

/** Whether the workspace's model can foretell the next action; nothing where there is no model to ask. */
export async function findNextAction(workspace: string): Promise<Finding[]> {
  if (!existsSync(workspace)) return [];
  const { openArtifactStore } = await import('../../data/storage/artifacts.ts');
  const artifacts = openArtifactStore(workspace);
  const modelId = await artifacts.current();
  if (modelId === undefined) return [];
  const { loadNextAction } = await import('../../config/load-next-action.ts');
  const { modelManifestSchema } = await import('../../core/contracts/model-manifest.ts');
  const { manifest, reader } = await artifacts.open(modelId);
  const { model, lacking } = await loadNextAction(reader, modelManifestSchema.parse(manifest));
  const finding = { name: 'Next action', state: 'optional' } as const;
  if (lacking) return [{ ...finding, detail: lacking.message, remedy: lacking.remedy ?? '' }];
  if (model) return [{ ...finding, state: 'ok', detail: `foretold by ${modelId}` }];
  const remedy = 'Import visits (views, carts, searches), then train again: daogou train.';
  return [{ ...finding, detail: `${modelId} had no visits to learn from`, remedy }];
}
