import type { EventType } from '../../core/contracts/event.ts';
import type { ScreenReading } from '../../core/contracts/screen.ts';
import type { Session } from './session-state.ts';

/** What the catalogue says of an item, as far as the next action depends on it. */
export interface ItemFacts {
  /** Numbers of the item's category and brand, or -1. */
  readonly category: number;
  readonly brand: number;
  /** In minor units; null where it is not known. */
  readonly price: number | null;
}

/** What a shopper did with one item in earlier sessions. */
export type ItemPast = ReadonlySet<EventType>;

/** A shopper's sessions before this one. */
export interface ShopperPast {
  readonly sessions: number;
  /** How often they did what; types that are missing never happened. */
  readonly counts: Readonly<Partial<Record<EventType, number>>>;
  /** When the last one ended, in milliseconds since 1970. */
  readonly until: number;
  /** By position in the catalogue. */
  readonly items: ReadonlyMap<number, ItemPast>;
  /** When each type of event happened last; types that are missing never happened. */
  readonly lastTimes: Readonly<Partial<Record<EventType, number>>>;
  /** Items put into the cart, and neither taken out nor bought. */
  readonly cart: ReadonlySet<number>;
}

/**
 * All that is known when the next action is asked for. What is missing is masked: no events (an empty list), no
 * screen, no past and no facts are each told apart from any that are there.
 */
export interface Situation extends Session {
  readonly past?: ShopperPast | null | undefined;
  readonly screen?: ScreenReading | null | undefined;
  /** Undefined for an item of which nothing is known. */
  readonly factsOf?: ((item: number) => ItemFacts | undefined) | undefined;
}
