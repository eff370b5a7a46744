import type { Item } from './item.ts';

/**
 * A shop's catalogue and behaviour as models read them: items and users by number, events as columns in time
 * order. Numbers are positions in `items` and `users`; they hold within one data set only.
 */
export interface Dataset {
  /** Where it came from, such as `hm` or `demo`. */
  readonly source: string;
  readonly items: readonly Item[];
  readonly userIds: readonly string[];
  readonly events: EventColumns;
}

/** `count` events, oldest first; every column has `count` entries. */
export interface EventColumns {
  readonly count: number;
  /** Milliseconds since 1970 in UTC. */
  readonly time: Float64Array;
  /** Position in EVENT_TYPES. */
  readonly type: Uint8Array;
  /** Position in `userIds`, or -1 for a guest. */
  readonly user: Int32Array;
  /** Position in `items`, or -1 where the event is about no item. */
  readonly item: Int32Array;
  /** Sessions numbered from 0, or -1 where unknown. */
  readonly session: Int32Array;
  /** Position in SCENES, or -1 where unknown. */
  readonly scene: Int8Array;
}

/** One thing a shopper did, as a model sees it. */
export interface HistoryEvent {
  /** Position in `items`, or -1. */
  readonly item: number;
  /** Position in EVENT_TYPES. */
  readonly type: number;
  /** Milliseconds since 1970 in UTC. */
  readonly time: number;
}

/** What a model is asked with: a known person's past, or a guest's session so far. */
export interface Query {
  /** Oldest first; may be empty. */
  readonly history: readonly HistoryEvent[];
  /** The moment of asking, in milliseconds since 1970 in UTC. */
  readonly now: number;
  /** Position in SCENES, or -1 where unknown. */
  readonly scene: number;
}
