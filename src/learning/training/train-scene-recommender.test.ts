import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { gatesNetwork } from '../../models/scenes/networks/gates.ts';
import { recommenderSuite } from '../../testing/recommender-suite.ts';
import { sceneRecommender } from './train-scene-recommender.ts';
import { taskWeightsOf, visitsBetween } from './train-scene-visits.ts';

const QUICK = { training: { steps: 150, batch: 128 } };

recommenderSuite(sceneRecommender(QUICK), { checkerboardRecall: 0.9 });

const DAY = 86_400_000;
const [GIFT, DAILY] = [2, 0];
const typeOf = (name: string): number => EVENT_TYPES.findIndex((type) => type === name);

/** Thirty cups from cheap to dear. For gifts the dearest third is bought, for every day the cheapest. */
function shop(): Dataset {
  const random = createRandom('shop');
  const items = Array.from({ length: 30 }, (_, i) =>
    itemSchema.parse({
      id: `cup-${i}`,
      title: { en: 'Cup' },
      categories: ['Home', 'Cups'],
      price: { amount: Math.round(500 * 1.15 ** i), currency: 'CNY' },
    }),
  );
  const rows = Array.from({ length: 700 }, (_, visit) => {
    const scene = visit % 2 ? GIFT : DAILY;
    const item = random.integer(10) + (scene === GIFT ? 20 : 0);
    const time = Date.UTC(2026, 0, 1) + visit * 0.2 * DAY;
    return ['view_item', 'purchase'].map((type, i) => ({
      time: time + i * 60_000,
      type: typeOf(type),
      // An odd number: the same shopper comes for both, so that the past does not tell which.
      user: visit % 69,
      item,
      session: visit,
      scene,
    }));
  }).flat();
  return {
    source: 'cups',
    items,
    userIds: Array.from({ length: 69 }, (_, i) => `u${i}`),
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ({ time }) => time),
      type: Uint8Array.from(rows, ({ type }) => type),
      user: Int32Array.from(rows, ({ user }) => user),
      item: Int32Array.from(rows, ({ item }) => item),
      session: Int32Array.from(rows, ({ session }) => session),
      scene: Int8Array.from(rows, ({ scene }) => scene),
    },
  };
}

describe('the scene recommender', () => {
  const context = () => ({ random: createRandom('fit'), progress: silentProgress });

  it('shows dear things for a gift and cheap ones for every day, to the same shopper', async () => {
    const recommender = await sceneRecommender({
      network: gatesNetwork,
      training: { steps: 300, batch: 128 },
    }).fit(shop(), context());
    expect(recommender.name).toBe('scene-gates');
    const { events } = shop();
    const asked: Query = {
      history: [0, 2].map((place) => ({
        item: events.item[place],
        type: events.type[place],
        time: events.time[place],
      })),
      now: events.time[events.count - 1] + 3_600_000,
      scene: GIFT,
    };
    const [gift, daily] = await recommender.score([asked, { ...asked, scene: DAILY }]);
    const best = (scores: Float32Array): number[] =>
      [...scores.keys()].sort((a, b) => scores[b] - scores[a]).slice(0, 8);
    expect(best(gift).filter((item) => item >= 20).length).toBeGreaterThanOrEqual(7);
    expect(best(daily).filter((item) => item < 10).length).toBeGreaterThanOrEqual(7);
  });

  it('says when a log has hardly any visits', async () => {
    const { events, ...rest } = shop();
    const none = { ...rest, events: { ...events, count: 0, ...emptied(events) } };
    await expect(sceneRecommender(QUICK).fit(none, context())).rejects.toMatchObject({
      code: 'not-enough-data',
    });
  });

  it('reads visits with what came before them, and not those that began earlier', () => {
    const { events } = shop();
    const begin = events.time[401];
    // The second event of a visit: the visit began before, so that the next one is the first that counts.
    const visits = visitsBetween({ events }, begin, begin + 2 * DAY);
    expect(visits.length).toBe(10);
    for (const { query, taken } of visits) {
      expect(query.history.every(({ time }) => time < query.now)).toBe(true);
      expect(query.now).toBeGreaterThan(begin);
      expect(taken.map(({ size }) => size)).toEqual([1, 0, 1]);
    }
  });

  it('gives no say to a task that nobody recorded', () => {
    const weights = Float32Array.from([1, 0, 1, 1, 0, 1]);
    const [click, cart, purchase] = taskWeightsOf({ weights }, [0.2, 0.3, 1]);
    expect(cart).toBe(0);
    expect(click).toBeCloseTo(1 / 6, 6);
    expect(purchase).toBeCloseTo(5 / 6, 6);
  });
});

function emptied(events: Dataset['events']) {
  return {
    time: events.time.subarray(0, 0),
    type: events.type.subarray(0, 0),
    user: events.user.subarray(0, 0),
    item: events.item.subarray(0, 0),
    session: events.session.subarray(0, 0),
    scene: events.scene.subarray(0, 0),
  };
}
