/** Elements of screens, measured on shops that were never learned from. */
import type { ScreenElement } from '../core/contracts/screen.ts';
import type { Progress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import {
  measureScreenElements,
  measureScreenElementsBy,
  type ElementReport,
} from '../learning/evaluation/screen-elements.ts';
import { trainScreenElements, type ElementLesson } from '../learning/training/train-screen-elements.ts';
import { ElementFinder, type ElementStage } from '../perception/screens/elements/element-finder.ts';
import type { ScreenEvidence } from './evaluate-screens-evidence.ts';
import type { ScreensPart, ScreensResult } from './evaluate-screens-parts.ts';

/** Screens to learn elements from; their pictures are not kept, but decoded when they are asked for. */
export async function elementLessons(evidence: AsyncIterable<ScreenEvidence>): Promise<ElementLesson[]> {
  const lessons: ElementLesson[] = [];
  for await (const { screen, lines, again } of evidence) {
    lessons.push({ screen, pixels: again, lines: () => Promise.resolve(lines) });
  }
  return lessons;
}

type Found = Readonly<Record<ElementStage, ReadonlyMap<string, readonly ScreenElement[]>>>;

/**
 * `default` has read the screen, `pixels` has not. Each family is asked about by weights that were learned on others;
 * or, where other screens are given to learn from, all by weights learned on those.
 */
export const evaluateElements: ScreensPart = async ({ progress, seed, tested, taught }) => {
  const lessons = await elementLessons(tested());
  const { weights, heldOut } = await trainScreenElements({
    lessons: taught ? await elementLessons(taught()) : lessons,
    random: createRandom(`screen elements/${seed}`),
    progress,
  });
  const found: Found = taught ? await findAll(new ElementFinder(weights), lessons, progress) : heldOut;
  const screens = lessons.map(({ screen }) => screen);
  const results = (
    [
      ['default', 'text'],
      ['pixels', 'pixels'],
    ] as const
  ).map(([model, stage]): ScreensResult => {
    const report = measureScreenElements(screens, found[stage]);
    return {
      part: 'elements',
      model,
      metrics: metricsOf(report),
      kinds: report.byKind,
      devices: Object.fromEntries(measureScreenElementsBy(screens, found[stage], ({ device }) => device)),
      languages: Object.fromEntries(
        measureScreenElementsBy(screens, found[stage], ({ language }) => language),
      ),
      byFamily: Object.fromEntries(measureScreenElementsBy(screens, found[stage], ({ family }) => family)),
    };
  });
  return { part: 'elements', results };
};

async function findAll(
  finder: ElementFinder,
  lessons: readonly ElementLesson[],
  progress: Progress,
): Promise<Found> {
  const found = { pixels: new Map<string, ScreenElement[]>(), text: new Map<string, ScreenElement[]>() };
  const step = progress.start('Finding elements', lessons.length);
  for (const { screen, pixels, lines } of lessons) {
    const picture = await pixels();
    found.pixels.set(screen.id, finder.fromPixels(picture));
    found.text.set(screen.id, finder.fromText(picture, await lines()));
    step.advance();
  }
  step.done();
  return found;
}

/** Of the kinds a shopper buys with together, and of each kind that there is; what has no value is left out. */
function metricsOf({ byKind, pooled }: ElementReport): Record<string, number> {
  const named = { 'buying kinds': pooled, ...byKind };
  const figures = Object.entries(named).flatMap(([kind, { recall, precision, pointRecall }]) => [
    [`${kind} recall`, recall] as const,
    [`${kind} precision`, precision] as const,
    [`${kind} clicked`, pointRecall] as const,
  ]);
  return Object.fromEntries(figures.filter(([, value]) => !Number.isNaN(value)));
}
