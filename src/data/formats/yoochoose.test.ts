import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readFiles } from './fixtures/read-source.ts';
import { yoochoose } from './yoochoose.ts';

vi.setConfig({ testTimeout: 60_000 });

const HEADER = 'SessionId\tItemId\tTime';

describe('clicks in sessions', () => {
  it('become views of guests, each once, however the parts overlap', async () => {
    const full = [
      HEADER,
      '3\t214716935\t1396437466.94',
      '3\t214832672\t1396438212.318',
      '3\t214832672\t1396438212.318',
    ];
    const { items, users, events, bad, files } = await readFiles(yoochoose, {
      'clicks_train_full.txt': full.join('\n'),
      'clicks_train_tr.txt': full.slice(0, 2).join('\n'),
      'clicks_train_valid.txt': `${HEADER}\n3\t1\t1396438212`,
      'clicks_test.txt': `${HEADER}\r\n1\t214716935\t1396860669.277\r\n`,
    });
    expect(bad).toEqual([]);
    expect(users).toEqual([]);
    expect(files.map(({ file }) => file)).toEqual(['clicks_train_full.txt', 'clicks_test.txt']);
    expect(items.map(({ id, categories }) => [id, categories])).toEqual([
      ['214716935', ['Unknown']],
      ['214832672', ['Unknown']],
    ]);
    expect(
      events.map(({ type, userId, sessionId, itemId, time }) => [type, userId, sessionId, itemId, time]),
    ).toEqual([
      ['view_item', null, '3', '214716935', '2014-04-02T11:17:46.940Z'],
      ['view_item', null, '3', '214832672', '2014-04-02T11:30:12.318Z'],
      ['view_item', null, '3', '214832672', '2014-04-02T11:30:12.318Z'],
      ['view_item', null, '1', '214716935', '2014-04-07T08:51:09.277Z'],
    ]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(4);
  });

  it('are read from the parts where the whole is missing, good rows among bad ones', async () => {
    const { events, bad } = await readFiles(yoochoose, {
      'clicks_train_tr.txt': [
        HEADER,
        '1\t5\t10',
        '1\t\t11',
        '\t5\t11',
        '1\t5\tnoon',
        '1\t5\t-3',
        '1\t5\t1396437466940',
        '1\t5',
      ].join('\n'),
      'clicks_train_valid.txt': `${HEADER}\n2\t5\t20\n`,
    });
    expect(events.map(({ sessionId }) => sessionId)).toEqual(['1', '2']);
    expect(bad).toEqual([
      'clicks_train_tr.txt:3 missing item id: ',
      'clicks_train_tr.txt:4 missing session id: ',
      'clicks_train_tr.txt:5 time is no number of seconds: noon',
      'clicks_train_tr.txt:6 time is no number of seconds: -3',
      'clicks_train_tr.txt:7 time is no number of seconds: 1396437466940',
      'clicks_train_tr.txt:8 wrong number of columns: 1\t5',
    ]);
  });

  it('say what a folder lacks', async () => {
    await expect(readFiles(yoochoose, { 'clicks.txt': HEADER })).rejects.toMatchObject({ code: 'not-found' });
    await expect(readFiles(yoochoose, { 'clicks_test.txt': 'a\tb\n' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  const data = resolve(process.env.DAOGOU_DATA ?? '../shared/data', 'yoochoose');
  it.skipIf(!existsSync(data))(`the public sample is read as it is (skipped without ${data})`, async () => {
    const linesOf = async (part: string) =>
      (await readFile(resolve(data, `yoochoose-clicks-100k_${part}.txt`), 'utf8')).split('\n').slice(0, 1001);
    const { events, bad } = await readFiles(yoochoose, {
      'clicks_train_full.txt': (await linesOf('train_full')).join('\n'),
      'clicks_test.txt': (await linesOf('test')).join('\n'),
    });
    expect([events.length, bad.length]).toEqual([2000, 0]);
  });
});
