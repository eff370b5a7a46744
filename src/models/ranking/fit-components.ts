import type { Dataset } from '../../core/contracts/dataset.ts';
import type { FitContext, Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';

/** Fits recommenders one after the other; one that lacks data is left out. */
export async function fitComponents(
  kinds: readonly RecommenderKind[],
  dataset: Dataset,
  { random, progress }: FitContext,
): Promise<Recommender[]> {
  const fitted: Recommender[] = [];
  for (const kind of kinds) {
    try {
      fitted.push(await kind.fit(dataset, { random: random.fork(kind.name), progress }));
    } catch (thrown) {
      if (!(thrown instanceof DaogouError && thrown.code === 'not-enough-data')) throw thrown;
    }
  }
  return fitted;
}
