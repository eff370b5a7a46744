import type { ArtifactReader } from '../../core/contracts/artifacts.ts';
import { DaogouError } from '../../core/errors.ts';

/** Reads `scores`, one an item, of the arrays stored under `name`; throws `model-mismatch` for another catalogue. */
export async function readScores(
  artifacts: ArtifactReader,
  name: string,
  itemCount: number,
): Promise<Float32Array> {
  const { scores } = await artifacts.readArrays(name);
  requireItems(name, scores?.length ?? 0, itemCount);
  return Float32Array.from(scores);
}

/** Throws `model-mismatch` where a stored model was fitted on another number of items than the catalogue has. */
export function requireItems(name: string, stored: number, itemCount: number): void {
  if (stored === itemCount) return;
  throw new DaogouError(
    'model-mismatch',
    `The stored model ${name} knows ${stored} items; the catalogue has ${itemCount}.`,
    { received: stored, remedy: 'Train again on the present catalogue.' },
  );
}
