import type { HistoryEvent, Query } from '../../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../../core/contracts/event.ts';
import { DaogouError } from '../../../core/errors.ts';

/** What somebody did up to a moment: oldest first, and the moment itself. */
export type Behaviour = Pick<Query, 'history' | 'now'>;

/** What is known of the items that events are about: `count × width` numbers, one row an item. */
export interface ItemVectors {
  readonly width: number;
  readonly vectors: Float32Array;
}

/** Events that the network looks back on. */
export const REMEMBERED_EVENTS = 32;
const HOUR = 3_600_000;
/** Half-lives of an event's recency: an hour, a day, a month. */
export const RECENCY_HALF_LIVES = [HOUR, 24 * HOUR, 720 * HOUR] as const;

/** Numbers of one event beside its item's vector: its type, its recency, and how many events came after it. */
export const EVENT_WIDTH = EVENT_TYPES.length + RECENCY_HALF_LIVES.length + 1;

/** The share of an event that is left after its age, for each half-life; 1 for what lies ahead. */
export function recencyOf({ time }: Pick<HistoryEvent, 'time'>, now: number): number[] {
  const age = Math.max(0, now - time);
  return RECENCY_HALF_LIVES.map((halfLife) => 0.5 ** (age / halfLife));
}

/** The vector of an event's item, or undefined where it is about none. @throws invalid-input for an unknown item. */
export function itemVectorOf(
  { item }: HistoryEvent,
  { width, vectors }: ItemVectors,
): Float32Array | undefined {
  if (item < 0) return undefined;
  if ((item + 1) * width <= vectors.length) return vectors.subarray(item * width, (item + 1) * width);
  throw new DaogouError('invalid-input', `An event is about item ${item}, which has no vector`, {
    received: item,
    remedy: `Give positions below ${vectors.length / width}, or -1 for events about no item.`,
  });
}

/** What the behaviour network reads of one sequence. */
export interface EventTensors {
  /** `REMEMBERED_EVENTS × (width + EVENT_WIDTH)`: the newest event first, zeros where there are fewer. */
  readonly events: Float32Array;
  /** `REMEMBERED_EVENTS`: 0 where an event is, -1e9 where none is. */
  readonly absent: Float32Array;
}

/** Writes one sequence into place `row` of arrays that hold several. */
export function describeEvents(
  behaviour: Behaviour,
  items: ItemVectors,
  target: EventTensors,
  row: number,
): void {
  const { history, now } = behaviour;
  const width = items.width + EVENT_WIDTH;
  const start = row * REMEMBERED_EVENTS;
  target.events.fill(0, start * width, (start + REMEMBERED_EVENTS) * width);
  target.absent.fill(-1e9, start, start + REMEMBERED_EVENTS);
  const newest = history.slice(-REMEMBERED_EVENTS).toReversed();
  for (const [back, event] of newest.entries()) {
    const at = (start + back) * width;
    target.events.set(itemVectorOf(event, items) ?? [], at);
    target.events[at + items.width + event.type] = 1;
    target.events.set([...recencyOf(event, now), 1 / (1 + back)], at + items.width + EVENT_TYPES.length);
    target.absent[start + back] = 0;
  }
}
