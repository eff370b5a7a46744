import { describe, expect, it } from 'vitest';
import {
  rankAnswerSchema,
  recommendAnswerSchema,
  searchAnswerSchema,
  type RankAnswer,
} from '../core/contracts/api.ts';
import type { Guide } from '../core/contracts/guide.ts';
import type { Rules } from '../core/contracts/rules.ts';
import { GuideEngine } from './engine.ts';
import { COLOURS, EACH, engineOver, idsOf, kindOf, openGuideShop } from './fixtures/guide-shop.ts';
import { SharedSpace } from './search/shared-space.ts';

describe('the live guide, searching and by rule', () => {
  const shop = openGuideShop();

  it('searches in English and Chinese, forgiving slips', async () => {
    const search = async (q: string, sessionId = 'searcher'): Promise<string[]> =>
      idsOf(await shop.guide.search({ q, sessionId, limit: 5 }));
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

  it('narrows a search down, and counts what was found', async () => {
    const answer = await shop.guide.search({
      q: 'silk kettle',
      limit: 3,
      category: 'Kitchen',
      maxPrice: 9_904,
    });
    expect(searchAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.total).toBe(5);
    expect(idsOf(answer).map(kindOf)).toEqual(['kettle', 'kettle', 'kettle']);
    expect(answer.facets.categories).toEqual([{ name: 'Kitchen', items: 5 }]);
    const prices = answer.facets.prices.map(({ items }) => items);
    expect(prices.reduce((sum, items) => sum + items, 0)).toBe(EACH);
  });

  it('ranks a given list for its shopper, as much by its order as asked to, and names what it does not know', async () => {
    const sessionId = 'ranked';
    await shop.does(sessionId, 'view_item', { itemId: 'kettle-3' });
    const itemIds = ['dress-1', 'new-1', 'kettle-1', 'dress-2', 'kettle-2', 'dress-1'];
    const ranked = (orderWeight: number): Promise<RankAnswer> =>
      shop.guide.rank({ itemIds, sessionId, orderWeight });
    const kept = await ranked(1);
    expect(rankAnswerSchema.parse(kept)).toEqual(kept);
    expect(idsOf(kept)).toEqual(['dress-1', 'kettle-1', 'dress-2', 'kettle-2']);
    expect(kept.unknown).toEqual(['new-1']);
    expect(idsOf(await ranked(0)).map(kindOf)).toEqual(['kettle', 'kettle', 'dress', 'dress']);
    expect(await shop.store.decisions.get(kept.recommendationId)).toMatchObject({ kind: 'rank' });
    const unknown = await shop.guide.rank({ itemIds: ['new-1'], sessionId, orderWeight: 0.5 });
    expect([unknown.items, unknown.unknown]).toEqual([[], ['new-1']]);
  });

  it('finds by a picture once the catalogue was looked at, and says before that it was not', async () => {
    const engine = new GuideEngine(shop.parts);
    const seeing = shop.guideWith({
      engine: { ...engineOver(shop.parts), search: (...asked) => engine.search(...asked) },
      locatePicture: async ([kind]) => Float32Array.from(kind === 1 ? [1, 0] : [0, 1]),
    });
    const find = (...picture: number[]): ReturnType<Guide['search']> =>
      seeing.searchByPicture(Uint8Array.from(picture), { limit: 40 });
    await expect(find(1)).rejects.toMatchObject({ code: 'model-missing' });
    await expect(shop.guide.searchByPicture(Uint8Array.from([1]), { limit: 5 })).rejects.toMatchObject({
      code: 'model-missing',
    });
    const vectors = Float32Array.from(
      shop.parts.items.flatMap(({ id }) => (kindOf(id) === 'dress' ? [1, 0] : [0, 1])),
    );
    const words = {
      name: 'none',
      modality: 'text',
      width: 2,
      encode: async () => new Float32Array(2),
    } as const;
    const none = { width: 2, vectors, present: new Uint8Array(shop.parts.items.length) };
    await engine.see(new SharedSpace(none, words));
    await expect(find(1)).rejects.toMatchObject({ code: 'not-enough-data' });
    await engine.see(new SharedSpace({ ...none, present: none.present.map(() => 1) }, words));
    expect(new Set(idsOf(await find(1)).map(kindOf))).toEqual(new Set(['dress']));
    expect(new Set(idsOf(await find(2)).map(kindOf))).toEqual(new Set(['kettle']));
    expect((await find(1)).total).toBe(EACH);
  });

  it('works the rules of the shop, and before them those of the request, and tells what they did', async () => {
    const sessionId = 'ruled';
    await shop.does(sessionId, 'view_item', { itemId: 'dress-3' });
    const strict = shop.guideWith({
      rules: { mostPerCategory: { most: 2, level: 'last' }, seen: 'hide' },
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
    expect(idsOf(free)).toEqual(idsOf(await shop.guide.recommend(asked)));
    const cheap = await strict.recommend({
      ...asked,
      rules: { price: { max: 9_902 }, mostPerCategory: null },
    });
    expect(idsOf(cheap).toSorted()).toEqual(['kettle-0', 'kettle-1', 'kettle-2']);
    // Nothing is that dear: rather something than an empty page, and it says so.
    const dear = await shop.guide.recommend({ ...asked, rules: { price: { min: 9_999_999 } } });
    expect(dear.items.length).toBe(8);
    expect(dear.notes).toMatchObject([{ rule: 'price', effect: 'lifted' }]);
  });

  it('shows other things for variety, by either method', async () => {
    const sessionId = 'varied';
    for (const itemId of ['dress-3', 'dress-6']) await shop.does(sessionId, 'view_item', { itemId });
    const kettles = async (rules: Rules): Promise<number> =>
      idsOf(await shop.guide.recommend({ sessionId, limit: 8, exclude: [], rules })).filter(
        (id) => kindOf(id) === 'kettle',
      ).length;
    expect(await kettles({ diversity: { by: 'mmr', lambda: 1 } })).toBe(0);
    expect(await kettles({ diversity: { by: 'mmr', lambda: 0.2 } })).toBeGreaterThan(0);
    expect(await kettles({ diversity: { by: 'dpp', theta: 0.2 } })).toBeGreaterThan(0);
  });
});
