/** Learns what can be done on a screen, from screens whose elements are known. */
import {
  ELEMENT_KINDS,
  type LabelledScreen,
  type ScreenElement,
  type ScreenPixels,
  type TextLine,
} from '../../core/contracts/screen.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { overlap } from '../../perception/screens/elements/boxes.ts';
import { CLASSES } from '../../perception/screens/elements/choose-elements.ts';
import {
  describeScreen,
  type DescribedScreen,
  type ElementStage,
  type ElementWeights,
} from '../../perception/screens/elements/element-finder.ts';
import { findShapes } from '../../perception/screens/elements/find-shapes.ts';
import type { SmallNetwork } from '../../perception/screens/elements/small-network.ts';
import { drawScreen } from './train-screen-elements-drawn.ts';
import { judgeScreen, trainJudge, type PreparedScreen } from './train-screen-elements-judge.ts';
import { trainPictograms } from './train-screen-elements-pictograms.ts';
import { chooseHeldOut, chooseThresholds } from './train-screen-elements-thresholds.ts';

/** A screen to learn elements from; pixels and lines are asked for once, one screen at a time. */
export interface ElementLesson {
  readonly screen: LabelledScreen;
  readonly pixels: () => Promise<ScreenPixels>;
  /** In pixels of that picture, as the reader of text gives them. */
  readonly lines: () => Promise<readonly TextLine[]>;
}

export interface ElementTraining {
  readonly lessons: readonly ElementLesson[];
  readonly random: Random;
  readonly progress: Progress;
}

export interface LearnedElements {
  readonly weights: ElementWeights;
  /** What is found on each screen by weights that saw no screen of its family, by the screen's id. */
  readonly heldOut: Readonly<Record<ElementStage, ReadonlyMap<string, readonly ScreenElement[]>>>;
}

const STAGES = ['pixels', 'text'] as const satisfies readonly ElementStage[];

/**
 * Learns the weights of an `ElementFinder`. Every family of screens is held out once, in seven folds: the thresholds are chosen on what is
 * found on held-out screens, and those findings are given back, to be measured. Thresholds that a family is measured
 * with were chosen on the other families.
 */
export async function trainScreenElements({
  lessons,
  random,
  progress,
}: ElementTraining): Promise<LearnedElements> {
  const pictograms = await trainPictograms(random.fork('pictograms'));
  const prepared = await prepareScreens(lessons, pictograms, progress);
  const drawn = await prepareScreens(await drawLessons(random.fork('drawn')), pictograms, progress);
  const folds = foldsOf(lessons.map(({ screen }) => screen.family));
  const step = progress.start('Learning elements of screens', STAGES.length * (folds.length + 1));
  const judges: Partial<Record<ElementStage, ElementWeights[ElementStage]>> = {};
  const heldOut: Partial<Record<ElementStage, Map<string, ScreenElement[]>>> = {};
  for (const stage of STAGES) {
    const judged = new Map<PreparedScreen, Float32Array>();
    for (const fold of folds) {
      const judge = await trainJudge(
        [...drawn[stage], ...prepared[stage].filter(({ screen }) => !fold.has(screen.family))],
        random.fork(`${stage} ${[...fold].join(' ')}`),
      );
      for (const each of prepared[stage]) {
        if (fold.has(each.screen.family)) judged.set(each, judgeScreen(each, judge));
      }
      step.advance();
    }
    heldOut[stage] = chooseHeldOut(judged);
    const judge = await trainJudge([...drawn[stage], ...prepared[stage]], random.fork(stage));
    judges[stage] = { ...judge, thresholds: chooseThresholds(judged) };
    step.advance();
  }
  step.done();
  const { pixels, text } = judges as Record<ElementStage, ElementWeights[ElementStage]>;
  return {
    weights: { pictograms, pixels, text },
    heldOut: heldOut as Record<ElementStage, Map<string, ScreenElement[]>>,
  };
}

const MOST_FOLDS = 7;

/** Families in folds of about as many screens: each family is in one. */
function foldsOf(familyOfEach: readonly string[]): Set<string>[] {
  const families = [...Map.groupBy(familyOfEach, (family) => family)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  const folds = Array.from({ length: Math.min(MOST_FOLDS, families.length) }, () => ({
    families: new Set<string>(),
    screens: 0,
  }));
  for (const [family, { length }] of families) {
    const smallest = folds.reduce((a, b) => (b.screens < a.screens ? b : a));
    smallest.families.add(family);
    smallest.screens += length;
  }
  return folds.map((fold) => fold.families);
}

const DRAWN = 80;

/** Screens that are drawn, to be learned from and never measured on. */
export async function drawLessons(random: Random, count = DRAWN): Promise<ElementLesson[]> {
  const lessons: ElementLesson[] = [];
  for (let i = 0; i < count; i++) {
    const { screen, pixels, lines } = await drawScreen(random, `drawn-${i}`);
    lessons.push({ screen, pixels: () => Promise.resolve(pixels), lines: () => Promise.resolve(lines) });
  }
  return lessons;
}

/** Every screen as the networks of both stages take it. */
export async function prepareScreens(
  lessons: readonly ElementLesson[],
  pictograms: SmallNetwork,
  progress: Progress,
): Promise<Record<ElementStage, PreparedScreen[]>> {
  const prepared: Record<ElementStage, PreparedScreen[]> = { pixels: [], text: [] };
  const step = progress.start('Looking at screens', lessons.length);
  for (const lesson of lessons) {
    const { screen } = lesson;
    const pixels = await lesson.pixels();
    const shapes = findShapes(pixels);
    const read = await lesson.lines();
    for (const [stage, lines] of [
      ['pixels', []],
      ['text', read],
    ] as const) {
      const described = describeScreen(pixels, shapes, lines, pictograms);
      prepared[stage].push({ screen, lines, described, targets: targetsOf(screen, described) });
    }
    step.advance();
  }
  step.done();
  return prepared;
}

/** From this share of common area on a candidate is a little of the labelled element, and wholly it at the other. */
const LITTLE = 0.35;
const WHOLLY = 0.6;

function targetsOf(screen: LabelledScreen, { candidates }: DescribedScreen): Float32Array {
  const targets = new Float32Array(candidates.length * CLASSES);
  for (const [i, { box, source }] of candidates.entries()) {
    let best = 0;
    let kind = -1;
    for (const element of screen.elements) {
      if ((element.kind === 'product_card') !== (source === 'card')) {
        if (element.kind !== 'product_card') continue;
      }
      const shared = overlap(element.box, box);
      if (shared <= best) continue;
      best = shared;
      kind = ELEMENT_KINDS.indexOf(element.kind);
    }
    const share = Math.max(0, Math.min(1, (best - LITTLE) / (WHOLLY - LITTLE)));
    if (kind !== -1) targets[i * CLASSES + kind] = share;
    targets[(i + 1) * CLASSES - 1] = kind === -1 ? 1 : 1 - share;
  }
  return targets;
}
