import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readScreens } from './screens.ts';

const DATA = join(process.env['DAOGOU_DATA'] ?? '../shared/data', 'screens');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-screens-'));
  await mkdir(join(folder, 'images'));
  await writeFile(join(folder, 'images/a.png'), 'any bytes');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const row = (fields: object = {}): object => ({
  id: 'a',
  file: 'images/a.png',
  repo: 'someone/shop',
  viewport: 'desktop',
  language: 'en',
  page_type: 'cart',
  family: 'shops',
  elements: [],
  ...fields,
});

async function read(...rows: readonly (object | string)[]) {
  const lines = rows.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  await writeFile(join(folder, 'screens.jsonl'), lines.join('\n'));
  return readScreens(folder);
}

describe('a folder of screens', () => {
  it('tells kinds by their own names, and leaves out those that nothing can be done with', async () => {
    const box = [1, 2, 3, 4];
    const kinds = ['nav', 'login', 'filter_sort', 'apply_coupon', 'other', 'add_to_cart', 'toString'];
    const { screens, badRows } = await read(
      row({ elements: kinds.map((kind) => ({ kind, box, text: kind })) }),
    );
    expect(badRows).toEqual([]);
    expect(screens[0].elements.map(({ kind, text }) => [text, kind])).toEqual([
      ['nav', 'navigation'],
      ['login', 'navigation'],
      ['filter_sort', 'filter'],
      ['apply_coupon', 'coupon'],
      ['add_to_cart', 'add_to_cart'],
    ]);
  });

  it('takes the repository for the family where none is given, and a phone for a phone', async () => {
    const { screens } = await read(row({ family: undefined, viewport: 'phone', language: 'zh' }));
    expect(screens).toMatchObject([
      {
        family: 'someone/shop',
        source: 'someone/shop',
        device: 'phone',
        language: 'zh',
        page: 'cart',
        products: [],
      },
    ]);
  });

  it('says of each bad row where it is and why, and keeps the good ones', async () => {
    const { screens, badRows } = await read(
      row(),
      '{"id": ',
      '[]',
      row({ id: 'b', page_type: 'cathedral' }),
      row({ id: 'c', file: '../../etc/passwd' }),
      row({ id: 'd', file: 'images/none.png' }),
      row(),
      row({ id: 'e', elements: [{ kind: 'nav', box: [0, 0, -1, 4] }] }),
      row({ id: 'f' }),
    );
    expect(screens.map(({ id }) => id)).toEqual(['a', 'f']);
    expect(badRows.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'not JSON'],
      [3, 'not an object'],
      [4, 'page_type is missing or not as it should be'],
      [5, 'path of the picture leads out of the folder'],
      [6, 'picture is not there'],
      [7, 'id was there before'],
      [8, 'elements is missing or not as it should be'],
    ]);
    expect(badRows.every(({ value }) => value.length <= 200)).toBe(true);
  });

  it('gives a row of many megabytes up and reads on', async () => {
    const { screens, badRows } = await read(row({ title: 'x'.repeat(5_000_000) }), row());
    expect(screens).toHaveLength(1);
    expect(badRows.map(({ line, reason }) => [line, reason])).toEqual([[1, 'row is too long']]);
  });

  it('says what is missing where there is none', async () => {
    await expect(readScreens(folder)).rejects.toMatchObject({ code: 'not-found' });
  });

  it.skipIf(!existsSync(DATA))('reads the screens of shops that nobody here designed', async () => {
    const { screens, badRows } = await readScreens(DATA);
    expect(badRows).toEqual([]);
    expect(screens).toHaveLength(432);
    expect(new Set(screens.map(({ family }) => family)).size).toBe(14);
    expect(screens.filter(({ device }) => device === 'phone')).toHaveLength(200);
  });
});
