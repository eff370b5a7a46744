import type { Box } from '../../core/contracts/screen.ts';

/** Smaller things are not for the eye: texts for screen readers are a pixel wide, and tracking pixels as well. */
const LEAST_SIDE = 4;
/** Where a thing is looked for: one point that is not covered is enough. */
const POINTS = [
  [0.5, 0.5],
  [0.2, 0.3],
  [0.8, 0.7],
  [0.2, 0.7],
  [0.8, 0.3],
];

/** What can be seen of a page: within the viewport, not clipped away, not under something else. */
export class VisiblePart {
  readonly #document: Document;
  readonly #window: Window;
  readonly #clips = new WeakMap<Element, Box | null>();

  constructor(document: Document, window: Window) {
    this.#document = document;
    this.#window = window;
  }

  /** In whole pixels of the viewport; null where nothing of it can be seen. */
  boxOf(element: Element): Box | null {
    if (!isShown(element)) return null;
    const { x, y, width, height } = element.getBoundingClientRect();
    const box = this.clipped([x, y, width, height], element);
    return box && this.#isOnTop(element, box) ? this.#besideBars(element, box) : null;
  }

  /** As `boxOf`, for one line of the text in an element; null where less than half of it is there. */
  boxOfLine(line: Box, parent: Element): Box | null {
    const box = this.clipped(line, parent);
    if (!box || box[2] * box[3] < 0.5 * line[2] * line[3]) return null;
    return this.#isOnTop(parent, box) ? box : null;
  }

  /** What is left of a box within `element` after the viewport and all that clip it; null for hardly anything. */
  clipped(box: Box, element: Element): Box | null {
    const clip = this.#clipOf(element);
    const cut = clip && intersection(box, clip);
    if (!cut) return null;
    const left = Math.round(cut[0]);
    const top = Math.round(cut[1]);
    const width = Math.round(cut[0] + cut[2]) - left;
    const height = Math.round(cut[1] + cut[3]) - top;
    return width < LEAST_SIDE || height < LEAST_SIDE ? null : [left, top, width, height];
  }

  #clipOf(element: Element): Box | null {
    const known = this.#clips.get(element);
    if (known !== undefined) return known;
    const clip = this.#clipHere(element);
    this.#clips.set(element, clip);
    return clip;
  }

  #clipHere(element: Element): Box | null {
    const viewport: Box = [0, 0, this.#window.innerWidth, this.#window.innerHeight];
    const parent = element.parentElement;
    const style = getComputedStyle(element);
    const above = parent === null || style.position === 'fixed' ? viewport : this.#clipOf(parent);
    const scrollsAlone = element !== this.#document.documentElement && element !== this.#document.body;
    if (!above || !scrollsAlone || style.display === 'inline' || style.overflow === 'visible') return above;
    const { x, y, width, height } = element.getBoundingClientRect();
    return intersection(above, [x, y, width, height]);
  }

  /** What a bar that stays at the top or the foot of the viewport leaves of a box. */
  #besideBars(element: Element, box: Box): Box | null {
    const [left, top, width, height] = box;
    const above = this.#barOver(element, left + width / 2, top + 1)?.bottom ?? top;
    const below = this.#barOver(element, left + width / 2, top + height - 2)?.top ?? top + height;
    const rest: Box = [left, Math.round(above), width, Math.round(below) - Math.round(above)];
    return rest[3] < LEAST_SIDE ? null : rest;
  }

  #barOver(element: Element, x: number, y: number): DOMRect | undefined {
    const there = this.#document.elementFromPoint(x, y);
    if (!there || element.contains(there) || there.contains(element)) return undefined;
    for (let bar: Element | null = there; bar; bar = bar.parentElement) {
      if (['sticky', 'fixed'].includes(getComputedStyle(bar).position)) return bar.getBoundingClientRect();
    }
    return undefined;
  }

  #isOnTop(element: Element, [left, top, width, height]: Box): boolean {
    return POINTS.some(([right, down]) => {
      const there = this.#document.elementFromPoint(left + right * width, top + down * height);
      return there !== null && (element.contains(there) || there.contains(element));
    });
  }
}

function isShown(element: Element): boolean {
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

export function intersection(a: Box, b: Box): Box | null {
  const left = Math.max(a[0], b[0]);
  const top = Math.max(a[1], b[1]);
  const right = Math.min(a[0] + a[2], b[0] + b[2]);
  const bottom = Math.min(a[1] + a[3], b[1] + b[3]);
  return right <= left || bottom <= top ? null : [left, top, right - left, bottom - top];
}
