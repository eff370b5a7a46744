/** How well the elements of screens are found: which were, and how much of what was found is there. */
import {
  ELEMENT_KINDS,
  type Box,
  type ElementKind,
  type LabelledScreen,
  type ScreenElement,
} from '../../core/contracts/screen.ts';

/** Boxes that share at least this much, area shared over area joined, are the same element (Everingham et al., 2010). */
const SAME_BOX = 0.5;

export interface ElementMeasures {
  /** How many there are. */
  readonly labelled: number;
  /** How many were said to be there. */
  readonly found: number;
  /** Found ones that are there, each label matched at most once. */
  readonly matched: number;
  /**
   * Labels that hold the middle of an element found as their kind: who clicks there hits them, also where the page's box is
   * many times larger than what can be seen of it, as that of a link around a pictogram.
   */
  readonly pointed: number;
  /** matched / found; NaN where none was found. */
  readonly precision: number;
  /** matched / labelled; NaN where there is none. */
  readonly recall: number;
  /** pointed / labelled; NaN where there is none. */
  readonly pointRecall: number;
}

export interface ElementReport {
  readonly byKind: Readonly<Record<ElementKind, ElementMeasures>>;
  /** Over the kinds that were asked for together. */
  readonly pooled: ElementMeasures;
}

/** The kinds that a shopper buys with, measured together. */
export const BUYING_KINDS = [
  'add_to_cart',
  'buy_now',
  'checkout',
  'search',
] as const satisfies readonly ElementKind[];

/**
 * Precision and recall per kind over screens, and pooled over `pooledKinds`. Found elements are matched best first, each to
 * the label of its kind that it covers best; one without an entry in `found` has found nothing.
 */
export function measureScreenElements(
  screens: readonly LabelledScreen[],
  found: ReadonlyMap<string, readonly ScreenElement[]>,
  pooledKinds: readonly ElementKind[] = BUYING_KINDS,
): ElementReport {
  const byKind = Object.fromEntries(
    ELEMENT_KINDS.map((kind) => {
      const counts = screens.map((screen) => countMatches(screen, found.get(screen.id) ?? [], kind));
      return [kind, measuresOf(counts)];
    }),
  ) as Record<ElementKind, ElementMeasures>;
  return { byKind, pooled: measuresOf(pooledKinds.map((kind) => byKind[kind])) };
}

/** The same for groups of screens, such as those of one family, device or language. */
export function measureScreenElementsBy(
  screens: readonly LabelledScreen[],
  found: ReadonlyMap<string, readonly ScreenElement[]>,
  groupOf: (screen: LabelledScreen) => string,
): Map<string, ElementReport> {
  const groups = Map.groupBy(screens, groupOf);
  return new Map([...groups].map(([name, members]) => [name, measureScreenElements(members, found)]));
}

type Counts = Pick<ElementMeasures, 'labelled' | 'found' | 'matched' | 'pointed'>;

function measuresOf(counts: readonly Counts[]): ElementMeasures {
  const sum = (part: keyof Counts): number => counts.reduce((total, each) => total + each[part], 0);
  const [labelled, found, matched, pointed] = [sum('labelled'), sum('found'), sum('matched'), sum('pointed')];
  return {
    labelled,
    found,
    matched,
    pointed,
    precision: matched / found,
    recall: matched / labelled,
    pointRecall: pointed / labelled,
  };
}

function countMatches(screen: LabelledScreen, found: readonly ScreenElement[], kind: ElementKind): Counts {
  const open = screen.elements.filter((element) => element.kind === kind).map(({ box }) => box);
  const labelled = open.length;
  const ofKind = found
    .filter((element) => element.kind === kind)
    .toSorted((a, b) => b.confidence - a.confidence);
  const pointed = open.filter((label) => ofKind.some(({ box }) => holdsMiddle(label, box))).length;
  let matched = 0;
  for (const { box } of ofKind) {
    const shares = open.map((label) => boxShare(label, box));
    const best = shares.indexOf(Math.max(...shares));
    if (best === -1 || shares[best] < SAME_BOX) continue;
    open.splice(best, 1);
    matched++;
  }
  return { labelled, found: ofKind.length, matched, pointed };
}

function holdsMiddle([x, y, w, h]: Box, [fx, fy, fw, fh]: Box): boolean {
  const middleX = fx + fw / 2;
  const middleY = fy + fh / 2;
  return middleX > x && middleX < x + w && middleY > y && middleY < y + h;
}

/** Area shared over area joined, in [0, 1]. */
function boxShare(a: Box, b: Box): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a[2] * a[3] + b[2] * b[3] - width * height);
}
