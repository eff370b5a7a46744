import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  itemsAnswerSchema,
  nextActionAnswerSchema,
  rankAnswerSchema,
  recommendAnswerSchema,
  searchAnswerSchema,
  type NextActionAnswer,
  type RankAnswer,
  type RecommendAnswer,
} from '../core/contracts/api.ts';
import {
  EVENT_TYPES,
  SCENES,
  eventSchema,
  type Event,
  type EventInput,
  type EventType,
  type Scene,
} from '../core/contracts/event.ts';
import type { Guide } from '../core/contracts/guide.ts';
import { itemSchema, type Item } from '../core/contracts/item.ts';
import type { Rules } from '../core/contracts/rules.ts';
import type { Store } from '../core/contracts/store.ts';
import { silentProgress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { openStore } from '../data/storage/open-store.ts';
import { trainNextAction } from '../learning/training/train-next-action.ts';
import { trainTwoTower } from '../learning/training/train-two-tower.ts';
import { SceneInference } from '../models/scenes/scene-inference.ts';
import {
  createPieceTable,
  PIECE_WIDTH,
  SubwordBagEncoder,
  subwordProjection,
} from '../perception/encoders/text/subword-bag.ts';
import { Graph } from '../tensor/graph.ts';
import { ParameterStore } from '../tensor/parameters.ts';
import { BUILT_IN_SCENES } from './scenes/built-in-scenes.ts';
import { sceneCatalogue } from './scenes/scene-catalogue.ts';
import { GuideEngine, type EngineMethods, type EngineParts } from './engine.ts';
import { createLiveGuide } from './live-guide.ts';
import { SharedSpace } from './search/shared-space.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;
const KINDS = [
  { id: 'dress', en: 'silk dress', zh: '真丝连衣裙', category: 'Dresses', amount: 60_000 },
  { id: 'kettle', en: 'electric kettle', zh: '电水壶', category: 'Kitchen', amount: 9_900 },
];
const COLOURS = [
  { en: 'red', zh: '红色' },
  { en: 'blue', zh: '蓝色' },
  { en: 'green', zh: '绿色' },
];
const EACH = 15;

/** Fifteen dresses and fifteen kettles; the last of each kind is never touched. */
const CATALOGUE: readonly Item[] = KINDS.flatMap((kind) =>
  Array.from({ length: EACH }, (_, i) => {
    const colour = COLOURS[i % COLOURS.length];
    return itemSchema.parse({
      id: `${kind.id}-${i}`,
      title: { en: `${colour.en} ${kind.en} ${i}`, zh: `${colour.zh}${kind.zh}${i}` },
      categories: [kind.category],
      price: { amount: kind.amount + i, currency: 'CNY' },
      attributes: { colour: colour.en, colour_zh: colour.zh },
    });
  }),
);
const untouched = (id: string): boolean => id.endsWith(`-${EACH - 1}`);
const kindOf = (id: string): string => id.split('-')[0];

/** Sessions of shoppers who each like one kind: look, look, cart, and often the checkout. */
function pastEvents(): Event[] {
  const random = createRandom('past');
  return Array.from({ length: 130 }, (_, session) => {
    const kind = KINDS[session % 2];
    const pick = (): string => `${kind.id}-${random.integer(EACH - 1)}`;
    const [first, second] = [pick(), pick()];
    const deeds: [EventType, string | null][] = [
      ['search', null],
      ['view_item', first],
      ['view_item', second],
      ['add_to_cart', second],
      ['view_cart', null],
      ['begin_checkout', null],
      ['purchase', second],
    ];
    const kept = session % 5 === 0 ? deeds.slice(0, 3) : deeds;
    return kept.map(([type, itemId], i) =>
      eventSchema.parse({
        id: `past-${session}-${i}`,
        type,
        itemId,
        time: new Date(NOW - (140 - session) * DAY + i * 30_000).toISOString(),
        userId: session % 3 === 0 ? null : `user-${session % 40}`,
        sessionId: `past-${session}`,
        scene: session % 2 ? 'daily' : 'luxury',
      }),
    );
  }).flat();
}

async function textVectors(
  items: readonly Item[],
): Promise<{ width: number; vectors: Float32Array; present: Uint8Array }> {
  const random = createRandom('texts');
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  subwordProjection(graph, parameters, graph.input('bags', [1, PIECE_WIDTH]), 32);
  const encoder = await SubwordBagEncoder.fromParameters(createPieceTable(random), parameters, 32);
  const vectors = await encoder.encode(items.map(({ title }) => `${title.en} ${title.zh}`));
  return { width: 32, vectors, present: new Uint8Array(items.length).fill(1) };
}

async function trainParts(store: Store): Promise<EngineParts> {
  const dataset = await store.loadDataset();
  const { items, events } = dataset;
  const content = {
    image: { width: 2, vectors: new Float32Array(2 * items.length), present: new Uint8Array(items.length) },
    text: await textVectors(items),
  };
  const context = { random: createRandom('guide'), progress: silentProgress };
  const model = { width: 16, historyLength: 6, temperature: 0.1 };
  const tower = await trainTwoTower(dataset, { content, model, epochs: 25, threads: 1 }, context);
  const bought = new Uint8Array(items.length);
  const purchase = EVENT_TYPES.indexOf('purchase');
  for (let i = 0; i < events.count; i++) if (events.type[i] === purchase) bought[events.item[i]] = 1;
  const nextAction = (await trainNextAction(dataset, context))?.model;
  return { items, bought, ranker: tower, tower, scenes: SceneInference.fit(dataset), nextAction };
}

function engineOver(parts: EngineParts): EngineMethods {
  const engine = new GuideEngine(parts);
  return {
    recommend: (query, options) => engine.recommend(query, options),
    similar: async (item, limit) => engine.similar(item, limit),
    search: (wanted, query, options) => engine.search(wanted, query, options),
    rerank: (items, query, options) => engine.rerank(items, query, options),
    inferScene: async (viewed, moment) => engine.inferScene(viewed, moment),
    nextActions: (session) => engine.nextActions(session),
  };
}

describe('the live guide', () => {
  let folder: string;
  let store: Store;
  let parts: EngineParts;
  let guide: Guide;
  let happened = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daogou-guide-'));
    store = await openStore({ workspace: folder });
    await store.items.upsert(CATALOGUE);
    await store.events.append(pastEvents());
    parts = await trainParts(store);
    guide = createLiveGuide({
      store,
      engine: engineOver(parts),
      modelId: 'test',
      items: parts.items,
      now: () => NOW,
    });
  });
  afterAll(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Something a guest does now, one second after the last. */
  const does = async (sessionId: string, type: EventType, given: Partial<EventInput> = {}): Promise<void> => {
    const time = new Date(NOW - 60_000 + 1_000 * happened).toISOString();
    await store.events.append([
      eventSchema.parse({ id: `now-${happened++}`, type, time, sessionId, ...given }),
    ]);
  };
  const recommend = (request: Partial<Parameters<Guide['recommend']>[0]>): Promise<RecommendAnswer> =>
    guide.recommend({ limit: 8, exclude: [], ...request });
  const nextAction = (
    request: Partial<Parameters<Guide['nextAction']>[0]>,
    asked = guide,
  ): Promise<NextActionAnswer> => asked.nextAction({ limit: 5, exclude: [], ...request });
  const idsOf = ({ items }: { items: readonly { item: Item }[] }): string[] =>
    items.map(({ item }) => item.id);

  it('answers a guest who has done nothing yet', async () => {
    const answer = await recommend({ sessionId: 'nobody' });
    expect(recommendAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.items.length).toBe(8);
    expect(answer.shopperWeights.general).toBeCloseTo(1, 4);
    expect(answer.items.flatMap(({ evidence }) => evidence.becauseOf)).toEqual([]);
  });

  it('changes its answer after one event, and says because of what', async () => {
    for (const kind of ['dress', 'kettle']) {
      const sessionId = `guest of ${kind}`;
      const before = await recommend({ sessionId });
      await does(sessionId, 'view_item', { itemId: `${kind}-3` });
      const after = await recommend({ sessionId });
      expect(idsOf(after)).not.toEqual(idsOf(before));
      expect(idsOf(after).filter((id) => kindOf(id) === kind).length).toBeGreaterThanOrEqual(7);
      expect(after.shopperWeights.history).toBeGreaterThan(0.2);
      const others = after.items.filter(({ item }) => item.id !== `${kind}-3`);
      expect(others.some(({ evidence }) => evidence.becauseOf[0]?.itemId === `${kind}-3`)).toBe(true);
    }
  });

  it('knows a person from before', async () => {
    const { user, kind } = { user: 'user-1', kind: 'kettle' };
    const answer = await recommend({ userId: user });
    expect(idsOf(answer).filter((id) => kindOf(id) === kind).length).toBeGreaterThanOrEqual(6);
  });

  it('leaves out the cart, what is excluded and, if asked, other categories', async () => {
    const sessionId = 'restricted';
    await does(sessionId, 'view_item', { itemId: 'dress-1' });
    const [best, second] = idsOf(await recommend({ sessionId }));
    await does(sessionId, 'add_to_cart', { itemId: best });
    const answer = await recommend({ sessionId, exclude: [second, 'no such item'], limit: 100 });
    expect(idsOf(answer)).not.toContain(best);
    expect(idsOf(answer)).not.toContain(second);
    expect(answer.items.length).toBe(CATALOGUE.length - 2);
    const kitchen = await recommend({ sessionId, category: 'Kitchen', limit: 100 });
    expect(kitchen.items.length).toBe(EACH);
    expect(idsOf(kitchen).every((id) => kindOf(id) === 'kettle')).toBe(true);
    expect((await recommend({ sessionId, category: 'No such category' })).items).toEqual([]);
  });

  it('can recommend what nobody ever touched, and says so', async () => {
    const sessionId = 'finder';
    await does(sessionId, 'view_item', { itemId: 'kettle-2' });
    const { items } = await recommend({ sessionId, limit: 100 });
    const cold = items.filter(({ item }) => untouched(item.id));
    expect(cold.length).toBe(KINDS.length);
    for (const { evidence, reason, weights } of cold) {
      expect(evidence.cold).toBe(true);
      expect(weights.behaviour).toBe(0);
      expect(reason.en).toContain('nobody has bought it yet');
    }
    const rankOf = (id: string): number => items.findIndex(({ item }) => item.id === id);
    expect(rankOf(`kettle-${EACH - 1}`)).toBeLessThan(rankOf(`dress-${EACH - 1}`));
  });

  it('says only what the evidence holds', async () => {
    const sessionId = 'curious';
    await does(sessionId, 'view_item_list', { itemId: 'kettle-5' });
    await does(sessionId, 'view_item', { itemId: 'dress-4' });
    const { items } = await recommend({ sessionId, limit: 100 });
    for (const { item, evidence, reason, weights } of items) {
      expect(weights.image + weights.text + weights.attributes + weights.behaviour).toBeCloseTo(1, 4);
      // No item has a picture here, so nothing may be said to look like anything.
      expect(weights.image).toBe(0);
      expect(`${reason.en}${reason.zh}`).not.toMatch(/looks|外观|undefined|\{item\}/);
      // What was only listed was not looked at.
      expect(evidence.ownPast).toBe(item.id === 'dress-4' ? 'seen' : null);
      expect(evidence.becauseOf.every(({ itemId }) => itemId === 'dress-4')).toBe(true);
      for (const { name, value } of evidence.sharedAttributes) {
        expect(item.attributes[name]).toBe(value);
        expect(CATALOGUE.find(({ id }) => id === 'dress-4')?.attributes[name]).toBe(value);
      }
    }
  });

  it('takes the scene that is given, then the one that the page reports, and else infers it', async () => {
    const sessionId = 'scenic';
    await does(sessionId, 'view_item', { itemId: 'dress-1' });
    expect((await recommend({ sessionId })).scene).toMatchObject({ name: 'luxury', source: 'inferred' });
    await does(sessionId, 'view_item', { itemId: 'dress-2', scene: 'gift' });
    expect((await recommend({ sessionId })).scene).toEqual({
      name: 'gift',
      like: 'gift',
      probability: 1,
      source: 'given',
      why: { en: 'The page you came from names this occasion.', zh: '你来自的页面标明了这个场景。' },
      others: [],
    });
    expect((await recommend({ sessionId, scene: 'urgent' })).scene.name).toBe('urgent');
  });

  it('says how sure it is of an inferred scene, why, and what else it may be', async () => {
    const sessionId = 'inferring';
    await does(sessionId, 'view_item', { itemId: 'dress-1' });
    const { scene, strategy, presentation } = await recommend({ sessionId });
    expect(scene).toMatchObject({ name: 'luxury', like: 'luxury', source: 'inferred' });
    expect(scene.probability).toBeGreaterThan(0.5);
    expect(scene.why.en).toBe(
      `${Math.round(100 * scene.probability)}% sure, because you looked at Dresses and of the prices you look at.`,
    );
    expect(scene.others).toHaveLength(2);
    expect(scene.others[0].name).toBe('daily');
    expect(scene.others.every(({ probability }) => probability < scene.probability)).toBe(true);
    // A strategy counts as far as its scene is sure.
    expect(strategy.price).toBeCloseTo(scene.probability * BUILT_IN_SCENES.luxury.strategy.price, 6);
    expect(presentation).toEqual(BUILT_IN_SCENES.luxury.presentation);
  });

  it("lets the strategy of a scene count, of the shop's own scenes too", async () => {
    const own = (name: string, repeatPurchase: number) => ({
      [name]: { like: 'daily' as const, label: { en: name, zh: name }, strategy: { repeatPurchase } },
    });
    const asked = createLiveGuide({
      store,
      engine: engineOver(parts),
      modelId: 'test',
      items: parts.items,
      now: () => NOW,
      scenes: sceneCatalogue({ scenes: { ...own('again', 3), ...own('never-again', -3) } }),
    });
    const sessionId = 'bought';
    await does(sessionId, 'purchase', { itemId: 'kettle-3' });
    const placeIn = async (scene: string): Promise<number> => {
      const answer = await asked.recommend({ sessionId, scene, limit: 100, exclude: [] });
      expect(answer.scene).toMatchObject({ name: scene, like: 'daily', source: 'given' });
      return idsOf(answer).indexOf('kettle-3');
    };
    expect(await placeIn('again')).toBe(0);
    expect(await placeIn('never-again')).toBeGreaterThan(await placeIn('daily'));
    await expect(asked.recommend({ scene: 'wedding', limit: 5, exclude: [] })).rejects.toMatchObject({
      code: 'invalid-input',
      received: 'wedding',
    });
  });

  it('shows what suits the scene first, whatever the shopper did before', async () => {
    expect(idsOf(await recommend({ scene: 'luxury' })).map(kindOf)).toEqual(Array(8).fill('dress'));
    expect(idsOf(await recommend({ scene: 'daily' })).map(kindOf)).toEqual(Array(8).fill('kettle'));
    const sessionId = 'torn';
    await does(sessionId, 'view_item', { itemId: 'kettle-5' });
    const dressesIn = async (scene: Scene | null): Promise<number> =>
      idsOf(await recommend({ sessionId, scene, limit: EACH })).filter((id) => kindOf(id) === 'dress').length;
    expect(await dressesIn('luxury')).toBeGreaterThan(await dressesIn(null));
    expect(await dressesIn('daily')).toBe(0);
  });

  it('infers the scene again once it is left to it again', async () => {
    const sessionId = 'scenic no more';
    await does(sessionId, 'view_item', { itemId: 'dress-1', scene: 'gift' });
    expect((await recommend({ sessionId })).scene.source).toBe('given');
    // Asked for before the page had anything to report.
    expect((await recommend({ sessionId, scene: null })).scene).toMatchObject({ source: 'inferred' });
    await does(sessionId, 'view_item', { itemId: 'dress-2' });
    expect((await recommend({ sessionId })).scene).toMatchObject({ name: 'luxury', source: 'inferred' });
  });

  it('proposes to look at what it would recommend in this scene, and never at what is excluded', async () => {
    const sessionId = 'excluding';
    await does(sessionId, 'view_item', { itemId: 'dress-3' });
    const looked = new Set<string | undefined>();
    for (const scene of ['daily', 'luxury', null] as const) {
      const exclude = ['dress-3'];
      for (let round = 0; round < 3; round++) {
        const [best] = (await recommend({ sessionId, scene, exclude, limit: 1 })).items;
        const { actions } = await nextAction({ sessionId, scene, exclude });
        const look = actions.find(({ action }) => action === 'view_item');
        expect(look).toMatchObject({ target: { id: best.item.id }, reason: best.reason });
        // The item that lies open is what else would go into the cart; it is excluded, too.
        const targets = actions.flatMap(({ target }) => target?.id ?? []);
        expect(exclude.filter((id) => targets.includes(id))).toEqual([]);
        exclude.push(best.item.id);
        looked.add(`${scene} ${best.item.id}`);
      }
    }
    expect(looked.size).toBe(9);
  });

  it('foresees the next action by the scene it is given', async () => {
    const sessionId = 'foreseen';
    await does(sessionId, 'view_item', { itemId: 'dress-3', scene: 'gift' });
    const seen: unknown[] = [];
    const engine = engineOver(parts);
    const asked = createLiveGuide({
      store,
      engine: {
        ...engine,
        nextActions: (session) => {
          seen.push(session.scene);
          return engine.nextActions(session);
        },
      },
      modelId: 'test',
      items: parts.items,
      now: () => NOW,
    });
    for (const scene of [undefined, 'daily', null] as const) await nextAction({ sessionId, scene }, asked);
    expect(seen).toEqual([SCENES.indexOf('gift'), SCENES.indexOf('daily'), -1]);
  });

  it('finds items like one item, the item itself left out', async () => {
    const answer = await guide.similar({ itemId: 'dress-3', limit: 10 });
    expect(itemsAnswerSchema.parse(answer)).toEqual(answer);
    expect(idsOf(answer)).not.toContain('dress-3');
    expect(idsOf(answer).filter((id) => kindOf(id) === 'dress').length).toBeGreaterThanOrEqual(8);
    const scores = answer.items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    await expect(guide.similar({ itemId: 'no such item', limit: 10 })).rejects.toMatchObject({
      code: 'not-found',
      received: 'no such item',
    });
  });

  it('searches in English and Chinese, forgiving slips', async () => {
    const search = async (q: string, sessionId = 'searcher'): Promise<string[]> =>
      idsOf(await guide.search({ q, sessionId, limit: 5 }));
    for (const q of ['kettle', 'ketttle', '电水壶', '水壶', 'electric 水壶']) {
      expect((await search(q)).map(kindOf)).toEqual(Array.from({ length: 5 }, () => 'kettle'));
    }
    for (const q of ['silk dres', '连衣裙', '裙子']) {
      expect((await search(q)).map(kindOf)).toEqual(Array.from({ length: 5 }, () => 'dress'));
    }
    expect(await search('红色连衣裙')).toHaveLength(5);
    expect((await search('红色连衣裙')).every((id) => Number(id.split('-')[1]) % COLOURS.length === 0)).toBe(
      true,
    );
    expect(await search('xylophone')).toEqual([]);
  });

  it('never proposes the checkout for an empty cart, nor to look at what is before the eyes', async () => {
    const needsCart = ['view_cart', 'begin_checkout', 'purchase'];
    const sessionId = 'stepper';
    const propose = async (): Promise<NextActionAnswer> => {
      const answer = await nextAction({ sessionId });
      expect(nextActionAnswerSchema.parse(answer)).toEqual(answer);
      return answer;
    };
    const actionsOf = async (): Promise<string[]> => (await propose()).actions.map(({ action }) => action);
    expect((await actionsOf()).filter((action) => needsCart.includes(action))).toEqual([]);
    await does(sessionId, 'search');
    await does(sessionId, 'view_item', { itemId: 'kettle-1' });
    await does(sessionId, 'view_item', { itemId: 'kettle-2' });
    const looking = await propose();
    expect(looking.actions.filter(({ action }) => needsCart.includes(action))).toEqual([]);
    expect(looking.actions[0]).toMatchObject({ action: 'add_to_cart', target: { id: 'kettle-2' } });
    const look = looking.actions.find(({ action }) => action === 'view_item');
    expect(look?.target?.id).not.toBe('kettle-2');
    await does(sessionId, 'add_to_cart', { itemId: 'kettle-2' });
    const withCart = await actionsOf();
    expect(withCart).toContain('view_cart');
    expect(withCart).not.toContain('purchase');
    await does(sessionId, 'view_cart');
    expect((await actionsOf())[0]).toBe('begin_checkout');
    expect(await actionsOf()).not.toContain('view_cart');
    await does(sessionId, 'begin_checkout');
    expect((await actionsOf())[0]).toBe('purchase');
    expect(await actionsOf()).not.toContain('begin_checkout');
    await does(sessionId, 'purchase', { itemId: 'kettle-2' });
    expect((await actionsOf()).filter((action) => needsCart.includes(action))).toEqual([]);
  });

  it('claims no share of shoppers where it never learned from any', async () => {
    const engine = engineOver({ ...parts, nextAction: undefined });
    const untaught = createLiveGuide({ store, engine, modelId: 'test', items: parts.items, now: () => NOW });
    const { actions } = await nextAction({ sessionId: 'nobody' }, untaught);
    expect(actions.map(({ action, probability }) => [action, probability])).toEqual([['view_item', null]]);
    expect(`${actions[0].reason.en}${actions[0].reason.zh}`).not.toContain('%');
  });

  it('logs each decision before it answers, with what it showed', async () => {
    const sessionId = 'logged';
    const shopper = { userId: 'user-1', sessionId };
    const answers = [
      ['recommend', await recommend(shopper)],
      ['search', await guide.search({ ...shopper, q: 'kettle', limit: 3 })],
      ['similar', await guide.similar({ itemId: 'dress-1', limit: 3 })],
    ] as const;
    for (const [kind, answer] of answers) {
      expect(await store.decisions.get(answer.recommendationId)).toMatchObject({
        kind,
        modelId: 'test',
        time: new Date(NOW).toISOString(),
        userId: kind === 'similar' ? null : 'user-1',
        shown: answer.items.map(({ item, score }) => ({ target: item.id, score, propensity: 1 })),
      });
    }
    const { actions, recommendationId } = await nextAction({ sessionId, limit: 2 });
    const decision = await store.decisions.get(recommendationId);
    expect(decision?.shown.map(({ target }) => target)).toEqual(
      actions.map(({ action, target }) => (target ? `${action}:${target.id}` : action)),
    );
  });

  it('works the rules of the shop, and before them those of the request, and tells what they did', async () => {
    const sessionId = 'ruled';
    await does(sessionId, 'view_item', { itemId: 'dress-3' });
    const strict = createLiveGuide({
      store,
      engine: engineOver(parts),
      modelId: 'test',
      items: parts.items,
      rules: { mostPerCategory: { most: 2, level: 'last' }, seen: 'hide' },
      now: () => NOW,
    });
    const asked = { sessionId, limit: 8, exclude: [] };
    const capped = await strict.recommend(asked);
    expect(recommendAnswerSchema.parse(capped)).toEqual(capped);
    expect(idsOf(capped).map(kindOf).toSorted()).toEqual(['dress', 'dress', 'kettle', 'kettle']);
    expect(idsOf(capped)).not.toContain('dress-3');
    expect(capped.notes.map(({ rule, effect }) => [rule, effect])).toEqual([
      ['seen', 'hidden'],
      ['mostPerCategory', 'hidden'],
    ]);
    expect(capped.notes[0]).toMatchObject({
      itemIds: ['dress-3'],
      reason: { en: '1 hidden: looked at before' },
    });
    const free = await strict.recommend({ ...asked, rules: { mostPerCategory: null, seen: 'show' } });
    expect(free.notes).toEqual([]);
    expect(idsOf(free)).toEqual(idsOf(await guide.recommend(asked)));
    const cheap = await strict.recommend({
      ...asked,
      rules: { price: { max: 9_902 }, mostPerCategory: null },
    });
    expect(idsOf(cheap).toSorted()).toEqual(['kettle-0', 'kettle-1', 'kettle-2']);
    // Nothing is that dear: rather something than an empty page, and it says so.
    const dear = await guide.recommend({ ...asked, rules: { price: { min: 9_999_999 } } });
    expect(dear.items.length).toBe(8);
    expect(dear.notes).toMatchObject([{ rule: 'price', effect: 'lifted' }]);
  });

  it('shows other things for variety, by either method', async () => {
    const sessionId = 'varied';
    for (const itemId of ['dress-3', 'dress-6']) await does(sessionId, 'view_item', { itemId });
    const kettles = async (rules: Rules): Promise<number> =>
      idsOf(await guide.recommend({ sessionId, limit: 8, exclude: [], rules })).filter(
        (id) => kindOf(id) === 'kettle',
      ).length;
    expect(await kettles({ diversity: { by: 'mmr', lambda: 1 } })).toBe(0);
    expect(await kettles({ diversity: { by: 'mmr', lambda: 0.2 } })).toBeGreaterThan(0);
    expect(await kettles({ diversity: { by: 'dpp', theta: 0.2 } })).toBeGreaterThan(0);
  });

  it('narrows a search down, and counts what was found', async () => {
    const answer = await guide.search({ q: 'silk kettle', limit: 3, category: 'Kitchen', maxPrice: 9_904 });
    expect(searchAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.total).toBe(5);
    expect(idsOf(answer).map(kindOf)).toEqual(['kettle', 'kettle', 'kettle']);
    expect(answer.facets.categories).toEqual([{ name: 'Kitchen', items: 5 }]);
    const prices = answer.facets.prices.map(({ items }) => items);
    expect(prices.reduce((sum, items) => sum + items, 0)).toBe(EACH);
  });

  it('ranks a given list for its shopper, as much by its order as asked to, and names what it does not know', async () => {
    const sessionId = 'ranked';
    await does(sessionId, 'view_item', { itemId: 'kettle-3' });
    const itemIds = ['dress-1', 'new-1', 'kettle-1', 'dress-2', 'kettle-2', 'dress-1'];
    const ranked = (orderWeight: number): Promise<RankAnswer> =>
      guide.rank({ itemIds, sessionId, orderWeight });
    const kept = await ranked(1);
    expect(rankAnswerSchema.parse(kept)).toEqual(kept);
    expect(idsOf(kept)).toEqual(['dress-1', 'kettle-1', 'dress-2', 'kettle-2']);
    expect(kept.unknown).toEqual(['new-1']);
    expect(idsOf(await ranked(0)).map(kindOf)).toEqual(['kettle', 'kettle', 'dress', 'dress']);
    expect(await store.decisions.get(kept.recommendationId)).toMatchObject({ kind: 'rank' });
    const unknown = await guide.rank({ itemIds: ['new-1'], sessionId, orderWeight: 0.5 });
    expect([unknown.items, unknown.unknown]).toEqual([[], ['new-1']]);
  });

  it('finds by a picture once the catalogue was looked at, and says before that it was not', async () => {
    const engine = new GuideEngine(parts);
    const seeing = createLiveGuide({
      store,
      engine: { ...engineOver(parts), search: (...asked) => engine.search(...asked) },
      modelId: 'test',
      items: parts.items,
      locatePicture: async ([kind]) => Float32Array.from(kind === 1 ? [1, 0] : [0, 1]),
      now: () => NOW,
    });
    const find = (...picture: number[]): ReturnType<Guide['search']> =>
      seeing.searchByPicture(Uint8Array.from(picture), { limit: 40 });
    await expect(find(1)).rejects.toMatchObject({ code: 'model-missing' });
    await expect(guide.searchByPicture(Uint8Array.from([1]), { limit: 5 })).rejects.toMatchObject({
      code: 'model-missing',
    });
    const vectors = Float32Array.from(
      parts.items.flatMap(({ id }) => (kindOf(id) === 'dress' ? [1, 0] : [0, 1])),
    );
    const words = {
      name: 'none',
      modality: 'text',
      width: 2,
      encode: async () => new Float32Array(2),
    } as const;
    const none = { width: 2, vectors, present: new Uint8Array(parts.items.length) };
    await engine.see(new SharedSpace(none, words));
    await expect(find(1)).rejects.toMatchObject({ code: 'not-enough-data' });
    await engine.see(new SharedSpace({ ...none, present: none.present.map(() => 1) }, words));
    expect(new Set(idsOf(await find(1)).map(kindOf))).toEqual(new Set(['dress']));
    expect(new Set(idsOf(await find(2)).map(kindOf))).toEqual(new Set(['kettle']));
    expect((await find(1)).total).toBe(EACH);
  });

  it('gives no answer that it cannot log', async () => {
    const decisions = { ...store.decisions, append: () => Promise.reject(new Error('the disk is full')) };
    const engine = engineOver(parts);
    const broken = createLiveGuide({
      store: { ...store, decisions },
      engine,
      modelId: 'test',
      items: parts.items,
    });
    await expect(broken.recommend({ limit: 3, exclude: [] })).rejects.toThrow('the disk is full');
  });

  it('keeps shoppers apart who ask at the same time', async () => {
    for (const kind of KINDS) await does(`at once ${kind.id}`, 'view_item', { itemId: `${kind.id}-6` });
    const sessions = KINDS.map(({ id }) => `at once ${id}`);
    const apart = [];
    for (const sessionId of sessions) apart.push(idsOf(await recommend({ sessionId })));
    const together = await Promise.all(sessions.map((sessionId) => recommend({ sessionId })));
    expect(together.map(idsOf)).toEqual(apart);
  });
});
