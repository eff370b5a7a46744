import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, HistoryEvent, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { normaliseInPlace, topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { ContentVectors, ModalityVectors } from '../../models/content-vectors.ts';
import { TwoTower } from '../../models/retrieval/two-tower/two-tower.ts';
import { FUSION_NAMES } from '../../models/fusion/named.ts';
import { createMemoryArtifacts } from '../../testing/memory-artifacts.ts';
import { trainTwoTower, type TwoTowerTraining } from './train-two-tower.ts';

const ITEMS = 60;
/** Items that no shopper ever touches: every tenth and the one after it, so some of either group. */
const untouched = (item: number): boolean => item % 10 < 2;
const groupOf = (item: number): number => item % 2;
const SHOPPERS = 90;
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.UTC(2026, 0, 1);
const NOW = START + 100 * DAY;
const MODEL = { width: 16, historyLength: 6, temperature: 0.1 };

/** A shop of two tastes. Only pictures and texts tell them apart: categories and prices are the same for both. */
function twoTasteShop(random: Random): { dataset: Dataset; content: ContentVectors } {
  const rows: { user: number; item: number; type: EventType; time: number }[] = [];
  for (let user = 0; user < SHOPPERS; user++) {
    const liked = [...Array(ITEMS).keys()].filter((item) => groupOf(item) === user % 2 && !untouched(item));
    for (let i = 0; i < 9; i++) {
      const time = START + Math.floor(random.next() * 100 * DAY);
      rows.push({ user, item: random.pick(liked), type: i % 3 === 0 ? 'purchase' : 'view_item', time });
    }
  }
  rows.sort((a, b) => a.time - b.time);
  const dataset: Dataset = {
    source: 'two tastes',
    items: Array.from({ length: ITEMS }, (_, i) =>
      itemSchema.parse({
        id: `${i}`,
        title: {},
        categories: ['All'],
        price: { amount: 100, currency: 'CNY' },
      }),
    ),
    userIds: Array.from({ length: SHOPPERS }, (_, i) => `${i}`),
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ({ time }) => time),
      type: Uint8Array.from(rows, ({ type }) => EVENT_TYPES.indexOf(type)),
      user: Int32Array.from(rows, ({ user }) => user),
      item: Int32Array.from(rows, ({ item }) => item),
      session: new Int32Array(rows.length).fill(-1),
      scene: new Int8Array(rows.length).fill(-1),
    },
  };
  // Every fifth item has no picture and every seventh no text; no item of these lacks both but one.
  return { dataset, content: { image: contentOf(12, 5, random), text: contentOf(10, 7, random) } };
}

function contentOf(width: number, lacking: number, random: Random): ModalityVectors {
  const centres = [0, 1].map(() => Array.from({ length: width }, () => random.normal()));
  const vectors = new Float32Array(ITEMS * width);
  const present = Uint8Array.from({ length: ITEMS }, (_, item) => (item % lacking === 3 ? 0 : 1));
  for (let item = 0; item < ITEMS; item++) {
    if (present[item] === 0) continue;
    const vector = centres[groupOf(item)].map((value) => value + 0.7 * random.normal());
    vectors.set(normaliseInPlace(Float32Array.from(vector)), item * width);
  }
  return { width, vectors, present };
}

const train = (
  shop: ReturnType<typeof twoTasteShop>,
  seed: string,
  epochs = 14,
  options: Partial<TwoTowerTraining> = {},
): Promise<TwoTower> =>
  trainTwoTower(
    shop.dataset,
    { content: shop.content, model: MODEL, epochs, threads: 1, ...options },
    { random: createRandom(seed), progress: silentProgress },
  );

const viewed = (item: number, minutesAgo: number): HistoryEvent => ({
  item,
  type: EVENT_TYPES.indexOf('view_item'),
  time: NOW - minutesAgo * MINUTE,
});

