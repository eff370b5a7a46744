import { describe, expect, it } from 'vitest';
import { itemsAnswerSchema, recommendAnswerSchema } from '../core/contracts/api.ts';
import { CATALOGUE, EACH, idsOf, kindOf, KINDS, NOW, openGuideShop } from './fixtures/guide-shop.ts';

/** The last of each kind. */
const untouched = (id: string): boolean => id.endsWith(`-${EACH - 1}`);

describe('the live guide', () => {
  const shop = openGuideShop();

  it('answers a guest who has done nothing yet', async () => {
    const answer = await shop.recommend({ sessionId: 'nobody' });
    expect(recommendAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.items.length).toBe(8);
    expect(answer.shopperWeights.general).toBeCloseTo(1, 4);
    expect(answer.items.flatMap(({ evidence }) => evidence.becauseOf)).toEqual([]);
  });

  it('changes its answer after one event, and says because of what', async () => {
    for (const kind of ['dress', 'kettle']) {
      const sessionId = `guest of ${kind}`;
      const before = await shop.recommend({ sessionId });
      await shop.does(sessionId, 'view_item', { itemId: `${kind}-3` });
      const after = await shop.recommend({ sessionId });
      expect(idsOf(after)).not.toEqual(idsOf(before));
      expect(idsOf(after).filter((id) => kindOf(id) === kind).length).toBeGreaterThanOrEqual(7);
      expect(after.shopperWeights.history).toBeGreaterThan(0.2);
      const others = after.items.filter(({ item }) => item.id !== `${kind}-3`);
      expect(others.some(({ evidence }) => evidence.becauseOf[0]?.itemId === `${kind}-3`)).toBe(true);
    }
  });

  it('knows a person from before', async () => {
    const { user, kind } = { user: 'user-1', kind: 'kettle' };
    const answer = await shop.recommend({ userId: user });
    expect(idsOf(answer).filter((id) => kindOf(id) === kind).length).toBeGreaterThanOrEqual(6);
  });

  it('leaves out the cart, what is excluded and, if asked, other categories', async () => {
    const sessionId = 'restricted';
    await shop.does(sessionId, 'view_item', { itemId: 'dress-1' });
    const [best, second] = idsOf(await shop.recommend({ sessionId }));
    await shop.does(sessionId, 'add_to_cart', { itemId: best });
    const answer = await shop.recommend({ sessionId, exclude: [second, 'no such item'], limit: 100 });
    expect(idsOf(answer)).not.toContain(best);
    expect(idsOf(answer)).not.toContain(second);
    expect(answer.items.length).toBe(CATALOGUE.length - 2);
    const kitchen = await shop.recommend({ sessionId, category: 'Kitchen', limit: 100 });
    expect(kitchen.items.length).toBe(EACH);
    expect(idsOf(kitchen).every((id) => kindOf(id) === 'kettle')).toBe(true);
    expect((await shop.recommend({ sessionId, category: 'No such category' })).items).toEqual([]);
  });

  it('can recommend what nobody ever touched, and says so', async () => {
    const sessionId = 'finder';
    await shop.does(sessionId, 'view_item', { itemId: 'kettle-2' });
    const { items } = await shop.recommend({ sessionId, limit: 100 });
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
    await shop.does(sessionId, 'view_item_list', { itemId: 'kettle-5' });
    await shop.does(sessionId, 'view_item', { itemId: 'dress-4' });
    const { items } = await shop.recommend({ sessionId, limit: 100 });
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

  it('finds items like one item, the item itself left out', async () => {
    const answer = await shop.guide.similar({ itemId: 'dress-3', limit: 10 });
    expect(itemsAnswerSchema.parse(answer)).toEqual(answer);
    expect(idsOf(answer)).not.toContain('dress-3');
    expect(idsOf(answer).filter((id) => kindOf(id) === 'dress').length).toBeGreaterThanOrEqual(8);
    const scores = answer.items.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    await expect(shop.guide.similar({ itemId: 'no such item', limit: 10 })).rejects.toMatchObject({
      code: 'not-found',
      received: 'no such item',
    });
  });

  it('logs each decision before it answers, with what it showed', async () => {
    const sessionId = 'logged';
    const shopper = { userId: 'user-1', sessionId };
    const answers = [
      ['recommend', await shop.recommend(shopper)],
      ['search', await shop.guide.search({ ...shopper, q: 'kettle', limit: 3 })],
      ['similar', await shop.guide.similar({ itemId: 'dress-1', limit: 3 })],
    ] as const;
    for (const [kind, answer] of answers) {
      expect(await shop.store.decisions.get(answer.recommendationId)).toMatchObject({
        kind,
        modelId: 'test',
        time: new Date(NOW).toISOString(),
        userId: kind === 'similar' ? null : 'user-1',
        shown: answer.items.map(({ item, score }) => ({ target: item.id, score, propensity: 1 })),
      });
    }
    const { actions, recommendationId } = await shop.nextAction({ sessionId, limit: 2 });
    const decision = await shop.store.decisions.get(recommendationId);
    expect(decision?.shown.map(({ target }) => target)).toEqual(
      actions.map(({ action, target }) => (target ? `${action}:${target.id}` : action)),
    );
  });

  it('gives no answer that it cannot log', async () => {
    const decisions = {
      ...shop.store.decisions,
      append: () => Promise.reject(new Error('the disk is full')),
    };
    const broken = shop.guideWith({ store: { ...shop.store, decisions } });
    await expect(broken.recommend({ limit: 3, exclude: [] })).rejects.toThrow('the disk is full');
  });

  it('keeps shoppers apart who ask at the same time', async () => {
    for (const kind of KINDS) await shop.does(`at once ${kind.id}`, 'view_item', { itemId: `${kind.id}-6` });
    const sessions = KINDS.map(({ id }) => `at once ${id}`);
    const apart = [];
    for (const sessionId of sessions) apart.push(idsOf(await shop.recommend({ sessionId })));
    const together = await Promise.all(sessions.map((sessionId) => shop.recommend({ sessionId })));
    expect(together.map(idsOf)).toEqual(apart);
  });
});
