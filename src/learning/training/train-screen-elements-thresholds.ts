/** From what confidence on an element is said to be there: chosen on screens that the judges have not seen. */
import { ELEMENT_KINDS, type ElementKind, type ScreenElement } from '../../core/contracts/screen.ts';
import { overlap } from '../../perception/screens/elements/boxes.ts';
import {
  chooseElements,
  rankElements,
  WAYS,
  type Thresholds,
  type Way,
} from '../../perception/screens/elements/choose-elements.ts';
import type { PreparedScreen } from './train-screen-elements-judge.ts';

/** Screens with the probabilities of their candidates, `(candidates, CLASSES)`. */
export type Judged = ReadonlyMap<PreparedScreen, Float32Array>;

/** What is found on each family with the thresholds of the others. */
export function chooseHeldOut(judged: Judged): Map<string, ScreenElement[]> {
  const found = new Map<string, ScreenElement[]>();
  for (const family of new Set([...judged.keys()].map(({ screen }) => screen.family))) {
    const others = new Map([...judged].filter(([{ screen }]) => screen.family !== family));
    const thresholds = chooseThresholds(others);
    for (const [{ screen, lines, described }, probabilities] of judged) {
      if (screen.family !== family) continue;
      found.set(screen.id, chooseElements(described.candidates, probabilities, lines, thresholds));
    }
  }
  return found;
}

const LOWEST = 0.12;
const HIGHEST = 0.9;
/** Where hardly any is known of a kind, its threshold cannot be chosen. */
const USUAL = 0.4;
const LEAST_KNOWN = 10;

/** How much more recall counts than precision: a product that is not seen cannot be recommended. */
const betaOf = (kind: ElementKind): number => (kind === 'product_card' ? 2 : 1);

const everywhere = (threshold: number): Thresholds =>
  Object.fromEntries(
    ELEMENT_KINDS.map((kind) => [kind, Object.fromEntries(WAYS.map((way) => [way, threshold]))]),
  ) as Record<ElementKind, Record<Way, number>>;

/** For each kind and way the threshold that together give the best F-measure (van Rijsbergen, 1979) on what was judged. */
export function chooseThresholds(judged: Judged): Thresholds {
  const found = [...judged].map(([{ screen, lines, described }, probabilities]) => ({
    screen,
    elements: rankElements(described.candidates, probabilities, lines, everywhere(LOWEST)),
  }));
  return Object.fromEntries(
    ELEMENT_KINDS.map((kind) => {
      const ranked: Ranked[] = [];
      let labelled = 0;
      for (const { screen, elements } of found) {
        const open = screen.elements.filter((element) => element.kind === kind);
        labelled += open.length;
        for (const element of elements) {
          if (element.kind !== kind) continue;
          const match = open.findIndex(({ box }) => overlap(box, element.box) >= 0.5);
          if (match !== -1) open.splice(match, 1);
          ranked.push({ confidence: element.confidence, way: element.way, isThere: match !== -1 });
        }
      }
      return [kind, bestThresholds(ranked, labelled, betaOf(kind))];
    }),
  ) as Record<ElementKind, Record<Way, number>>;
}

interface Ranked {
  readonly confidence: number;
  readonly way: Way;
  readonly isThere: boolean;
}

/** Rounds over the ways: each is chosen given the others. */
const ROUNDS = 3;

function bestThresholds(ranked: readonly Ranked[], labelled: number, beta: number): Record<Way, number> {
  const chosen = Object.fromEntries(WAYS.map((way) => [way, USUAL])) as Record<Way, number>;
  if (labelled < LEAST_KNOWN) return chosen;
  const sorted = ranked.toSorted((a, b) => b.confidence - a.confidence);
  for (let round = 0; round < ROUNDS; round++) {
    for (const way of WAYS) {
      const others = sorted.filter((each) => each.way !== way && each.confidence >= chosen[each.way]);
      let matched = others.filter(({ isThere }) => isThere).length;
      let count = others.length;
      const measure = (): number => ((1 + beta ** 2) * matched) / (count + beta ** 2 * labelled);
      let best = measure();
      // Where finding none this way is best, hardly any is.
      chosen[way] = HIGHEST;
      const ofWay = sorted.filter((each) => each.way === way);
      for (const [i, { confidence, isThere }] of ofWay.entries()) {
        count++;
        if (isThere) matched++;
        const next = ofWay[i + 1]?.confidence ?? LOWEST;
        // Those that are equally sure are taken together.
        if (next === confidence || measure() <= best) continue;
        best = measure();
        // Between the two, so that what is nearly as sure on another shop is taken as well.
        chosen[way] = Math.min(HIGHEST, (confidence + next) / 2);
      }
    }
  }
  return chosen;
}
