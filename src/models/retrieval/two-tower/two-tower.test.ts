import { beforeAll, describe, expect, it } from 'vitest';
import type { HistoryEvent, Query } from '../../../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../../../core/contracts/event.ts';
import { itemSchema, type Item } from '../../../core/contracts/item.ts';
import { MODALITIES } from '../../../core/contracts/modality.ts';
import { normaliseInPlace, softmax } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { Graph } from '../../../tensor/graph.ts';
import { add } from '../../../tensor/ops/arithmetic.ts';
import { placeColumns } from '../../../tensor/ops/gather.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession } from '../../../tensor/session.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { fusionNamed } from '../../fusion/named.ts';
import { ItemLikeness } from './item-likeness.ts';
import type { TwoTowerOptions } from './options.ts';
import { shopperOnnx } from './serving-graphs.ts';
import { createShopperFeatures, EXTRA_TOKENS, writeShopperFeatures } from './shopper-features.ts';
import { interestScores, shopperTower } from './shopper-tower.ts';
import { TwoTower } from './two-tower.ts';

const OPTIONS: TwoTowerOptions = { width: 8, historyLength: 6, temperature: 0.1 };
/** The fusion that does most: it tells what each shopper goes by. */
const SHOPPER = { attend: fusionNamed('shopper-attention', createRandom('fusion')).attend, modalities: 4 };
const ITEMS = 30;
const NOW = Date.UTC(2026, 4, 1);
const random = createRandom('two-tower');

const catalogue: readonly Item[] = Array.from({ length: ITEMS }, (_, i) =>
  itemSchema.parse({ id: `item ${i}`, title: {}, categories: ['Home'] }),
);

/** Two numbers a modality, and none of behaviour. */
const LIKENESS = {
  widths: [2, 2, 2, 0],
  vectors: Int8Array.from({ length: ITEMS * 6 }, () => random.integer(180) - 90),
  spreads: Float32Array.of(0.7, 0.7, 0.7, 0),
};

/** Parameters as training would leave them: random, and none of them zero. */
function someParameters(): ParameterStore {
  const parameters = new ParameterStore(random.fork('parameters'));
  shopperOnnx(parameters, OPTIONS, SHOPPER);
  for (const [name, { data }] of parameters) {
    const draws = random.fork(name);
    for (let i = 0; i < data.length; i++) data[i] += 0.3 * draws.normal();
  }
  return parameters;
}

const parameters = someParameters();
const vectors = new Float32Array(ITEMS * OPTIONS.width);
const weights = new Float32Array(ITEMS * MODALITIES.length);
for (let item = 0; item < ITEMS; item++) {
  const draw = (length: number): number[] => Array.from({ length }, () => random.normal());
  vectors.set(normaliseInPlace(Float32Array.from(draw(OPTIONS.width))), item * OPTIONS.width);
  weights.set(softmax(draw(MODALITIES.length)), item * MODALITIES.length);
}
const appeal = Float32Array.from({ length: ITEMS }, () => random.normal());

const queries: readonly Query[] = Array.from({ length: 37 }, (_, i) => ({
  history: Array.from({ length: i % 9 }, (_event, position): HistoryEvent => {
    const time = NOW - (9 - position) * 3_000_000;
    return { item: random.integer(ITEMS), type: random.integer(EVENT_TYPES.length), time };
  }),
  now: NOW,
  scene: (i % (SCENES.length + 1)) - 1,
}));

/** The scores of one query as the training graph computes them. */
async function scoresOfGraph(query: Query): Promise<Float32Array> {
  const { historyLength, temperature, width } = OPTIONS;
  const features = createShopperFeatures(1, historyLength);
  writeShopperFeatures(features, 0, query, historyLength);
  const history = new Float32Array(historyLength * width);
  for (const [slot, item] of features.items.entries()) {
    history.set(vectors.subarray(item * width, (item + 1) * width), slot * width);
  }
  const likeness = new ItemLikeness(LIKENESS).of([query], 1);
  const graph = new Graph();
  const shopper = shopperTower(
    graph,
    parameters,
    {
      history: graph.constant(history, [1, historyLength, width]),
      likeness: graph.constant(likeness, [1, MODALITIES.length + 1]),
      types: graph.constant(features.types, [historyLength]),
      ages: graph.constant(features.ages, [historyLength]),
      purchases: graph.constant(features.purchases, [historyLength]),
      scenes: graph.constant(features.scenes, [1]),
      mask: graph.constant(features.mask, [1, historyLength + EXTRA_TOKENS]),
    },
    SHOPPER,
  );
  const affinity = interestScores(shopper, graph.constant(vectors, [ITEMS, width]), temperature);
  const places = graph.constant(BigInt64Array.from(features.items, BigInt), [1, historyLength]);
  graph.output('scores', add(affinity, placeColumns(shopper.returns, places, ITEMS)));
  const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
  const { scores } = await session.run({});
  await session.release();
  return scores.map((score, item) => score + appeal[item]);
}

