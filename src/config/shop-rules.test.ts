import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readShopRules, SHOP_FILE } from './shop-rules.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-rules-'));
});
afterAll(() => rm(folder, { recursive: true }));

const readFrom = async (text: string): ReturnType<typeof readShopRules> => {
  await writeFile(join(folder, SHOP_FILE), text);
  return readShopRules(folder);
};

describe('readShopRules', () => {
  it('reads the rules of a shop, fills in defaults, and leaves the rest of the file to others', async () => {
    const text = JSON.stringify({ rules: { owned: 'last', diversity: { by: 'mmr' } }, scenes: [] });
    expect(await readFrom(text)).toEqual({ owned: 'last', diversity: { by: 'mmr', lambda: 0.7 } });
    expect(await readFrom('{}')).toEqual({});
    expect(await readShopRules(join(folder, 'nowhere'))).toEqual({});
  });

  it('says where the file is wrong, and what to do', async () => {
    for (const [text, place] of [
      ['{ "rules": ', 'it is not JSON'],
      ['[]', 'the whole'],
      ['{"rules": {"soldout": "hide"}}', 'rules: '],
      ['{"rules": {"mostPerCategory": {"most": 0}}}', 'rules.mostPerCategory.most'],
    ]) {
      await expect(readFrom(text)).rejects.toMatchObject({
        code: 'invalid-input',
        message: expect.stringContaining(place) as string,
        remedy: expect.stringContaining('rules-and-search.md') as string,
      });
    }
  });
});
