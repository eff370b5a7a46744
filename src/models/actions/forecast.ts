import { ELEMENT_KINDS, type ElementKind, type ScreenReading } from '../../core/contracts/screen.ts';
import type { NamedAction, NextActionModel } from './next-action-model.ts';
import { cartAfter, type LearntAction } from './session-state.ts';
import type { Situation } from './situation.ts';

/** What an action is about: an item of the catalogue, an element of the screen, both, or neither. */
export interface ForecastTarget {
  /** Position in the catalogue, or -1. */
  readonly item: number;
  /** Position in the screen's elements, or -1. */
  readonly element: number;
}

export interface Forecast extends NamedAction {
  readonly target: ForecastTarget;
  readonly reason: { readonly en: string; readonly zh: string };
}

/** Elements by which an action is taken, the most fitting kind first. */
const ELEMENTS_OF: Readonly<Record<LearntAction, readonly ElementKind[]>> = {
  view_item: ['product_card'],
  search: ['search'],
  add_to_cart: ['add_to_cart', 'buy_now'],
  remove_from_cart: ['remove'],
  view_cart: ['navigation'],
  add_to_wishlist: ['wishlist'],
  begin_checkout: ['checkout', 'buy_now'],
  purchase: ['place_order', 'checkout'],
  leave: [],
};

/** Which item a shopper means by an action: the last looked at, the last put into the cart, or none. */
const ITEM_OF: Readonly<Record<LearntAction, 'viewed' | 'cart' | 'shown' | 'none'>> = {
  view_item: 'shown',
  search: 'none',
  add_to_cart: 'viewed',
  remove_from_cart: 'cart',
  view_cart: 'none',
  add_to_wishlist: 'viewed',
  begin_checkout: 'none',
  purchase: 'cart',
  leave: 'none',
};

/**
 * Every action with its probability, its target and a reason, the one to name first, then likeliest first. The text of
 * a screen has no part in it: items come from the session, and from matches with the catalogue (`itemOf` gives the
 * position of a matched id).
 */
export async function forecast(
  model: NextActionModel,
  situation: Situation,
  itemOf: (id: string) => number | undefined = () => undefined,
): Promise<Forecast[]> {
  const [named, all] = [await model.name(situation), await model.predict(situation)];
  const ordered = [named, ...all.filter(({ action }) => action !== named.action)];
  return ordered.map(({ action, probability }) => ({
    action,
    probability,
    abstains: named.abstains,
    target: {
      item: itemFor(action, situation, itemOf),
      element: elementFor(action, situation.screen),
    },
    reason: reasonFor(situation, probability, named.abstains),
  }));
}

function itemFor(
  action: LearntAction,
  { events, screen }: Situation,
  itemOf: (id: string) => number | undefined,
): number {
  const wanted = ITEM_OF[action];
  if (wanted === 'none') return -1;
  if (wanted === 'cart') return cartAfter(events).at(-1) ?? -1;
  const surest = screen?.products
    .filter(({ id }) => id !== null)
    .toSorted((a, b) => b.score - a.score)
    .at(0);
  const shown = surest?.id ? (itemOf(surest.id) ?? -1) : -1;
  const viewed = events.findLast(({ type, item }) => type === 'view_item' && item >= 0)?.item ?? -1;
  if (wanted === 'viewed') return viewed >= 0 ? viewed : shown;
  // The page that is open need not be opened.
  return shown === viewed ? -1 : shown;
}

function elementFor(action: LearntAction, screen: ScreenReading | null | undefined): number {
  if (!screen) return -1;
  for (const kind of ELEMENTS_OF[action].filter((one) => ELEMENT_KINDS.includes(one))) {
    let best = -1;
    for (const [i, element] of screen.elements.entries()) {
      if (element.kind !== kind) continue;
      if (best < 0 || element.confidence > screen.elements[best].confidence) best = i;
    }
    if (best >= 0) return best;
  }
  return -1;
}

/** Says what the answer rests on, and how often it comes true; never more than is known. */
function reasonFor(
  { events, screen }: Situation,
  probability: number,
  abstains: boolean,
): { en: string; zh: string } {
  const share = Math.round(100 * probability);
  const [en, zh] =
    events.length > 0 && screen
      ? ['what they did and see', '所做所见']
      : screen
        ? ['the page they see', '所见页面']
        : events.length > 0
          ? ['what they did so far', '此前的操作']
          : ['the hour alone', '时段'];
  return {
    en: `${share}% of shoppers do this next, going by ${en}.${abstains ? ' That is too unsure to act on.' : ''}`,
    zh: `根据${zh}，${share}%的顾客接下来会这样做。${abstains ? '把握不足，不宜据此行动。' : ''}`,
  };
}
