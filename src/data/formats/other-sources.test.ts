import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readFiles } from './fixtures/read-source.ts';
import { jdata } from './jdata.ts';
import { recbole } from './recbole.ts';
import { retailrocket } from './retailrocket.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('JData', () => {
  const ACTIONS = 'user_id,sku_id,time,model_id,type,cate,brand';

  it('reads GBK, times of China, and products known from actions alone', async () => {
    const age = Buffer.from([0xcb, 0xea]);
    const { items, users, events, bad, files } = await readFiles(jdata, {
      'JData_User.csv': Buffer.concat([
        Buffer.from('user_id,age,sex,user_lv_cd,user_reg_tm\n1,26-35'),
        age,
        Buffer.from(',1,5,2016-01-26\n'),
      ]),
      'JData_Product.csv': 'sku_id,a1,a2,a3,cate,brand\n10,3,-1,1,8,489\n',
      'JData_Action_201602.csv': [
        ACTIONS,
        '1.0,10,2016-02-01 00:00:01,,6,8,489',
        '1.0,10,2016-02-01 00:00:01,,1,8,489',
        '2.0,77,2016-02-01 09:30:00,,4,5,30',
        '2.0,77,2016-02-01 09:30:00,,9,5,30',
        '2.0,77,2016-02-30 09:30:00,,1,5,30',
        ',77,2016-02-01 09:30:00,,1,5,30',
      ].join('\n'),
    });
    expect(files.find(({ file }) => file === 'JData_User.csv')?.encoding).toBe('gb18030');
    expect(users).toEqual([
      { id: '1', attributes: { age: '26-35岁', sex: '1', level: '5', registered: '2016-01-26' } },
      { id: '2', attributes: {} },
    ]);
    expect(
      items.map(({ id, categories, brand, attributes }) => [id, categories[0], brand, attributes]),
    ).toEqual([
      ['10', 'category 8', 'brand 489', { a1: '3', a3: '1' }],
      ['77', 'category 5', 'brand 30', {}],
    ]);
    expect(events.map(({ userId, type, time }) => [userId, type, time])).toEqual([
      ['1', 'select_item', '2016-01-31T16:00:01.000Z'],
      ['1', 'view_item', '2016-01-31T16:00:01.000Z'],
      ['2', 'purchase', '2016-02-01T01:30:00.000Z'],
    ]);
    expect(bad).toEqual([
      'JData_Action_201602.csv:5 unknown event type: 9',
      'JData_Action_201602.csv:6 time is no date: 2016-02-30 09:30:00+08:00',
      'JData_Action_201602.csv:7 missing user id: ',
    ]);
    await expect(readFiles(jdata, { 'JData_User.csv': 'user_id\n1\n' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  const data = resolve(process.env.DAOGOU_DATA ?? '../shared/data', 'jdata');
  it.skipIf(!existsSync(data))(`the public sample is read as it is (skipped without ${data})`, async () => {
    const users = await readFile(resolve(data, 'JData_User.csv'));
    const actions = (await readFile(resolve(data, 'JData_Action_201602.csv'), 'utf8'))
      .split('\n')
      .slice(0, 1001);
    const read = await readFiles(jdata, {
      'JData_User.csv': users.subarray(0, users.indexOf('\n', 30_000) + 1),
      'JData_Action_201602.csv': actions.join('\n'),
    });
    expect([read.events.length, read.bad.length]).toEqual([1000, 0]);
    expect(read.users.find(({ id }) => id === '200003')?.attributes.age).toBe('36-45岁');
  });
});

describe('RecBole’s atomic files', () => {
  it('are read with or without items and users', async () => {
    const { items, users, events, bad } = await readFiles(recbole, {
      'ml.inter': [
        'user_id:token\titem_id:token\trating:float\ttimestamp:float',
        '1\ta\t5\t881250949',
        '1\ta\t5\t881250949',
        '2\tb\t3\t881250950000',
        '2\tz\t3\t881250949',
        '2\tb\t3',
        '2\t\t3\t1',
        '2\tb\t3\tsoon',
      ].join('\n'),
      'ml.item':
        "item_id:token\ttitle:token_seq\tcategories:token_seq\tyear:float\na\t\"Heat\t'Films', 'Crime'\t1995\nb\tUp\tAnimation Family\t\n",
      'ml.user': 'user_id:token\tage:float\n1\t24\n2\t\n',
    });
    expect(
      items.map(({ id, title, categories, attributes }) => [id, title.en, categories, attributes]),
    ).toEqual([
      ['a', '"Heat', ['Films', 'Crime'], { year: '1995' }],
      ['b', 'Up', ['Animation', 'Family'], {}],
    ]);
    expect(users.map(({ attributes }) => attributes)).toEqual([{ age: '24' }, {}]);
    expect(events.map(({ itemId, time }) => [itemId, time.slice(0, 10)])).toEqual([
      ['a', '1997-12-04'],
      ['a', '1997-12-04'],
      ['b', '1997-12-04'],
    ]);
    expect(bad).toEqual([
      'ml.inter:5 unknown item: z',
      'ml.inter:6 wrong number of columns: 2\tb\t3',
      'ml.inter:7 missing item id: ',
      'ml.inter:8 timestamp is no number of seconds: soon',
    ]);
    const alone = await readFiles(recbole, { 'x.inter': 'user_id:token\titem_id:token\n1\ta\n1\tb\n' });
    expect(alone.items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(alone.events.map(({ itemId }) => itemId)).toEqual(['a', 'b']);
    await expect(readFiles(recbole, { 'x.item': 'item_id:token\n' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(readFiles(recbole, { 'x.inter': 'user_id:token\n1\n' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

describe('Retailrocket', () => {
  it('reads events, the last category of an item, and its path in the tree', async () => {
    const { items, events, bad } = await readFiles(retailrocket, {
      'events.csv': [
        'timestamp,visitorid,event,itemid,transactionid',
        '1433221332117,257597,view,355908,',
        '1433221332118,257597,addtocart,355908,',
        '1433221332119,257597,transaction,7,99',
        '1433221332119,257597,stare,7,',
        'noon,257597,view,7,',
        '1433221332119,,view,7,',
      ].join('\n'),
      'item_properties_part1.csv':
        'timestamp,itemid,property,value\n1,355908,categoryid,5\n3,355908,categoryid,6\n2,355908,888,n5\n',
      'category_tree.csv': 'categoryid,parentid\n6,1\n1,\n5,5\n',
    });
    expect(items.map(({ id, categories }) => [id, categories])).toEqual([
      ['355908', ['category 1', 'category 6']],
      ['7', ['Unknown']],
    ]);
    expect(events.map(({ type, userId, itemId }) => [type, userId, itemId])).toEqual([
      ['view_item', '257597', '355908'],
      ['add_to_cart', '257597', '355908'],
      ['purchase', '257597', '7'],
    ]);
    expect(bad).toEqual([
      'events.csv:5 unknown event type: stare',
      'events.csv:6 timestamp is no whole number: noon',
      'events.csv:7 missing user id: ',
    ]);
  });
});
