/** Page types of screens, measured on shops that were never learned from. */
import { PAGE_TYPES, type LabelledScreen } from '../core/contracts/screen.ts';
import type { Progress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { softmax } from '../core/maths.ts';
import { measurePages, type PageAnswer } from '../learning/evaluation/screens.ts';
import { trainPageModel, type PageExample } from '../learning/training/train-screen-page.ts';
import { glanceFeatures } from '../perception/screens/page/glance-features.ts';
import { LAYOUT_FEATURES } from '../perception/screens/page/layout-features.ts';
import { PageClassifier } from '../perception/screens/page/page-classifier.ts';
import { priorScores, textFeatures } from '../perception/screens/page/text-features.ts';
import { WordSpotter } from '../perception/screens/page/word-spotter.ts';
import type { ScreenEvidence } from './evaluate-screens-evidence.ts';
import type { ScreensPart, ScreensResult } from './evaluate-screens-parts.ts';

/** A screen in numbers, and what it is. */
export interface LearnedScreen extends PageExample {
  readonly screen: LabelledScreen;
  /** Whether anything was read on it. */
  readonly hasText: boolean;
}

export async function learnedScreens(evidence: AsyncIterable<ScreenEvidence>): Promise<LearnedScreen[]> {
  const examples: LearnedScreen[] = [];
  const spotter = WordSpotter.shipped();
  for await (const { lines, pixels, screen } of evidence) {
    examples.push({
      screen,
      page: screen.page,
      family: screen.family,
      glance: glanceFeatures(pixels, spotter),
      words: textFeatures(lines, pixels.width, pixels.height),
      hasText: lines.length > 0,
    });
  }
  return examples;
}

type Models = Readonly<Record<string, (example: LearnedScreen) => readonly number[]>>;

/**
 * Each family is asked about by a model that was taught on the others; or, where other screens are given to learn
 * from, all by one that was taught on those.
 */
export const evaluatePages: ScreensPart = async ({ progress, seed, tested, taught }) => {
  const examples = await learnedScreens(tested());
  const others = taught ? await learnedScreens(taught()) : undefined;
  const answers = others ? answersOf(modelsFrom(others), examples) : heldOutAnswers(examples, progress);
  return {
    part: 'pages',
    results: Object.entries(answers).map(([model, own]): ScreensResult => {
      const { metrics, ...more } = measurePages(own, createRandom(`screens/${seed}`));
      return { part: 'pages', model, metrics, ...more };
    }),
  };
};

function heldOutAnswers(
  examples: readonly LearnedScreen[],
  progress: Progress,
): Record<string, PageAnswer[]> {
  const families = [...new Set(examples.map(({ family }) => family))];
  const step = progress.start('Teaching on all families but one', families.length);
  const answers: Record<string, PageAnswer[]> = {};
  for (const family of families) {
    const models = modelsFrom(examples.filter((example) => example.family !== family));
    const own = answersOf(
      models,
      examples.filter((example) => example.family === family),
    );
    for (const [model, ones] of Object.entries(own)) (answers[model] ??= []).push(...ones);
    step.advance();
  }
  step.done();
  return answers;
}

function answersOf(models: Models, examples: readonly LearnedScreen[]): Record<string, PageAnswer[]> {
  return Object.fromEntries(
    Object.entries(models).map(([name, say]) => [
      name,
      examples.map((example) => ({ screen: example.screen, pages: say(example) })),
    ]),
  );
}

/**
 * What is measured: the default reads, `pixels` does not, `layout` knows no word by its shape either, `words` was never
 * taught, `majority` does not look.
 */
function modelsFrom(examples: readonly LearnedScreen[]): Models {
  const spotter = WordSpotter.shipped();
  const classifier = new PageClassifier(trainPageModel(examples, 'evaluation').model, spotter);
  const wordless = new PageClassifier(
    trainPageModel(examples.map(withoutWords), 'evaluation').model,
    spotter,
  );
  const commonest = majorityOf(examples);
  return {
    default: ({ glance, hasText, words }) =>
      hasText ? classifier.fromWords(words) : classifier.fromGlance(glance),
    pixels: ({ glance }) => classifier.fromGlance(glance),
    layout: (example) => wordless.fromGlance(withoutWords(example).glance),
    words: ({ words }) => [...softmax(priorScores(words))],
    majority: () => commonest,
  };
}

function withoutWords<Example extends PageExample>(example: Example): Example {
  return { ...example, glance: example.glance.map((value, i) => (i < LAYOUT_FEATURES.length ? value : 0)) };
}

/** The share of each page type among the examples. */
function majorityOf(examples: readonly LearnedScreen[]): number[] {
  return PAGE_TYPES.map(
    (page) => examples.filter((example) => example.page === page).length / examples.length,
  );
}