describe('trainTwoTower', () => {
  const shop = twoTasteShop(createRandom('two tastes'));
  let tower: TwoTower;
  beforeAll(async () => {
    tower = await train(shop, 'seed');
  });

  it('ranks what held-out shoppers like first, items that nobody touched included', async () => {
    const random = createRandom('held out');
    const queries = Array.from({ length: 40 }, (_, i): Query => {
      const liked = [...Array(ITEMS).keys()].filter((item) => groupOf(item) === i % 2);
      return {
        history: [viewed(random.pick(liked), 30), viewed(random.pick(liked), 3)],
        now: NOW,
        scene: -1,
      };
    });
    const scores = await tower.score(queries);
    const shareRight = (chosen: (item: number) => boolean, count: number): number => {
      const right = queries.map((_, i) => {
        const best = topIndices(
          scores[i].map((score, item) => (chosen(item) ? score : -Infinity)),
          count,
        );
        return best.filter((item) => groupOf(item) === i % 2).length / best.length;
      });
      return right.reduce((sum, share) => sum + share, 0) / right.length;
    };
    expect(shareRight(() => true, 15)).toBeGreaterThan(0.9);
    expect(shareRight(untouched, 4)).toBeGreaterThan(0.85);
  });

  it('gives weights to the modalities that an item has, and only to these', () => {
    for (let item = 0; item < ITEMS; item++) {
      const weights = tower.weightsOf(item);
      expect(weights.image + weights.text + weights.attributes + weights.behaviour).toBeCloseTo(1, 4);
      expect(weights.image > 0).toBe(shop.content.image.present[item] === 1);
      expect(weights.text > 0).toBe(shop.content.text.present[item] === 1);
      expect(weights.behaviour > 0).toBe(!untouched(item));
    }
  });

  it('gives the same bits for the same seed, and others for another', async () => {
    const stored = async (seed: string): Promise<unknown[]> => {
      const artifacts = createMemoryArtifacts();
      await (await train(shop, seed, 2)).save(artifacts);
      return [await artifacts.readArrays('item-vectors'), await artifacts.readBytes('shopper-tower.onnx')];
    };
    const first = await stored('same');
    expect(await stored('same')).toEqual(first);
    expect(await stored('other')).not.toEqual(first);
  });

  it.each(FUSION_NAMES)('takes %s by name, and stores it', async (fusion) => {
    const trained = await train(shop, fusion, 1, { fusion });
    const artifacts = createMemoryArtifacts();
    await trained.save(artifacts);
    const again = await TwoTower.load(artifacts, { items: shop.dataset.items });
    expect(again.fusion).toBe(fusion);
    const query = { history: [viewed(2, 10), viewed(4, 5)], now: NOW, scene: -1 };
    expect(await again.score([query])).toEqual(await trained.score([query]));
    for (let item = 0; item < ITEMS; item++) {
      expect(Object.values(again.weightsOf(item)).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 4);
    }
    const [{ goesBy }] = await again.read([query]);
    expect(goesBy !== undefined).toBe(fusion === 'shopper-attention');
  });

  it('reads the modalities that it is told to, and no other', async () => {
    const trained = await train(shop, 'image', 1, { modalities: ['image'] });
    expect(trained.weightsOf(0)).toEqual({ image: 1, text: 0, attributes: 0, behaviour: 0 });
    const elsewhere = {
      ...shop,
      content: { ...shop.content, text: contentOf(10, 2, createRandom('other')) },
    };
    const same = await train(elsewhere, 'image', 1, { modalities: ['image'] });
    const query = { history: [viewed(2, 10)], now: NOW, scene: -1 };
    expect(await same.score([query])).toEqual(await trained.score([query]));
    await expect(train(shop, 'none', 1, { modalities: [] })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('brings pictures and texts nearer where it is told to align them', async () => {
    const trained = await train(shop, 'aligned', 1, { alignment: 0.3 });
    const plain = await train(shop, 'aligned', 1);
    expect([...trained.vectorOf(5)]).not.toEqual([...plain.vectorOf(5)]);
  });

  it('learns from a log that is shorter than a batch', async () => {
    const few = { ...shop.dataset, events: { ...shop.dataset.events, count: 55 } };
    const steps: number[] = [];
    const progress = {
      start: () => ({ advance: () => void steps.push(1), note: () => undefined, done: () => undefined }),
    };
    const options = { content: shop.content, model: MODEL, epochs: 3, threads: 1 };
    await trainTwoTower(few, options, { random: createRandom('few'), progress });
    expect(steps.length).toBe(3);
  });

  it('says when there is too little to learn from', async () => {
    const dataset = { ...shop.dataset, events: { ...shop.dataset.events, count: 10 } };
    await expect(train({ ...shop, dataset }, 'seed')).rejects.toMatchObject({
      code: 'not-enough-data',
      received: 10,
    });
  });
});
