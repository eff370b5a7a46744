import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFile, stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PAGE_TYPES, type ScreenPixels, type TextLine } from '../../../core/contracts/screen.ts';
import { PageClassifier, pageModelSchema } from './page-classifier.ts';
import { WordSpotter } from './word-spotter.ts';

const SHIPPED = new URL('./page-model.json', import.meta.url);
const grey: ScreenPixels = { width: 390, height: 844, data: new Uint8Array(3 * 390 * 844).fill(128) };
const line = (text: string, top: number, height = 16): TextLine => ({
  text,
  box: [40, top, 200, height],
  confidence: 1,
});

describe('the model of page types that ships', () => {
  it('gives a probability to each page type, the same each time, and is small', async () => {
    const classifier = await PageClassifier.load();
    for (const pages of [classifier.fromPixels(grey), classifier.fromText(grey, [line('购物车', 60, 30)])]) {
      expect(pages).toHaveLength(PAGE_TYPES.length);
      expect(pages.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
      expect(pages.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
    }
    expect(classifier.fromPixels(grey)).toEqual(classifier.fromPixels(grey));
    expect((await stat(SHIPPED)).size).toBeLessThan(100_000);
  });

  it('reads, where there is something to read', async () => {
    const classifier = await PageClassifier.load();
    expect(classifier.fromText(grey, [])).toEqual(classifier.fromPixels(grey));
    const lines = [line('Billing details', 100, 30), line('First name', 150), line('Place order', 400)];
    const pages = classifier.fromText(grey, lines);
    expect(PAGE_TYPES[pages.indexOf(Math.max(...pages))]).toBe('checkout');
  });

  it('refuses a model of other features, and a file that is none', async () => {
    const model = pageModelSchema.parse(JSON.parse(await readFile(SHIPPED, 'utf8')));
    const spotter = WordSpotter.shipped();
    const turned = { ...model, textFeatures: model.textFeatures.toReversed() };
    expect(() => new PageClassifier(turned, spotter)).toThrow(
      expect.objectContaining({ code: 'model-mismatch' }),
    );
    expect(() => new PageClassifier({ ...model, pixels: { ...model.pixels, bias: [1] } }, spotter)).toThrow(
      expect.objectContaining({ code: 'model-mismatch' }),
    );
    const folder = await mkdtemp(join(tmpdir(), 'daogou-page-'));
    try {
      const file = join(folder, 'page-model.json');
      await writeFile(file, '{"version": 1}');
      await expect(PageClassifier.load(file)).rejects.toMatchObject({
        code: 'model-missing',
        received: file,
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
