import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { amazon } from './amazon.ts';
import { attributeNames, brandNumbers, decodeEntities } from './amazon/attribute-names.ts';
import { joinHistory } from './amazon/join-history.ts';
import { plainText } from './amazon/plain-text.ts';
import { readPythonList } from './amazon/python-list.ts';
import { readFiles, readFolder } from './fixtures/read-source.ts';

vi.setConfig({ testTimeout: 60_000 });

const DATAMAPS = JSON.stringify({
  user2id: { ANN: '1', BOB: '2' },
  id2user: { 1: 'ANN', 2: 'BOB' },
  id2item: { 1: 'B001', 2: 'B002', 3: 'B003' },
  id2attribute: { 1: 'COKA', 2: 'Crabtree &amp; Evelyn', 3: 'Makeup', 4: 'Eyes' },
  attributeid2num: { 1: 1, 2: 2, 3: 3, 4: 2 },
});
/** Numbered over those of at least two items: 1 is `Crabtree & Evelyn`, 2 `Makeup`, 3 `Eyes`. */
const ATTRIBUTES = JSON.stringify({ 1: [1, 2, 3], 2: [2], 3: [1, 2, 3] });

describe('Amazon’s sequences', () => {
  it('become purchases in order, the last one on the last day, with names for numbers', async () => {
    const { items, events, bad, files } = await readFiles(amazon, {
      'datamaps.json': DATAMAPS,
      'item_attributes.json': ATTRIBUTES,
      'sequences_with_time.txt': '1 3 2 1\t0 86400 0\n2 1 3\t0 172800\n',
    });
    expect(bad).toEqual([]);
    expect(items.map(({ id, brand, categories, title }) => ({ id, brand, categories, title }))).toEqual([
      { id: 'B001', brand: 'Crabtree & Evelyn', categories: ['Makeup', 'Eyes'], title: {} },
      { id: 'B002', brand: null, categories: ['Makeup'], title: {} },
      { id: 'B003', brand: 'Crabtree & Evelyn', categories: ['Makeup', 'Eyes'], title: {} },
    ]);
    const of = (user: string) =>
      events
        .filter(({ userId }) => userId === user)
        .map(({ itemId, time }) => `${itemId} ${time.slice(0, 10)}`);
    // B002 and B001 on one day, in the order of the line although their times are the same.
    expect(of('ANN')).toEqual(['B003 2014-07-22', 'B002 2014-07-23', 'B001 2014-07-23']);
    expect(of('BOB')).toEqual(['B001 2014-07-21', 'B003 2014-07-23']);
    expect(events.every(({ type }) => type === 'purchase')).toBe(true);
    expect(
      new Set(events.filter(({ userId }) => userId === 'ANN').map(({ sessionId }) => sessionId)).size,
    ).toBe(2);
    expect(files.map(({ file, rows }) => `${file} ${rows}`)).toContain('sequences_with_time.txt 2');
  });

  it('are enough by themselves: numbers for names, a day between two events', async () => {
    const { items, events, bad } = await readFiles(amazon, { 'sequences.txt': '1 7 8\r\n\r\n2 8' });
    expect(bad).toEqual([]);
    expect(items.map(({ id, categories }) => [id, categories])).toEqual([
      ['7', ['Unknown']],
      ['8', ['Unknown']],
    ]);
    expect(events.map(({ userId, itemId, time }) => `${userId} ${itemId} ${time}`)).toEqual([
      '1 7 2014-07-22T00:00:00.000Z',
      '1 8 2014-07-23T00:00:00.000Z',
      '2 8 2014-07-23T00:00:00.000Z',
    ]);
  });

  it('keep every good line among the bad ones', async () => {
    const huge = `9 ${'1 '.repeat(3 << 20)}`;
    const { events, bad } = await readFiles(amazon, {
      'datamaps.json': DATAMAPS,
      'item_attributes.json': '{"1": [1], "2": "none"}',
      'sequences_with_time.txt': Buffer.concat([
        Buffer.from(
          [
            '1 1 2\t0 5',
            '2',
            '2 1 2\t0',
            '2 1 2\t0 -5',
            '2 1 2\t0 99999999999',
            '2 1 99\t0 60',
            '1 3\t0',
            '\0 1\t0',
            huge,
          ].join('\n'),
        ),
        Buffer.from('\n\xff 1\t0\n', 'latin1'),
        Buffer.from('3 3\t0\n'),
      ]),
    });
    expect(bad).toEqual(
      [
        'item_attributes.json:null entry is not valid: 2: Invalid input: expected array, received string',
        'sequences_with_time.txt:2 user without items: 2',
        'sequences_with_time.txt:3 not one gap an item: 1 of 2',
        'sequences_with_time.txt:4 gap is no whole number of seconds: -5',
        'sequences_with_time.txt:5 gaps add up to more than 30 years: 99999999999',
        'sequences_with_time.txt:6 unknown item: 99',
        'sequences_with_time.txt:7 event id twice, with different content: ANN-000000',
        'sequences_with_time.txt:8 null character: \0 1\t0',
        `sequences_with_time.txt:9 row is too long: ${huge.slice(0, 200)}`,
        'sequences_with_time.txt:10 invalid UTF-8: \ufffd 1\t0',
      ].sort(),
    );
    expect(events.map(({ userId, itemId }) => `${userId} ${itemId}`).sort()).toEqual([
      '3 B003',
      'ANN B001',
      'ANN B002',
      'BOB B001',
    ]);
  });

  it('give no names where the counts do not fit, and no brand then', async () => {
    const { items } = await readFiles(amazon, {
      'datamaps.json': DATAMAPS.replace('"2":2', '"2":7'),
      'item_attributes.json': ATTRIBUTES,
      'sequences.txt': '1 1 2 3',
    });
    expect(items[0]).toMatchObject({
      brand: null,
      categories: ['attribute 1', 'attribute 2', 'attribute 3'],
    });
  });

  it('say what a folder lacks', async () => {
    await expect(readFiles(amazon, { 'reviews.csv': 'a\n1\n' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      readFiles(amazon, { 'sequences.txt': '1 2', 'datamaps.json': '{"id2item": ' }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('Amazon’s titles with histories', () => {
  const ITEMS = JSON.stringify({
    0: {
      title: 'Ink &amp; paper',
      description: "[\"It's <b>ink</b>.<style>a{}</style>\", '']",
      brand: 'HP',
      categories: '',
    },
    1: { title: 'Tape', description: '', brand: '', categories: "['Office', 'Tape']" },
    2: { title: 'Pen', description: 'A pen', brand: 'BIC', categories: '' },
    3: 'no item',
  });
  const HEADER = 'user_id,history_item_title,item_title,history_item_id,item_id';

  it('become each user’s purchases once, rows before those that come later', async () => {
    const { items, events, bad } = await readFiles(amazon, {
      'Office.item.json': ITEMS,
      'Office.valid.csv': [
        HEADER,
        'ann,"[\'Tape\', \'Tape\']",Pen,"[1, 1]",2',
        'ann,x,Pen,"[1, 1, 2]",2',
        'bob,x,Tape,[],1',
        'bob,x,Tape,[],1',
        'bob,x,Tape,yesterday,1',
        ',x,Tape,[],1',
      ].join('\n'),
      'Office.test.csv': [
        HEADER,
        'ann,x,Ink,"[1, 2, 2]",0',
        'bob,x,Ink,"[2]",0',
        'cai,x,Ink,"[1, 7]",0',
      ].join('\n'),
    });
    expect(bad).toEqual([
      'Office.item.json:null item is not valid: 3',
      'Office.test.csv:4 unknown item: 7',
      'Office.valid.csv:6 history is no list of item numbers: yesterday',
      'Office.valid.csv:7 missing user id: ',
    ]);
    expect(items).toMatchObject([
      {
        id: '0',
        title: { en: 'Ink & paper' },
        description: { en: "It's ink." },
        brand: 'HP',
        categories: ['Unknown'],
      },
      { id: '1', description: {}, brand: null, categories: ['Office', 'Tape'] },
      { id: '2', description: { en: 'A pen' } },
    ]);
    const of = (user: string) => events.filter(({ userId }) => userId === user);
    expect(of('ann').map(({ itemId }) => itemId)).toEqual(['1', '1', '2', '2', '0']);
    expect(of('ann').map(({ time }) => time.slice(0, 10))).toEqual([
      '2018-08-30',
      '2018-08-31',
      '2018-09-01',
      '2018-09-06',
      '2018-10-01',
    ]);
    // The second row of Bob is the first one again; what his history tells more comes just before its row.
    expect(of('bob').map(({ itemId }) => itemId)).toEqual(['1', '2', '0']);
    expect(of('cai').map(({ itemId }) => itemId)).toEqual(['1', '0']);
  });

  it('joins what overlaps', () => {
    expect(joinHistory([], ['a', 'b'], 'c')).toEqual(['a', 'b']);
    expect(joinHistory(['a', 'b', 'c'], ['b', 'c'], 'd')).toEqual([]);
    expect(joinHistory(['a', 'b'], ['b', 'c'], 'd')).toEqual(['c']);
    expect(joinHistory(['a', 'b'], ['x'], 'd')).toEqual(['x']);
    expect(joinHistory(['a', 'a'], ['a', 'a'], 'a')).toEqual([]);
    expect(joinHistory(['a', 'b'], ['a'], 'b')).toBeUndefined();
  });

  it('reads lists as Python prints them', () => {
    expect(readPythonList(`['it\\'s', "a \\"b\\"", 'caf\\xe9\\n']`)).toEqual(["it's", 'a "b"', 'café\n']);
    expect(readPythonList('[]')).toEqual([]);
    expect(readPythonList('plain, text')).toEqual(['plain, text']);
    expect(readPythonList("['open")).toEqual(["['open"]);
    expect(readPythonList("['a' 'b']")).toEqual(["['a' 'b']"]);
  });

  it('takes marks of pages out of texts', () => {
    expect(decodeEntities('L&#39;Or&eacute;al &amp; &#9999999;')).toBe("L'Or&eacute;al & &#9999999;");
    expect(plainText('<!-- .a {b} -->Ink<br>and <i>paper</i><script>x</script> 3 < 4')).toBe(
      'Ink and paper 3 < 4',
    );
  });
});

describe('names of attributes', () => {
  const of = (...lists: string[][]): Map<string, string[]> =>
    new Map(lists.map((list, i) => [String(i), list]));

  it('are taken as they are where the counts say so', () => {
    const names = attributeNames(of(['1', '2'], ['2']), {
      id2attribute: { 1: 'Olay', 2: 'Skin Care', 3: 'Nails' },
      attributeid2num: { 1: 1, 2: 2, 3: 9 },
    });
    expect([names.get('1'), names.get('2')]).toEqual(['Olay', 'Skin Care']);
    expect(attributeNames(of(['1']), { id2attribute: 7 }).size).toBe(0);
    expect(attributeNames(of(), {}).size).toBe(0);
  });

  it('a brand only ever stands first', () => {
    expect([...brandNumbers(of(['1', '2'], ['2', '3'], ['4'], []))]).toEqual(['1', '4']);
  });
});

const data = resolve(process.env.DAOGOU_DATA ?? '../shared/data', 'amazon');
describe.skipIf(!existsSync(data))(`the public data (skipped without ${data})`, () => {
  it('Beauty’s first users are read in order, with the names of all attributes', async () => {
    const contents = async (file: string) => readFile(resolve(data, 'beauty', file), 'utf8');
    const lines = (await contents('sequences_with_time.txt')).split('\n').slice(0, 300);
    const { items, events, bad } = await readFiles(amazon, {
      'datamaps.json': await contents('datamaps.json'),
      'item_attributes.json': await contents('item_attributes.json'),
      'sequences_with_time.txt': lines.join('\n'),
    });
    const purchases = lines.reduce((sum, line) => sum + line.split('\t')[0].split(' ').length - 1, 0);
    expect([items.length, events.length, bad.length]).toEqual([12_101, purchases, 0]);
    expect(items.find(({ id }) => id === '9788072216')).toMatchObject({
      brand: 'Prada',
      categories: ['Fragrance', "Women's", 'Eau de Parfum'],
    });
    expect(events.filter(({ userId }) => userId === 'A1YJEY40YUW4SE').map(({ itemId }) => itemId)).toEqual([
      'B004756YJA',
      'B004ZT0SSG',
      'B0020YLEYK',
      '7806397051',
      'B002WLWX82',
    ]);
  });

  it('Office is read whole', async () => {
    const { items, events, bad } = await readFolder(amazon, resolve(data, 'office'));
    expect([items.length, bad.length]).toEqual([3459, 0]);
    expect(events.filter(({ time }) => time >= '2018-10-01')).toHaveLength(4866);
  });
});
