import { describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import type { ContentVectors } from '../../models/content-vectors.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { purchasesOf } from '../../models/retrieval/fixtures/purchases.ts';
import { vbpr } from './train-vbpr.ts';

const board = checkerboard();

/** Pictures show the colour; the first item has none, and there are no texts. */
const content: ContentVectors = {
  image: {
    width: 2,
    vectors: Float32Array.from({ length: board.dataset.items.length * 2 }, (_, at) =>
      at > 1 && board.colourOf(at >> 1) === at % 2 ? 1 : 0,
    ),
    present: Uint8Array.from(board.dataset.items, (_, item) => (item === 0 ? 0 : 1)),
  },
  text: {
    width: 1,
    vectors: new Float32Array(board.dataset.items.length),
    present: new Uint8Array(board.dataset.items.length),
  },
};
const kind = vbpr(content, { width: 4, tasteWidth: 2 });

recommenderSuite(kind, { checkerboardRecall: 0.9 });

describe('vbpr', () => {
  it('tells by their pictures which items that nobody took are to whose taste', async () => {
    const model = await kind.fit(board.dataset, { random: createRandom(1), progress: silentProgress });
    const scores = await model.score(board.questions.map(({ query }) => query));
    const own = board.questions.map(({ colour }) =>
      board.coldItems.find((item) => board.colourOf(item) === colour),
    );
    for (const [index, item] of own.entries()) {
      const [other] = board.coldItems.filter((cold) => cold !== item);
      expect(scores[index][item ?? 0]).toBeGreaterThan(scores[index][other]);
    }
  });

  it('says that nothing was taken, and refuses a model of another catalogue', async () => {
    const context = { random: createRandom(1), progress: silentProgress };
    await expect(kind.fit(purchasesOf([], 3), context)).rejects.toMatchObject({ code: 'not-enough-data' });
    const artifacts = createMemoryArtifacts();
    await (await kind.fit(board.dataset, context)).save(artifacts);
    const items = board.dataset.items.slice(1);
    await expect(kind.load(artifacts, { items })).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});
