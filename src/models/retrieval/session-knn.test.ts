import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { eventInterest, type EventWeights } from './event-interest.ts';
import { boughtBy, purchasesOf } from './fixtures/purchases.ts';
import { sessionKnn, type SessionKnnOptions } from './session-knn.ts';

recommenderSuite(sessionKnn(), { checkerboardRecall: 1 });

const fitOn = (dataset: Dataset, options: SessionKnnOptions = {}) =>
  sessionKnn(options).fit(dataset, { random: createRandom(1), progress: silentProgress });

describe('session-knn', () => {
  // Sessions {0, 1}, {0, 2, 3, 4}, {5, 6}; rarity left out.
  const dataset = purchasesOf(
    [
      [0, 1],
      [0, 2, 3, 4],
      [5, 6],
    ],
    8,
  );
  const plain = { rareCountsMore: false };

  it('gives the scores of a case worked out by hand', async () => {
    // Asked after 5, then 0: item 0 weighs 1, item 5 weighs 1/2. Likeness to {0, 1} is 1/√2, to {0, 2, 3, 4} 1/2, to
    // {5, 6} 1/2 · 1/√2, which it lends by half, since what they share is the item before the last.
    const [scores] = await (await fitOn(dataset, plain)).score([boughtBy([5, 0])]);
    expect(scores[1]).toBeCloseTo(Math.SQRT1_2, 3);
    expect(scores[2]).toBeCloseTo(0.5, 3);
    expect(scores[6]).toBeCloseTo(Math.SQRT1_2 / 4, 3);
    expect(scores[7]).toBeLessThan(1e-3);
  });

  it('lets rare items count more', async () => {
    // log(4 / 1) for the items of one session, log(4 / 2) for item 0.
    const [scores] = await (await fitOn(dataset)).score([boughtBy([0])]);
    expect(scores[1]).toBeCloseTo(Math.log(2) * Math.SQRT1_2 * Math.log(4), 3);
  });

  it('counts events as much as it is told, and those of long ago less', async () => {
    const weightOfViews = async (weights: EventWeights) => {
      const recommender = await fitOn(dataset, { ...plain, interest: eventInterest(weights) });
      return (await recommender.score([boughtBy([0], 'view_item')]))[0][1];
    };
    expect(await weightOfViews({})).toBeCloseTo(0.3 * Math.SQRT1_2, 3);
    expect(await weightOfViews({ view_item: 0.6 })).toBeCloseTo(0.6 * Math.SQRT1_2, 3);
    // Asked a day after 0: it counts 1/2; in {0, 1} a day before the end 1/2, in {0, 2, 3, 4} three days before it 1/8.
    const [faded] = await (await fitOn(dataset, { ...plain, halfLifeDays: 1 })).score([boughtBy([0])]);
    expect(faded[1]).toBeCloseTo((0.5 * 0.5) / Math.SQRT2, 3);
    expect(faded[4]).toBeCloseTo((0.5 * 0.125) / 2, 3);
    expect(() => sessionKnn({ halfLifeDays: 0 })).toThrow('half-life');
  });

  it('asks only the nearest, and only the newest', async () => {
    const [nearest] = await (await fitOn(dataset, { ...plain, neighbours: 1 })).score([boughtBy([0])]);
    expect([nearest[1] > 0.1, nearest[2] > 0.1]).toEqual([true, false]);
    const [newest] = await (await fitOn(dataset, { ...plain, sample: 1 })).score([boughtBy([0])]);
    expect([newest[1] > 0.1, newest[2] > 0.1]).toEqual([false, true]);
  });

  it('keeps the sessions of one user apart where the log names them', async () => {
    const apart = { ...dataset, events: { ...dataset.events, user: dataset.events.user.map(() => 0) } };
    const sessions = { ...apart, events: { ...apart.events, session: dataset.events.user } };
    const [joined] = await (await fitOn(apart, plain)).score([boughtBy([5])]);
    const [split] = await (await fitOn(sessions, plain)).score([boughtBy([5])]);
    expect([joined[1] > 0.01, split[1] > 0.01]).toEqual([true, false]);
  });

  it('serves a shop without events, and refuses a model of another catalogue', async () => {
    const recommender = await fitOn(purchasesOf([], 3));
    expect((await recommender.score([boughtBy([1])]))[0]).toEqual(new Float32Array(3));
    const artifacts = createMemoryArtifacts();
    await recommender.save(artifacts);
    const { items } = checkerboard().dataset;
    await expect(sessionKnn().load(artifacts, { items })).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});
