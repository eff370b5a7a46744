import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { factsOf, type Item } from '../../core/contracts/item.ts';
import { normaliseInPlace } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { generateDemoShop } from '../../data/demo-shop/demo-shop.ts';
import type { ItemVectors } from '../../perception/encoders/behaviour/behaviour-events.ts';
import { trainBehaviourEncoder } from './train-behaviour-encoder.ts';

const WIDTH = 48;

/** Each word of an item's categories and facts is a direction of its own: enough content for a test. */
function vectorsOf(items: readonly Item[]): ItemVectors {
  const vectors = new Float32Array(items.length * WIDTH);
  for (const [i, item] of items.entries()) {
    const row = vectors.subarray(i * WIDTH, (i + 1) * WIDTH);
    for (const word of [...item.categories, ...factsOf(item).flat(), item.brand ?? '']) {
      const direction = createRandom(word);
      for (let place = 0; place < WIDTH; place++) row[place] += direction.normal();
    }
    normaliseInPlace(row);
  }
  return { width: WIDTH, vectors };
}

function demoDataset(): Dataset {
  const { items, events } = generateDemoShop({ seed: 3, items: 400, shoppers: 1_200 });
  const place = new Map(items.map(({ id }, i) => [id, i]));
  const sessions = new Map([...new Set(events.map(({ sessionId }) => sessionId))].map((id, i) => [id, i]));
  return {
    source: 'demo',
    items,
    userIds: [],
    events: {
      count: events.length,
      time: Float64Array.from(events, ({ time }) => Date.parse(time)),
      type: Uint8Array.from(events, ({ type }) => EVENT_TYPES.indexOf(type)),
      user: new Int32Array(events.length).fill(-1),
      item: Int32Array.from(events, ({ itemId }) => place.get(itemId ?? '') ?? -1),
      session: Int32Array.from(events, ({ sessionId }) => sessions.get(sessionId) ?? -1),
      scene: new Int8Array(events.length).fill(-1),
    },
  };
}

describe('trainBehaviourEncoder', () => {
  const dataset = demoDataset();
  const items = vectorsOf(dataset.items);
  const learn = (steps: number, data = dataset) =>
    trainBehaviourEncoder({ dataset: data, items, random: createRandom(1), progress: silentProgress, steps });

  it('points at the next item of newer sessions more often than the mean of the items met', async () => {
    const { encoder, heldOut } = await learn(150);
    expect(heldOut.moments).toBeGreaterThan(300);
    expect(heldOut.recallAt20).toBeGreaterThan(heldOut.meanItemRecallAt20 + 0.08);
    expect(encoder.width).toBe(WIDTH);
  });

  it('learns the same from the same seed', async () => {
    const [a, b] = [await learn(3), await learn(3)];
    expect(a.heldOut).toEqual(b.heldOut);
    const behaviour = { history: [{ item: 1, type: 2, time: 0 }], now: 1 };
    expect(await a.encoder.encode([behaviour])).toEqual(await b.encoder.encode([behaviour]));
  });

  it('refuses a log in which nobody goes from item to item', async () => {
    const still = {
      ...dataset,
      events: { ...dataset.events, session: new Int32Array(dataset.events.count).fill(-1) },
    };
    await expect(learn(1, still)).rejects.toMatchObject({
      code: 'not-enough-data',
      received: 0,
      remedy: expect.any(String),
    });
  });
});
