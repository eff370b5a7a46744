import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../core/contracts/recommender.ts';
import { silentProgress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { checkerboard } from './checkerboard.ts';
import { createMemoryArtifacts } from './memory-artifacts.ts';

export interface RecommenderSuiteOptions {
  /** Share of shoppers for whom the item they left out must come before all items of the other colour. */
  readonly checkerboardRecall: number;
  /** Parts of the contract that do not fit this recommender, each with its reason. */
  readonly skip?: readonly { readonly test: 'checkerboard'; readonly reason: string }[];
}

/**
 * What every RecommenderKind must do, on a checkerboard whose answer is known. Registers Vitest tests.
 *
 *     recommenderSuite(itemKnn(), { checkerboardRecall: 1 });
 */
export function recommenderSuite(kind: RecommenderKind, options: RecommenderSuiteOptions): void {
  const board = checkerboard();
  const queries = board.questions.map(({ query }) => query);
  const guest: Query = { history: [], now: queries[0].now, scene: -1 };
  const fit = (dataset: Dataset, seed = 'suite'): Promise<Recommender> =>
    kind.fit(dataset, { random: createRandom(seed), progress: silentProgress });
  const skipped = options.skip?.find(({ test }) => test === 'checkerboard');

  describe(`the recommender ${kind.name}`, () => {
    it('scores every item for every query, without a NaN', async () => {
      const scores = await (await fit(board.dataset)).score([...queries, guest]);
      expect(scores).toHaveLength(queries.length + 1);
      for (const row of scores) {
        expect(row).toBeInstanceOf(Float32Array);
        expect(row).toHaveLength(board.dataset.items.length);
        expect(row.some(Number.isNaN)).toBe(false);
      }
    });

    it('answers one query as it answers many, and none with nothing', async () => {
      const recommender = await fit(board.dataset);
      const together = await recommender.score(queries);
      for (const [index, query] of queries.entries()) {
        const [alone] = await recommender.score([query]);
        expect(largestGap(alone, together[index])).toBeLessThan(1e-5);
      }
      expect(await recommender.score([])).toEqual([]);
    });

    it('is the same for the same seed', async () => {
      const [first, second] = [await fit(board.dataset), await fit(board.dataset)];
      expect(await first.score(queries)).toEqual(await second.score(queries));
    });

    it('scores the same after it was saved and loaded', async () => {
      const recommender = await fit(board.dataset);
      const artifacts = createMemoryArtifacts();
      await recommender.save(artifacts);
      const loaded = await kind.load(artifacts, { items: board.dataset.items });
      expect(loaded.name).toBe(recommender.name);
      expect(await loaded.score([...queries, guest])).toEqual(await recommender.score([...queries, guest]));
    });

    it('does not change the scores it gave when asked again', async () => {
      const recommender = await fit(board.dataset);
      const [given] = await recommender.score([queries[0]]);
      const copy = given.slice();
      await recommender.score(queries);
      expect(given).toEqual(copy);
      given.fill(0);
      expect((await recommender.score([queries[0]]))[0]).toEqual(copy);
    });

    it.skipIf(skipped)('finds the missing items of a checkerboard', async () => {
      const scores = await (await fit(board.dataset)).score(queries);
      const found = board.questions.filter(({ colour, missing }, index) =>
        scores[index].every(
          (score, item) => board.colourOf(item) === colour || score < scores[index][missing],
        ),
      );
      expect(found.length / board.questions.length).toBeGreaterThanOrEqual(options.checkerboardRecall);
    });
  });
}

function largestGap(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => (value === b[i] ? most : Math.max(most, Math.abs(value - b[i]))), 0);
}
