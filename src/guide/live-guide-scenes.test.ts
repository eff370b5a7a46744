import { describe, expect, it } from 'vitest';
import { nextActionAnswerSchema, type NextActionAnswer } from '../core/contracts/api.ts';
import { SCENES, type Scene } from '../core/contracts/event.ts';
import { EACH, engineOver, idsOf, kindOf, openGuideShop } from './fixtures/guide-shop.ts';
import { BUILT_IN_SCENES } from './scenes/built-in-scenes.ts';
import { sceneCatalogue } from './scenes/scene-catalogue.ts';

describe('the live guide, by scene and by step', () => {
  const shop = openGuideShop();

  it('takes the scene that is given, then the one that the page reports, and else infers it', async () => {
    const sessionId = 'scenic';
    await shop.does(sessionId, 'view_item', { itemId: 'dress-1' });
    expect((await shop.recommend({ sessionId })).scene).toMatchObject({ name: 'luxury', source: 'inferred' });
    await shop.does(sessionId, 'view_item', { itemId: 'dress-2', scene: 'gift' });
    expect((await shop.recommend({ sessionId })).scene).toEqual({
      name: 'gift',
      like: 'gift',
      probability: 1,
      source: 'given',
      why: { en: 'The page you came from names this occasion.', zh: '你来自的页面标明了这个场景。' },
      others: [],
    });
    expect((await shop.recommend({ sessionId, scene: 'urgent' })).scene.name).toBe('urgent');
  });

  it('says how sure it is of an inferred scene, why, and what else it may be', async () => {
    const sessionId = 'inferring';
    await shop.does(sessionId, 'view_item', { itemId: 'dress-1' });
    const { scene, strategy, presentation } = await shop.recommend({ sessionId });
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
    const asked = shop.guideWith({
      scenes: sceneCatalogue({ scenes: { ...own('again', 3), ...own('never-again', -3) } }),
    });
    const sessionId = 'bought';
    await shop.does(sessionId, 'purchase', { itemId: 'kettle-3' });
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
    expect(idsOf(await shop.recommend({ scene: 'luxury' })).map(kindOf)).toEqual(Array(8).fill('dress'));
    expect(idsOf(await shop.recommend({ scene: 'daily' })).map(kindOf)).toEqual(Array(8).fill('kettle'));
    const sessionId = 'torn';
    await shop.does(sessionId, 'view_item', { itemId: 'kettle-5' });
    const dressesIn = async (scene: Scene | null): Promise<number> =>
      idsOf(await shop.recommend({ sessionId, scene, limit: EACH })).filter((id) => kindOf(id) === 'dress')
        .length;
    expect(await dressesIn('luxury')).toBeGreaterThan(await dressesIn(null));
    expect(await dressesIn('daily')).toBe(0);
  });

  it('infers the scene again once it is left to it again', async () => {
    const sessionId = 'scenic no more';
    await shop.does(sessionId, 'view_item', { itemId: 'dress-1', scene: 'gift' });
    expect((await shop.recommend({ sessionId })).scene.source).toBe('given');
    // Asked for before the page had anything to report.
    expect((await shop.recommend({ sessionId, scene: null })).scene).toMatchObject({ source: 'inferred' });
    await shop.does(sessionId, 'view_item', { itemId: 'dress-2' });
    expect((await shop.recommend({ sessionId })).scene).toMatchObject({ name: 'luxury', source: 'inferred' });
  });

  it('proposes to look at what it would recommend in this scene, and never at what is excluded', async () => {
    const sessionId = 'excluding';
    await shop.does(sessionId, 'view_item', { itemId: 'dress-3' });
    const looked = new Set<string | undefined>();
    for (const scene of ['daily', 'luxury', null] as const) {
      const exclude = ['dress-3'];
      for (let round = 0; round < 3; round++) {
        const [best] = (await shop.recommend({ sessionId, scene, exclude, limit: 1 })).items;
        const { actions } = await shop.nextAction({ sessionId, scene, exclude });
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
    await shop.does(sessionId, 'view_item', { itemId: 'dress-3', scene: 'gift' });
    const seen: unknown[] = [];
    const engine = engineOver(shop.parts);
    const asked = shop.guideWith({
      engine: {
        ...engine,
        nextActions: (session) => {
          seen.push(session.scene);
          return engine.nextActions(session);
        },
      },
    });
    for (const scene of [undefined, 'daily', null] as const)
      await shop.nextAction({ sessionId, scene }, asked);
    expect(seen).toEqual([SCENES.indexOf('gift'), SCENES.indexOf('daily'), -1]);
  });

  it('never proposes the checkout for an empty cart, nor to look at what is before the eyes', async () => {
    const needsCart = ['view_cart', 'begin_checkout', 'purchase'];
    const sessionId = 'stepper';
    const propose = async (): Promise<NextActionAnswer> => {
      const answer = await shop.nextAction({ sessionId });
      expect(nextActionAnswerSchema.parse(answer)).toEqual(answer);
      return answer;
    };
    const actionsOf = async (): Promise<string[]> => (await propose()).actions.map(({ action }) => action);
    expect((await actionsOf()).filter((action) => needsCart.includes(action))).toEqual([]);
    await shop.does(sessionId, 'search');
    await shop.does(sessionId, 'view_item', { itemId: 'kettle-1' });
    await shop.does(sessionId, 'view_item', { itemId: 'kettle-2' });
    const looking = await propose();
    expect(looking.actions.filter(({ action }) => needsCart.includes(action))).toEqual([]);
    expect(looking.actions[0]).toMatchObject({ action: 'add_to_cart', target: { id: 'kettle-2' } });
    const look = looking.actions.find(({ action }) => action === 'view_item');
    expect(look?.target?.id).not.toBe('kettle-2');
    await shop.does(sessionId, 'add_to_cart', { itemId: 'kettle-2' });
    const withCart = await actionsOf();
    expect(withCart).toContain('view_cart');
    expect(withCart).not.toContain('purchase');
    await shop.does(sessionId, 'view_cart');
    expect((await actionsOf())[0]).toBe('begin_checkout');
    expect(await actionsOf()).not.toContain('view_cart');
    await shop.does(sessionId, 'begin_checkout');
    expect((await actionsOf())[0]).toBe('purchase');
    expect(await actionsOf()).not.toContain('begin_checkout');
    await shop.does(sessionId, 'purchase', { itemId: 'kettle-2' });
    expect((await actionsOf()).filter((action) => needsCart.includes(action))).toEqual([]);
  });

  it('claims no share of shoppers where it never learned from any', async () => {
    const engine = engineOver({ ...shop.parts, nextAction: undefined });
    const untaught = shop.guideWith({ engine });
    const { actions } = await shop.nextAction({ sessionId: 'nobody' }, untaught);
    expect(actions.map(({ action, probability }) => [action, probability])).toEqual([['view_item', null]]);
    expect(`${actions[0].reason.en}${actions[0].reason.zh}`).not.toContain('%');
  });
});
