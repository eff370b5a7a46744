import type { ArtifactReader } from '../core/contracts/artifacts.ts';
import type { ModelManifest } from '../core/contracts/model-manifest.ts';
import { DaogouError } from '../core/errors.ts';
import { NextActionModel } from '../models/actions/next-action-model.ts';

export interface StoredNextAction {
  /** Undefined where the shop's log had no visits to learn from, and where the stored one cannot be read. */
  readonly model: NextActionModel | undefined;
  /** Why the stored one cannot be read, and what to do. */
  readonly lacking: DaogouError | undefined;
}

/**
 * What a stored model knows of the next action. One of another version of Daogou is left aside, so that the rest of
 * the guide serves on until the shop is trained again.
 */
export async function loadNextAction(
  reader: ArtifactReader,
  { hasNextAction }: Pick<ModelManifest, 'hasNextAction'>,
): Promise<StoredNextAction> {
  if (!hasNextAction) return { model: undefined, lacking: undefined };
  try {
    return { model: await NextActionModel.load(reader), lacking: undefined };
  } catch (thrown) {
    const isOutdated =
      thrown instanceof DaogouError && (thrown.code === 'model-mismatch' || thrown.code === 'model-missing');
    if (!isOutdated) throw thrown;
    const lacking = new DaogouError(
      'model-mismatch',
      'The next action cannot be foretold: another version of Daogou trained its model',
      { received: thrown.received, remedy: 'Train again: daogou train.', cause: thrown },
    );
    return { model: undefined, lacking };
  }
}
