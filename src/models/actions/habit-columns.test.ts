import { describe, expect, it } from 'vitest';
import { habitColumns } from './habit-columns.ts';
import { SituationSpace } from './situation-space.ts';

describe('habitColumns', () => {
  const space = new SituationSpace(['button']);
  const names = [...habitColumns(space)].map((column) => space.names[column]);

  it('are the few that tell what a shopper does rarely', () => {
    expect(names).toEqual(
      expect.arrayContaining([
        'type-1:purchase',
        'type-1:view_item',
        'habit:add_to_wishlist',
        'lasting-cart',
        'lasting-cart-after:purchase',
        'last-in-lasting-cart',
        'item-count:add_to_cart',
      ]),
    );
    expect(names.length).toBeLessThan(space.width / 4);
  });

  it('leave out what went on before, the page and the hour', () => {
    const others = ['type-2:purchase', 'item-count:view_item', 'part-1:button', 'page:cart', 'hour-sine'];
    expect(space.names).toEqual(expect.arrayContaining(others));
    expect(names.filter((name) => others.includes(name))).toEqual([]);
  });
});
