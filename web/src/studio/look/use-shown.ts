import { useState } from 'react';
import type { LookAnswer } from '../../../../src/core/contracts/look.ts';
import type { ElementKind } from '../../../../src/core/contracts/screen.ts';

/** One thing of an answer: an element, a product or a line, by its position there. */
export interface Spot {
  readonly of: 'elements' | 'products' | 'lines';
  readonly index: number;
}

/** What of an answer is drawn on its picture, and what is pointed at. */
export interface Shown {
  readonly hidden: ReadonlySet<ElementKind>;
  readonly withProducts: boolean;
  readonly withLines: boolean;
  /** What the pointer moved to last, or the focus: what scrolls under a pointer that rests is not pointed at. */
  readonly spot: Spot | null;
  /** What the likeliest action is done with, where it stands on the screen and is advice. */
  readonly target: number | null;
  toggleKind(kind: ElementKind): void;
  toggleProducts(): void;
  toggleLines(): void;
  point(spot: Spot): void;
  /** No longer at this one; whatever else is pointed at stays so. */
  leave(spot: Spot): void;
}

export function useShown(answer: LookAnswer | undefined): Shown {
  const [hidden, setHidden] = useState<ReadonlySet<ElementKind>>(new Set());
  const [withProducts, setProducts] = useState(true);
  const [withLines, setLines] = useState(false);
  const [spot, setSpot] = useState<Spot | null>(null);
  const isAdvice = answer !== undefined && answer.abstains === null;
  return {
    hidden,
    withProducts,
    withLines,
    // A later answer may have fewer.
    spot: spot && answer?.[spot.of][spot.index] ? spot : null,
    target: isAdvice ? (answer.actions[0]?.element ?? null) : null,
    toggleKind: (kind) =>
      setHidden((before) => {
        const after = new Set(before);
        if (!after.delete(kind)) after.add(kind);
        return after;
      }),
    toggleProducts: () => setProducts((before) => !before),
    toggleLines: () => setLines((before) => !before),
    point: (next) => setSpot((before) => (isSpot(before, next.of, next.index) ? before : next)),
    leave: ({ of, index }) => setSpot((before) => (isSpot(before, of, index) ? null : before)),
  };
}

export function isSpot(spot: Spot | null, of: Spot['of'], index: number): boolean {
  return spot !== null && spot.of === of && spot.index === index;
}
