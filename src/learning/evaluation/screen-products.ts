import type { Box, ScreenProduct } from '../../core/contracts/screen.ts';

/** What a screen shows, and what was recognised in the same boxes. */
export interface JudgedProducts {
  /** Height of the screen in pixels: a product that its edge cuts off is counted apart. */
  readonly height: number;
  /** Null for a product that the catalogue does not have, as on the pages of other shops. */
  readonly shown: readonly { readonly id: string | null; readonly box: Box }[];
  /** Box by box as `shown`. */
  readonly found: readonly Pick<ScreenProduct, 'id'>[];
}

export interface ProductFigures {
  /** Products of the catalogue that are in sight from edge to edge. */
  readonly whole: number;
  /** Share of these that were recognised. */
  readonly top1: number;
  /** Share of these that were taken for another item. */
  readonly mistaken: number;
  /** The same for products that the upper or lower edge of the screen cuts off. */
  readonly cut: number;
  readonly cutTop1: number;
  /** Products that the catalogue does not have, and the share of these that were taken for one of its items. */
  readonly foreign: number;
  readonly falseMatches: number;
}

/** A box that comes so near to an edge, in pixels, goes on behind it. */
const EDGE = 1;

/** How well products were recognised; a share of nothing is NaN. */
export function measureScreenProducts(screens: readonly JudgedProducts[]): ProductFigures {
  const judged = screens.flatMap(({ height, shown, found }) =>
    shown.map(({ id, box }, i) => ({
      isForeign: id === null,
      isCut: box[1] <= EDGE || box[1] + box[3] >= height - EDGE,
      isRight: found[i]?.id === id,
      isTaken: (found[i]?.id ?? null) !== null,
    })),
  );
  const own = judged.filter(({ isForeign }) => !isForeign);
  const whole = own.filter(({ isCut }) => !isCut);
  const cut = own.filter(({ isCut }) => isCut);
  const foreign = judged.filter(({ isForeign }) => isForeign);
  return {
    whole: whole.length,
    top1: share(whole, ({ isRight }) => isRight),
    mistaken: share(whole, ({ isRight, isTaken }) => isTaken && !isRight),
    cut: cut.length,
    cutTop1: share(cut, ({ isRight }) => isRight),
    foreign: foreign.length,
    falseMatches: share(foreign, ({ isTaken }) => isTaken),
  };
}

const share = <T>(list: readonly T[], holds: (one: T) => boolean): number =>
  list.filter(holds).length / list.length;
