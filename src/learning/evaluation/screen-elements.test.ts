import { describe, expect, it } from 'vitest';
import {
  labelledScreenSchema,
  type LabelledScreen,
  type ScreenElement,
} from '../../core/contracts/screen.ts';
import { measureScreenElements, measureScreenElementsBy } from './screen-elements.ts';

function screen(id: string, elements: LabelledScreen['elements'], family = 'a'): LabelledScreen {
  return labelledScreenSchema.parse({
    id,
    file: `${id}.webp`,
    family,
    source: family,
    device: 'computer',
    language: 'en',
    page: 'product',
    elements,
  });
}

const label = (
  kind: ScreenElement['kind'],
  box: ScreenElement['box'],
): LabelledScreen['elements'][number] => ({
  kind,
  text: '',
  box,
});
const found = (kind: ScreenElement['kind'], box: ScreenElement['box'], confidence = 0.9): ScreenElement => ({
  ...label(kind, box),
  confidence,
});

describe('measuring elements', () => {
  it('counts a box that shares half of the joined area, and no other', () => {
    const screens = [screen('1', [label('search', [0, 0, 100, 10])])];
    const by = (box: ScreenElement['box']): number =>
      measureScreenElements(screens, new Map([['1', [found('search', box)]]])).byKind.search.matched;
    expect(by([0, 0, 50, 10])).toBe(1);
    expect(by([0, 0, 49, 10])).toBe(0);
    expect(by([0, 0, 200, 10])).toBe(1);
  });

  it('matches a label once, and never one of another kind', () => {
    const screens = [screen('1', [label('buy_now', [0, 0, 100, 40])])];
    const report = measureScreenElements(
      screens,
      new Map([
        [
          '1',
          [
            found('buy_now', [0, 0, 100, 40]),
            found('buy_now', [2, 0, 100, 40], 0.5),
            found('add_to_cart', [0, 0, 100, 40]),
          ],
        ],
      ]),
    );
    expect(report.byKind.buy_now).toMatchObject({
      labelled: 1,
      found: 2,
      matched: 1,
      precision: 0.5,
      recall: 1,
    });
    expect(report.pooled).toMatchObject({ labelled: 1, found: 3, matched: 1 });
  });

  it('counts a label as pointed at by a small box in its middle', () => {
    const screens = [screen('1', [label('search', [0, 0, 16, 80]), label('search', [100, 0, 16, 80])])];
    const { search } = measureScreenElements(
      screens,
      new Map([['1', [found('search', [0, 32, 16, 16]), found('buy_now', [100, 32, 16, 16])]]]),
    ).byKind;
    expect(search).toMatchObject({ matched: 0, pointed: 1, pointRecall: 0.5 });
  });

  it('counts what a screen without findings has', () => {
    const screens = [
      screen('1', [label('search', [0, 0, 9, 9])]),
      screen('2', [label('search', [0, 0, 9, 9])], 'b'),
    ];
    const findings = new Map([['1', [found('search', [0, 0, 9, 9])]]]);
    expect(measureScreenElements(screens, findings).byKind.search.recall).toBe(0.5);
    const byFamily = measureScreenElementsBy(screens, findings, ({ family }) => family);
    expect(byFamily.get('a')?.byKind.search.recall).toBe(1);
    expect(byFamily.get('b')?.byKind.search.recall).toBe(0);
    expect(byFamily.get('b')?.byKind.search.precision).toBeNaN();
  });
});
