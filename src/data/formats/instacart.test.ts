import { describe, expect, it, vi } from 'vitest';
import { readFiles } from './fixtures/read-source.ts';
import { instacart } from './instacart.ts';
import { LAST_WEEK, orderTimes } from './instacart/order-times.ts';

vi.setConfig({ testTimeout: 60_000 });

const ORDERS = 'order_id,user_id,order_number,order_dow,order_hour_of_day,days_since_prior_order';
const FILES = {
  'aisles.csv': 'aisle_id,aisle\n1,fresh fruits\n2,soap\n',
  'departments.csv': 'department_id,department\n4,produce\n17,household\n21,missing\n',
  'products.csv':
    'product_id,product_name,aisle_id,department_id\n10,Banana,1,4\n11,"Soap, blue",2,17\n12,Thing,9,21\n,Nameless,1,4\n',
};

describe('grocery orders', () => {
  it('become purchases, an order a session, with groups of departments', async () => {
    const { items, events, bad } = await readFiles(instacart, {
      ...FILES,
      'orders_train.csv': [ORDERS, '1,ann,1,0,9,', '2,ann,2,3,18,3.0', '3,ann,3,3,20,0.0'].join('\n'),
      'orders_test.csv': `${ORDERS}\n9,bob,1,2,7,\n`,
      'transactions_train.csv': [
        'order_id,product_id,add_to_cart_order,reordered',
        '2,11,1,0',
        '2,10,2,1',
        '1,10,1,0',
        '3,10,1,1',
        '3,10,1,1',
      ].join('\n'),
    });
    expect(bad).toEqual(['products.csv:5 missing item id: ']);
    expect(items.map(({ title, categories }) => [title.en, ...categories])).toEqual([
      ['Banana', 'fresh', 'produce', 'fresh fruits'],
      ['Soap, blue', 'household', 'household', 'soap'],
      ['Thing', 'other', 'missing', 'missing'],
    ]);
    expect(events.map(({ userId, sessionId, itemId, time }) => [userId, sessionId, itemId, time])).toEqual([
      // The last order is on the Tuesday of the last week; three days before it was a Saturday.
      ['ann', 'order:1', '10', '2017-04-22T09:00:00.000Z'],
      ['ann', 'order:2', '11', '2017-04-25T18:00:00.000Z'],
      ['ann', 'order:2', '10', '2017-04-25T18:00:00.000Z'],
      ['ann', 'order:3', '10', '2017-04-25T20:00:00.000Z'],
      ['ann', 'order:3', '10', '2017-04-25T20:00:00.000Z'],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(5);
  });

  it('keep every good row among the bad ones', async () => {
    const { events, bad } = await readFiles(instacart, {
      ...FILES,
      'orders.csv': [
        ORDERS,
        '1,ann,1,0,9,',
        '2,ann,2,7,9,3',
        '3,ann,3,0,24,3',
        '4,ann,4,0,9,',
        '5,,1,0,9,',
        '1,ann,1,0,10,',
        '6,bob,0,0,9,',
        '7,bob,1,6,9,99999',
      ].join('\n'),
      'order_products__prior.csv':
        'order_id,product_id,add_to_cart_order\n1,10,1\n2,10,1\n1,99,2\n,10,1\n1,,1\n',
    });
    expect(events.map(({ sessionId, itemId }) => `${sessionId} ${itemId}`)).toEqual(['order:1 10']);
    expect(bad).toEqual(
      [
        'products.csv:5 missing item id: ',
        'orders.csv:3 order_dow is too large: 7',
        'orders.csv:4 order_hour_of_day is too large: 24',
        'orders.csv:5 missing days_since_prior_order: ',
        'orders.csv:6 missing user id: ',
        'orders.csv:7 order id twice, with different content: 1',
        'orders.csv:8 order_number is no whole number: 0',
        'orders.csv:9 days_since_prior_order is too large: 99999',
        'order_products__prior.csv:3 unknown order: 2',
        'order_products__prior.csv:4 unknown item: 99',
        'order_products__prior.csv:5 missing order id: ',
        'order_products__prior.csv:6 missing item id: ',
      ].sort(),
    );
  });

  it('say what a folder lacks', async () => {
    await expect(readFiles(instacart, FILES)).rejects.toMatchObject({ code: 'not-found' });
    await expect(readFiles(instacart, {})).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the times of orders', () => {
  const order = (number: number, weekday: number, hour: number, daysSince: number) => ({
    id: String(number),
    userId: 'ann',
    number,
    weekday,
    hour,
    daysSince,
  });
  const DAY = 86_400_000;

  it('keep weekdays and hours where the days between are capped at 30', () => {
    const times = orderTimes([order(1, 5, 8, 0), order(2, 1, 10, 30), order(3, 3, 12, 30)]);
    expect(times.get('3')).toBe(LAST_WEEK + 3 * DAY + 12 * 3_600_000);
    const weekday = (id: string): number => (new Date(times.get(id) ?? 0).getUTCDay() + 1) % 7;
    expect([weekday('1'), weekday('2'), weekday('3')]).toEqual([5, 1, 3]);
    const days = (a: string, b: string): number =>
      Math.floor((times.get(b) ?? 0) / DAY) - Math.floor((times.get(a) ?? 0) / DAY);
    // 30 days lead from a Sunday to a Tuesday; from a Thursday to a Sunday it takes one more.
    expect([days('1', '2'), days('2', '3')]).toEqual([31, 30]);
  });

  it('keep the order of one day, whatever the hours say', () => {
    const times = orderTimes([order(1, 0, 20, 0), order(2, 0, 9, 0)]);
    expect(times.get('1')).toBe((times.get('2') ?? 0) - 60_000);
  });
});
