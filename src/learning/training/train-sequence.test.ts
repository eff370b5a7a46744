import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { cyclicShop } from './fixtures/cyclic-shop.ts';
import { FULL_ATTENTION, FULL_GRU, PLAIN_ATTENTION } from '../../models/retrieval/sequence/options.ts';
import { gru4rec, plainSasrec, sasrec } from './train-sequence-kinds.ts';
import { trainSequence } from './train-sequence.ts';

const small = { width: 16, heads: 2, length: 8 } as const;
const quick = { rows: 8, learningRate: 2e-2, epochs: 1, fewestSteps: 100, threads: 1 } as const;
const kinds = [
  sasrec({ shape: { ...FULL_ATTENTION, ...small }, ...quick }),
  plainSasrec({ shape: { ...PLAIN_ATTENTION, ...small }, ...quick, dropout: { input: 0, residual: 0 } }),
  gru4rec({ shape: { ...FULL_GRU, ...small }, ...quick }),
];
const fitted = (index: number, dataset: Dataset) =>
  kinds[index].fit(dataset, { random: createRandom('sequences'), progress: silentProgress });

// They tell what comes next, and what a shopper of the checkerboard left out lies amid the past. By chance it would be 0.1.
const brief = { ...quick, fewestSteps: 40 } as const;
recommenderSuite(sasrec({ shape: { ...FULL_ATTENTION, ...small }, ...brief }), { checkerboardRecall: 0.4 });
recommenderSuite(gru4rec({ shape: { ...FULL_GRU, ...small }, ...brief }), { checkerboardRecall: 0.4 });

describe.each(kinds.map(({ name }, index) => ({ name, index })))('$name', ({ index }) => {
  it('learns the order of a shop in which it matters', async () => {
    const shop = cyclicShop();
    const model = await fitted(index, shop.dataset);
    const scores = await model.score(shop.questions.map(({ query }) => query));
    const right = shop.questions.filter(({ next }, i) => topIndices(scores[i], 1)[0] === next);
    expect(right.length / shop.questions.length).toBeGreaterThan(0.9);
  });
});

describe('a sequence model', () => {
  const PURCHASE = EVENT_TYPES.indexOf('purchase');

  it('gives log-probabilities, and the popular to a guest', async () => {
    const { dataset } = cyclicShop();
    const model = await fitted(0, dataset);
    const past: Query = { history: [{ item: 3, type: PURCHASE, time: 0 }], now: 1, scene: -1 };
    const rows = await model.score([{ ...past, history: [] }, past]);
    for (const row of rows) {
      expect(row.reduce((sum, score) => sum + Math.exp(score), 0)).toBeCloseTo(1, 4);
    }
    const counts = dataset.items.map(
      (_, item) => dataset.events.item.filter((other) => other === item).length,
    );
    expect(counts[topIndices(rows[0], 1)[0]]).toBe(Math.max(...counts));
  });

  it('reads the newest part of a very long past, and leaves events about no item out', async () => {
    const { dataset } = cyclicShop();
    const model = await fitted(0, dataset);
    const event = (item: number, time: number) => ({ item, type: PURCHASE, time });
    const recent = Array.from({ length: 9 }, (_, i) => event(i % 5, 10_000 + i));
    const long = [...Array.from({ length: 5_000 }, (_, i) => event(i % 7, i)), ...recent, event(-1, 20_000)];
    const [short, whole] = await model.score([
      { history: recent, now: 30_000, scene: -1 },
      { history: long, now: 30_000, scene: -1 },
    ]);
    expect(whole).toEqual(short);
  });

  it('refuses a shop with next to no order in it, and a model of another catalogue', async () => {
    const shop = cyclicShop({ shoppers: 5, steps: 3 });
    await expect(fitted(0, shop.dataset)).rejects.toMatchObject({ code: 'not-enough-data' });
    const { dataset } = cyclicShop();
    const artifacts = createMemoryArtifacts();
    await (await fitted(0, dataset)).save(artifacts);
    await expect(kinds[0].load(artifacts, { items: dataset.items.slice(1) })).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });

  it('chooses the epoch by shoppers that it kept aside', async () => {
    const { dataset } = cyclicShop({ shoppers: 600 });
    const notes: string[] = [];
    await trainSequence(
      'sasrec',
      dataset,
      { shape: { ...FULL_ATTENTION, ...small }, ...quick, epochs: 2 },
      {
        random: createRandom(1),
        progress: { start: () => ({ advance() {}, note: (text) => notes.push(text), done() {} }) },
      },
    );
    expect(notes.some((note) => note.startsWith('held-out gain'))).toBe(true);
  });
});
