import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import { OwnSequels } from './own-sequels.ts';
import type { SessionEvent } from './session-state.ts';
import { DeedCounts } from './deed-counts.ts';
import type { ItemFacts, Situation } from './situation.ts';

/** Events that are kept one by one; of older ones the counts remain. */
export const REMEMBERED_EVENTS = 32;

/** What was done to one item in this session. */
interface ItemState {
  readonly counts: Int32Array;
  lastTime: number;
}

/** How much of an event's weight is left with the next one. */
const FRESHNESS = 0.85;

export const TYPE_NUMBER: ReadonlyMap<EventType, number> = new Map(EVENT_TYPES.map((type, i) => [type, i]));
const numberOf = (type: EventType): number => TYPE_NUMBER.get(type) ?? 0;

/**
 * What a session has come to, event by event, so that describing every moment of a session of n events takes n
 * steps. It never looks ahead: after `add`, it knows what was known when that event had happened.
 */
export class SessionTracker {
  /** Newest last, at most `REMEMBERED_EVENTS`. */
  readonly recent: SessionEvent[] = [];
  count = 0;
  readonly counts = new Int32Array(EVENT_TYPES.length);
  /** When an event of each type happened last; NaN before. */
  readonly lastTimes = new Float64Array(EVENT_TYPES.length).fill(Number.NaN);
  readonly items = new Map<number, ItemState>();
  readonly cart = new Set<number>();
  /** The same over all visits. */
  readonly lastingCart: Set<number>;
  /** Deeds over all visits, by the item's category and by its brand. */
  readonly categoryDeeds: DeedCounts;
  readonly brandDeeds: DeedCounts;
  readonly sequels = new OwnSequels();
  /** Counts by type in which each event weighs less than the next one. */
  readonly freshCounts = new Float64Array(EVENT_TYPES.length);
  /** Number of the last event of each type, counted from 1; 0 before. */
  readonly lastPlaces = new Int32Array(EVENT_TYPES.length);
  firstTime = Number.NaN;
  /** Events in a row of the last one's type, of its item, and of its very second. */
  typeRun = 0;
  itemRun = 0;
  secondRun = 0;
  /** When the run about the last item began. */
  itemRunStart = Number.NaN;
  /** Counts by type within the last event's second, and since the last event about another item. */
  readonly secondCounts = new Int32Array(EVENT_TYPES.length);
  readonly itemRunCounts = new Int32Array(EVENT_TYPES.length);
  /** Changes of item, category and brand from one event to the next. */
  itemChanges = 0;
  categoryChanges = 0;
  brandChanges = 0;
  private readonly factsOf: (item: number) => ItemFacts | undefined;

  constructor({ factsOf, past }: Pick<Situation, 'factsOf' | 'past'> = {}) {
    this.factsOf = factsOf ?? (() => undefined);
    this.lastingCart = new Set(past?.cart);
    this.categoryDeeds = new DeedCounts();
    this.brandDeeds = new DeedCounts();
    for (const [item, deeds] of past?.items ?? []) for (const deed of deeds) this.countDeed(item, deed);
  }

  get last(): SessionEvent | undefined {
    return this.recent.at(-1);
  }

  add(event: SessionEvent): void {
    const before = this.last;
    const type = numberOf(event.type);
    this.follow(event, before);
    this.sequels.add(event, type, before);
    this.count++;
    this.counts[type]++;
    this.secondCounts[type]++;
    this.itemRunCounts[type]++;
    this.lastTimes[type] = event.time;
    this.lastPlaces[type] = this.count;
    for (let other = 0; other < this.freshCounts.length; other++) this.freshCounts[other] *= FRESHNESS;
    this.freshCounts[type]++;
    if (Number.isNaN(this.firstTime)) this.firstTime = event.time;
    this.remember(event, type);
    this.recent.push(event);
    if (this.recent.length > REMEMBERED_EVENTS) this.recent.shift();
  }

  private follow(event: SessionEvent, before: SessionEvent | undefined): void {
    const sameItem = before?.item === event.item;
    if (!before || !sameItem) {
      this.itemRun = 0;
      this.itemRunStart = event.time;
      this.itemRunCounts.fill(0);
    }
    if (!before || Math.floor(before.time / 1_000) !== Math.floor(event.time / 1_000)) {
      this.secondRun = 0;
      this.secondCounts.fill(0);
    }
    this.typeRun = before?.type === event.type ? this.typeRun + 1 : 1;
    this.itemRun++;
    this.secondRun++;
    if (!before || sameItem) return;
    this.itemChanges++;
    const [facts, earlier] = [this.factsOf(event.item), this.factsOf(before.item)];
    if (!facts || !earlier) return;
    if (facts.category !== earlier.category) this.categoryChanges++;
    if (facts.brand !== earlier.brand) this.brandChanges++;
  }

  private remember({ item, time, type: name }: SessionEvent, type: number): void {
    if (item < 0) return;
    let state = this.items.get(item);
    if (!state)
      this.items.set(item, (state = { counts: new Int32Array(EVENT_TYPES.length), lastTime: time }));
    state.counts[type]++;
    state.lastTime = time;
    for (const cart of [this.cart, this.lastingCart]) {
      if (name === 'add_to_cart') cart.add(item);
      if (name === 'remove_from_cart' || name === 'purchase') cart.delete(item);
    }
    this.countDeed(item, name);
  }

  private countDeed(item: number, type: EventType): void {
    const facts = this.factsOf(item);
    if (!facts) return;
    this.categoryDeeds.add(facts.category, type);
    this.brandDeeds.add(facts.brand, type);
  }
}
