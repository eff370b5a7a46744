import { describe, expect, it } from 'vitest';
import { generateDemoShop } from './demo-shop.ts';
import { generateFreshSessions } from './fresh-sessions.ts';

const shop = { seed: 3, items: 144, until: '2026-10-01T00:00:00.000Z', days: 60 };
const fresh = generateFreshSessions({ shop, seed: 'a', count: 40 });

describe('fresh sessions', () => {
  it('walk along the shelf of the very shop', () => {
    expect(fresh.items).toEqual(generateDemoShop({ ...shop, shoppers: 1 }).items);
  });

  it('are as many as were asked for, the same for the same seed and others for another', () => {
    expect(fresh.sessions).toHaveLength(40);
    expect(generateFreshSessions({ shop, seed: 'a', count: 40 })).toEqual(fresh);
    expect(generateFreshSessions({ shop, seed: 'b', count: 40 }).sessions).not.toEqual(fresh.sessions);
  });

  it('tell with each list what it showed, and what was chosen had been shown', () => {
    let chosen = 0;
    for (const { events } of fresh.sessions) {
      let shown: readonly string[] = [];
      for (const event of events) {
        const isList = event.type === 'view_item_list' || event.type === 'search';
        expect(event.shown !== null).toBe(isList);
        shown = event.shown ?? shown;
        if (event.type !== 'select_item') continue;
        expect(shown).toContain(event.itemId);
        chosen++;
      }
    }
    expect(chosen).toBeGreaterThan(40);
  });
});
