import type { ItemListAnswer, SearchAnswer } from '../../core/contracts/api.ts';
import type { Item, Language } from '../../core/contracts/item.ts';
import type { PageType } from '../../core/contracts/screen.ts';

/** One page of the embedded shop on the way of a session, as it stands after an event. */
export interface PageVisit {
  readonly page: PageType;
  /** Path and query within the shop. */
  readonly path: string;
  readonly language: Language;
  readonly cart: readonly { readonly item: Item; readonly quantity: number }[];
  readonly saved: readonly Item[];
  /** What the page's own question for a list is answered by; null where the shop itself answers. */
  readonly list: { readonly items: ItemListAnswer; readonly search: SearchAnswer } | null;
  /** Items that must stand on the page before it is as it was, in this order. */
  readonly awaited: readonly string[];
  /** True where the order is confirmed on the page before. */
  readonly orders: boolean;
}
