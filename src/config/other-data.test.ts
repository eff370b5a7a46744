import { describe, expect, it } from 'vitest';
import type { Dataset } from '../core/contracts/dataset.ts';
import { itemSchema } from '../core/contracts/item.ts';
import { chosenByName } from './chosen-by-name.ts';
import { continuedBy, joinDatasets, testAgainst } from './other-data.ts';

type Row = readonly [time: number, user: number, item: number, session: number];

function shop(source: string, itemIds: string[], userIds: string[], rows: readonly Row[]): Dataset {
  return {
    source,
    items: itemIds.map((id) => itemSchema.parse({ id, title: {}, categories: ['All'] })),
    userIds,
    events: {
      count: rows.length,
      time: Float64Array.from(rows, ([time]) => time),
      type: new Uint8Array(rows.length),
      user: Int32Array.from(rows, ([, user]) => user),
      item: Int32Array.from(rows, ([, , item]) => item),
      session: Int32Array.from(rows, ([, , , session]) => session),
      scene: new Int8Array(rows.length).fill(-1),
    },
  };
}

const own = shop(
  'own',
  ['a', 'b'],
  ['ann'],
  [
    [1, 0, 0, 0],
    [5, -1, 1, 1],
  ],
);
const other = shop(
  'other',
  ['b', 'c'],
  ['zoe', 'ann'],
  [
    [2, 0, 0, 0],
    [4, 1, 1, 1],
    [6, 1, 0, 1],
    [7, -1, -1, -1],
  ],
);

/** `user item session`, by id. */
const told = ({ events, items, userIds }: Dataset): string[] =>
  Array.from({ length: events.count }, (_, row) => {
    const user = events.user[row] < 0 ? 'guest' : userIds[events.user[row]];
    const item = events.item[row] < 0 ? 'nothing' : items[events.item[row]].id;
    return `${events.time[row]} ${user} ${item} ${events.session[row]}`;
  });

describe('other data beside one’s own', () => {
  it('numbers both by one list, one’s own first', () => {
    const joined = joinDatasets(own, other);
    expect(joined.own.items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(joined.own.userIds).toEqual(['ann', 'zoe']);
    expect(told(joined.own)).toEqual(['1 ann a 0', '5 guest b 1']);
    expect(told(joined.other)).toEqual(['2 zoe b 2', '4 ann c 3', '6 ann b 3', '7 guest nothing -1']);
  });

  it('takes the past of one and the future of the other', () => {
    expect(told(testAgainst(own, other, 4))).toEqual([
      '1 ann a 0',
      '4 ann c 3',
      '6 ann b 3',
      '7 guest nothing -1',
    ]);
  });

  it('takes all of one, and the sessions of the other that end after it', () => {
    expect(told(continuedBy(own, other))).toEqual(['1 ann a 0', '4 ann c 3', '5 guest b 1', '6 ann b 3']);
  });
});

describe('choosing by name', () => {
  const all = [{ name: 'default' }, { name: 'popularity' }, { name: 'item-knn' }];

  it('keeps the order of the list, and refuses names that none has', () => {
    expect(chosenByName(all, undefined)).toEqual(all);
    expect(chosenByName(all, ['item-knn', 'default']).map(({ name }) => name)).toEqual([
      'default',
      'item-knn',
    ]);
    expect(() => chosenByName(all, ['itemknn'])).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        remedy: 'Choose among default, popularity, item-knn.',
      }),
    );
  });
});
