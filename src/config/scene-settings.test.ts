import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENES } from '../core/contracts/event.ts';
import { BUILT_IN_SCENES } from '../guide/scenes/built-in-scenes.ts';
import { readScenes } from './scene-settings.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/scenes.yaml', import.meta.url));

describe('the scenes of a shop', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daogou-scenes-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function scenesOf(text: string) {
    const file = join(folder, 'given.yaml');
    await writeFile(file, text);
    return readScenes(folder, file);
  }

  it('are the built-in ones where there is no file', async () => {
    expect(await readScenes(folder)).toEqual(SCENES.map((name) => BUILT_IN_SCENES[name]));
  });

  it('are what the example says', async () => {
    const scenes = await readScenes(folder, EXAMPLE);
    expect(scenes.map(({ name }) => name)).toEqual([...SCENES, 'back-to-school', 'lookbook']);
    const gift = scenes.find(({ name }) => name === 'gift');
    expect(gift?.strategy).toEqual({ ...BUILT_IN_SCENES.gift.strategy, novelty: 0.6 });
    expect(gift?.presentation).toEqual({ ...BUILT_IN_SCENES.gift.presentation, items: 4 });
    expect(scenes.find(({ name }) => name === 'back-to-school')).toMatchObject({
      like: 'replenish',
      label: { en: 'Back to school' },
      // What the file leaves out is as in the scene that it is like.
      strategy: { price: -0.6, repeatPurchase: 0, brand: BUILT_IN_SCENES.replenish.strategy.brand },
      presentation: { layout: 'grid', items: 18 },
    });
  });

  it('are found in the workspace, as JSON before YAML', async () => {
    const workspace = await mkdtemp(join(tmpdir(), 'daogou-scenes-'));
    try {
      await writeFile(join(workspace, 'scenes.yaml'), 'scenes: { gift: { presentation: { items: 5 } } }');
      const itemsOfGift = async (): Promise<number | undefined> =>
        (await readScenes(workspace)).find(({ name }) => name === 'gift')?.presentation.items;
      expect(await itemsOfGift()).toBe(5);
      await writeFile(
        join(workspace, 'scenes.json'),
        '{ "scenes": { "gift": { "presentation": { "items": 7 } } } }',
      );
      expect(await itemsOfGift()).toBe(7);
    } finally {
      await rm(workspace, { recursive: true });
    }
  });

  it.each([
    [
      'a setting that there is not',
      'scenes: { gift: { strategy: { prize: 1 } } }',
      /scenes\.gift\.strategy.*prize/,
    ],
    [
      'a weight out of range',
      'scenes: { gift: { strategy: { price: 30 } } }',
      /scenes\.gift\.strategy\.price/,
    ],
    [
      'a layout that there is not',
      'scenes: { gift: { presentation: { layout: list } } }',
      /presentation\.layout/,
    ],
    ['a name with capitals', 'scenes: { Gift: {} }', /lower case/],
    [
      'a scene like nothing',
      'scenes: { prom: { label: { en: Prom, zh: 舞会 } } }',
      /prom does not say what it is like/,
    ],
    ['a scene without a label', 'scenes: { prom: { like: gift } }', /prom has no label/],
    [
      'a built-in scene that would be another',
      'scenes: { gift: { like: daily } }',
      /gift cannot be like another/,
    ],
    ['one language alone', 'scenes: { prom: { like: gift, label: { en: Prom } } }', /label\.zh/],
    ['a mistake of writing, with its line', 'scenes:\n  gift: { strategy: {\n', /line 3/],
    ['an empty file', '', /the whole of it/],
    ['a text', 'hello', /the whole of it/],
    ['a name twice', 'scenes: { gift: {}, gift: {} }', /unique/],
    ['a book', `# ${'x'.repeat(200_001)}`, /at most are read/],
  ])('refuse %s, and say where', async (_, text, message) => {
    const refused = scenesOf(text);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ code: 'invalid-input', remedy: expect.any(String) });
  });

  it('refuse aliases that multiply', async () => {
    const doubled = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n');
    await expect(scenesOf(`a0: &a0 [1]\n${doubled}\nscenes: {}`)).rejects.toThrow(/alias/i);
  });

  it('refuse a file that is not there, and a folder', async () => {
    await expect(readScenes(folder, join(folder, 'nowhere.yaml'))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(readScenes(folder, folder)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
