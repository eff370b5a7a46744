import { describe, expect, it } from 'vitest';
import { PAGE_TYPES, type PageType, type TextLine } from '../../core/contracts/screen.ts';
import { createRandom } from '../../core/random.ts';
import { GLANCE_FEATURES } from '../../perception/screens/page/glance-features.ts';
import { LAYOUT_FEATURES } from '../../perception/screens/page/layout-features.ts';
import { PageClassifier } from '../../perception/screens/page/page-classifier.ts';
import { textFeatures } from '../../perception/screens/page/text-features.ts';
import { WordSpotter } from '../../perception/screens/page/word-spotter.ts';
import { familyFolds } from './train-screen-page-head.ts';
import { trainPageModel, type PageExample } from './train-screen-page.ts';
import { trainSoftmax } from './train-softmax.ts';

const line = (text: string, top: number): TextLine => ({ text, box: [40, top, 200, 16], confidence: 1 });
const TEXTS: Partial<Record<PageType, string>> = {
  cart: 'unit price',
  account: 'password',
  home: 'shop now',
};

/** Pages whose layouts differ in one feature, by as many families. */
function examples(): PageExample[] {
  const random = createRandom('pages');
  const pages = Object.entries(TEXTS) as [PageType, string][];
  return Array.from({ length: 36 }, (_, i) => {
    const [page, text] = pages[i % 3];
    const glance = Float32Array.from(GLANCE_FEATURES, (_name, j) =>
      j < LAYOUT_FEATURES.length ? random.next() * 0.1 : 0,
    );
    glance[i % 3] = 1;
    return { page, family: `family ${i % 4}`, glance, words: textFeatures([line(text, 300)], 1280, 800) };
  });
}

describe('teaching page types', () => {
  it('finds what tells them apart, the same each time', () => {
    const { chosen, model } = trainPageModel(examples(), 'test');
    expect(trainPageModel(examples(), 'test').model).toEqual(model);
    const classifier = new PageClassifier(model, WordSpotter.shipped());
    for (const { glance, page, words } of examples()) {
      for (const pages of [classifier.fromGlance(glance), classifier.fromWords(words)]) {
        expect(PAGE_TYPES[pages.indexOf(Math.max(...pages))]).toBe(page);
      }
    }
    expect(chosen.text.temperature).toBeGreaterThan(0);
  });

  it('still finds a page type by its words that no example had', () => {
    const classifier = new PageClassifier(trainPageModel(examples(), 'test').model, WordSpotter.shipped());
    const lines = [line('Search results for shoes', 300), line('you searched for: shoes', 340)];
    const pages = classifier.fromWords(textFeatures(lines, 1280, 800));
    expect(PAGE_TYPES[pages.indexOf(Math.max(...pages))]).toBe('search');
  });

  it('learns from one family alone, as far as that goes', () => {
    const one = examples().map((example) => ({ ...example, family: 'one' }));
    expect(() => trainPageModel(one, 'test')).not.toThrow();
  });

  it('keeps families whole in folds of about one size', () => {
    const folds = familyFolds('aaaaabbbccdefg'.split(''));
    expect(folds).toHaveLength(5);
    expect(folds.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 14 }, (_, i) => i));
    expect(folds.filter((fold) => fold.some((i) => i < 5))).toHaveLength(1);
  });
});

describe('multinomial logistic regression from a prior', () => {
  it('stays at the prior where it may not leave it, and comes to the shares of classes where it may', () => {
    const data = {
      rows: new Float32Array(4),
      width: 1,
      offsets: Float64Array.from([2, 0, 2, 0, 2, 0, 2, 0]),
      classes: 2,
      labels: Int32Array.of(0, 0, 0, 1),
      weights: new Float64Array(4).fill(1),
    };
    const held = trainSoftmax(data, 1e6);
    expect(held.offsetScale).toBeCloseTo(1, 4);
    expect(held.bias[0]).toBeCloseTo(0, 4);
    const free = trainSoftmax(data, 1e-6);
    const margin = free.bias[0] - free.bias[1] + 2 * free.offsetScale;
    expect(1 / (1 + Math.exp(-margin))).toBeCloseTo(0.75, 2);
  });
});
