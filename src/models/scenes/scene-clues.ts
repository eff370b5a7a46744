import { knownCategories, type Item } from '../../core/contracts/item.ts';

/** Something that was seen of a session and that speaks for one scene more than for another. */
export interface SceneClue {
  readonly kind: 'category' | 'price' | 'hour' | 'day' | 'length';
  readonly value: string;
}

/** What is known of a session beside the items in it. */
export interface SessionMoment {
  /** Milliseconds since 1970 in UTC: hours and days are those of UTC, the same in training and in use. */
  readonly time: number;
  /** Events of the session so far. */
  readonly events: number;
}

/** Lengths of sessions that are told apart: a session that has come so far, and may yet go on. */
const LENGTHS = [2, 4, 8, 16, 32];

export function tokenOf({ kind, value }: SceneClue): string {
  return `${kind}=${value}`;
}

/** What one item that was looked at tells: its kind, and its price within half an order of magnitude. */
export function viewClues(item: Item): SceneClue[] {
  const { price } = item;
  const clues = knownCategories(item)
    .slice(0, 1)
    .map((value): SceneClue => ({ kind: 'category', value }));
  // Half an order of magnitude of price: fine enough to tell a watch from a watch.
  if (price) {
    clues.push({ kind: 'price', value: `${price.currency}${Math.round(2 * Math.log10(price.amount + 1))}` });
  }
  return clues;
}

/**
 * Hour, day and length of a session. Of the lengths, the longest that it has reached; all that it has reached where
 * sessions are counted, since each long one was a short one before.
 */
export function momentClues({ time, events }: SessionMoment, lengths?: 'all lengths'): SceneClue[] {
  const date = new Date(time);
  const day = date.getUTCDay();
  const reached = LENGTHS.filter((length) => events >= length);
  const told = lengths ? reached : reached.slice(-1);
  return [
    { kind: 'hour', value: partOfDay(date.getUTCHours()) },
    { kind: 'day', value: day === 0 || day === 6 ? 'weekend' : 'weekday' },
    ...told.map((length): SceneClue => ({ kind: 'length', value: `${length}` })),
  ];
}

function partOfDay(hour: number): string {
  if (hour < 6) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 14) return 'midday';
  return hour < 18 ? 'afternoon' : 'evening';
}