describe('TwoTower', () => {
  let tower: TwoTower;
  beforeAll(async () => {
    const itemIds = catalogue.map(({ id }) => id);
    tower = await TwoTower.fromParts({
      options: OPTIONS,
      itemIds,
      vectors,
      weights,
      appeal,
      fusion: 'shopper-attention',
      modalities: MODALITIES,
      likeness: LIKENESS,
      shopperOnnx: shopperOnnx(parameters, OPTIONS, SHOPPER),
    });
  });

  it('scores in plain numbers what the training graph scores', async () => {
    for (const query of [queries[0], queries[1], queries[8], queries[20]]) {
      const [plain] = await tower.score([query]);
      for (const [item, score] of (await scoresOfGraph(query)).entries()) {
        expect(plain[item]).toBeCloseTo(score, 3);
      }
    }
  });

  it('scores many queries as it scores one', async () => {
    const together = await tower.score(queries);
    expect(together.length).toBe(queries.length);
    for (const [i, query] of queries.entries()) {
      const [alone] = await tower.score([query]);
      expect(alone.length).toBe(ITEMS);
      for (const [item, score] of together[i].entries()) expect(score).toBeCloseTo(alone[item], 4);
    }
    expect(await tower.score([])).toEqual([]);
  });

  it('keeps calls apart that overlap', async () => {
    const apart: Float32Array[] = [];
    for (const query of queries) apart.push(...(await tower.score([query])));
    const overlapping = await Promise.all(queries.map((query) => tower.score([query])));
    expect(overlapping.flat()).toEqual(apart);
  });

  it('reads a shopper as weighted interests whose weights sum to 1', async () => {
    for (const [i, { interestWeights, weights: shares }] of (await tower.read(queries)).entries()) {
      expect(interestWeights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
      expect(shares.history + shares.scene + shares.general).toBeCloseTo(1, 5);
      for (const share of Object.values(shares)) expect(share).toBeGreaterThanOrEqual(0);
      expect(shares.scene > 0).toBe(queries[i].scene >= 0);
    }
  });

  it('tells what each shopper goes by, and that nothing is known of a guest', async () => {
    const readings = await tower.read(queries);
    const weightsOf = (goesBy: Readonly<Record<string, number>> = {}): number[] =>
      MODALITIES.map((modality) => goesBy[modality]);
    for (const { goesBy } of readings) {
      expect(weightsOf(goesBy).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    }
    const guests = queries.flatMap(({ history }, i) =>
      history.length === 0 ? [weightsOf(readings[i].goesBy)] : [],
    );
    expect(guests.length).toBeGreaterThan(1);
    for (const guest of guests) expect(guest).toEqual(guests[0]);
    expect(new Set(readings.map(({ goesBy }) => weightsOf(goesBy).join())).size).toBeGreaterThan(10);
  });

  it('reads a model of before there was a choice as attention over all modalities', async () => {
    const artifacts = createMemoryArtifacts();
    await tower.save(artifacts);
    const {
      fusion,
      modalities: _modalities,
      likenessWidths: _widths,
      ...old
    } = (await artifacts.readJson('two-tower.json')) as {
      fusion: string;
      modalities: string[];
      likenessWidths: number[];
    };
    expect(fusion).toBe('shopper-attention');
    expect((await TwoTower.load(artifacts, { items: catalogue })).fusion).toBe('shopper-attention');
    await artifacts.writeJson('two-tower.json', old);
    expect((await TwoTower.load(artifacts, { items: catalogue })).fusion).toBe('attention');
    await artifacts.writeJson('two-tower.json', { ...old, fusion });
    await expect(TwoTower.load(artifacts, { items: catalogue })).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });

  it('knows a guest without a history by the general taste alone', async () => {
    const guest: Query = { history: [], now: NOW, scene: -1 };
    const [[scores], [{ weights: shares }]] = [await tower.score([guest]), await tower.read([guest])];
    expect(shares.general).toBeCloseTo(1, 6);
    expect(shares.history).toBeCloseTo(0, 6);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('is most alike to itself, and gives the weights of an item', () => {
    for (let item = 0; item < ITEMS; item++) {
      const similarities = tower.similarities(item);
      expect(similarities[item]).toBeCloseTo(1, 5);
      expect(Math.max(...similarities)).toBe(similarities[item]);
      expect(Object.values(tower.weightsOf(item)).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 5);
    }
  });

  it('says what makes two items alike, from the parts of their vectors', () => {
    const [one, two] = [3, 17].map((item) => tower.vectorOf(item));
    const products = [0, 1, 2, 3].map((i) =>
      Math.max(0, one[2 * i] * two[2 * i] + one[2 * i + 1] * two[2 * i + 1]),
    );
    const total = products.reduce((sum, product) => sum + product, 0);
    expect(total).toBeGreaterThan(0);
    expect(Object.values(tower.likenessOf(3, 17))).toEqual(
      products.map((product) => expect.closeTo(product / total, 5)),
    );
    expect(tower.likenessOf(3, 17)).toEqual(tower.likenessOf(17, 3));
  });

  it('gives the same bits after it was saved and read back', async () => {
    const artifacts = createMemoryArtifacts();
    await tower.save(artifacts);
    const again = await TwoTower.load(artifacts, { items: catalogue });
    expect(await again.score(queries)).toEqual(await tower.score(queries));
    expect(await again.read(queries)).toEqual(await tower.read(queries));
    expect(again.weightsOf(7)).toEqual(tower.weightsOf(7));
  });

  it('refuses a catalogue that it was not trained on', async () => {
    const artifacts = createMemoryArtifacts();
    await tower.save(artifacts);
    const swapped = [catalogue[1], catalogue[0], ...catalogue.slice(2)];
    for (const items of [catalogue.slice(1), swapped, []]) {
      await expect(TwoTower.load(artifacts, { items })).rejects.toMatchObject({
        code: 'model-mismatch',
        received: { trainedOn: ITEMS, given: items.length },
      });
    }
  });
});
