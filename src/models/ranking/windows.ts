import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import { firstEventAt } from '../../core/dataset-as-of.ts';
import type { Random } from '../../core/random.ts';
import { neverShown } from '../../core/retired-items.ts';
import { EVENT_INTEREST, PURCHASE } from '../retrieval/event-interest.ts';
import { DAY } from '../retrieval/popularity-counts.ts';
import { historyOf, rowsByShopper, type ShopperRows } from '../retrieval/shopper-histories.ts';

/** A question asked in the past, and what the shopper then took. */
export interface PastQuestion {
  readonly query: Query;
  readonly targets: readonly number[];
}

/** A moment in the past: what was asked then, answerable with the events before it alone. */
export interface Window {
  /** Milliseconds since 1970 in UTC. */
  readonly cut: number;
  readonly questions: readonly PastQuestion[];
}

export interface WindowOptions {
  /** Days from one cut to the next; default a month, or a tenth of the data's span where that is less. */
  readonly stepDays?: number;
  /** Steps whose purchases are the targets of a cut. Default 1: longer ones taught no more, from twice the work. */
  readonly horizonSteps?: number;
  /** Windows at most, the newest ones. Default 12. */
  readonly count?: number;
  /** Questions a window at most, drawn at random. Default 200. */
  readonly questions?: number;
}

/**
 * Windows at regular cuts, oldest first, each ending before the data does: the newest cut lies one step before the
 * last event. Targets reach `horizonSteps` steps ahead or to the end of the data. Where nobody buys, what shoppers
 * took an interest in is the target.
 */
export function pastWindows(dataset: Dataset, random: Random, options: WindowOptions = {}): Window[] {
  const { events } = dataset;
  if (events.count === 0) return [];
  const begin = events.time[0];
  // The end is the day after the last event: a shop's clock may know days alone.
  const end = events.time[events.count - 1] + 1;
  const {
    stepDays = Math.min(30, (end - begin) / DAY / 10),
    horizonSteps = 1,
    count = 12,
    questions = 300,
  } = options;
  const step = Math.max(1, stepDays * DAY);
  const isTarget = targetsOf(dataset);
  const shoppers = rowsByShopper(events);
  const windows: Window[] = [];
  for (let back = count; back >= 1; back--) {
    const cut = end - back * step;
    if (cut <= begin) continue;
    const until = Math.min(end, cut + horizonSteps * step);
    const all = questionsAt(dataset, shoppers, cut, until, isTarget);
    const drawn = all.length > questions ? random.fork(back).shuffle(all).slice(0, questions) : all;
    if (drawn.length > 0) windows.push({ cut, questions: drawn });
  }
  return windows;
}

/** Whether a row of the events is something to foretell: never what is no longer sold. */
function targetsOf({ events, items }: Dataset): (row: number) => boolean {
  const hidden = neverShown(items);
  const isType = targetTypes(events);
  return (row) => events.item[row] >= 0 && isType(events.type[row]) && !hidden.has(events.item[row]);
}

function targetTypes(events: EventColumns): (type: number) => boolean {
  return events.type.includes(PURCHASE) ? (type) => type === PURCHASE : (type) => EVENT_INTEREST[type] > 0;
}

function questionsAt(
  { events }: Dataset,
  { starts, rows }: ShopperRows,
  cut: number,
  until: number,
  isTarget: (row: number) => boolean,
): PastQuestion[] {
  const cutRow = firstEventAt(events, cut);
  const untilRow = firstEventAt(events, until);
  const questions: PastQuestion[] = [];
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    const targets = new Set<number>();
    let place = starts[shopper];
    while (place < starts[shopper + 1] && rows[place] < cutRow) place++;
    const past = rows.subarray(starts[shopper], place);
    for (; place < starts[shopper + 1] && rows[place] < untilRow; place++) {
      const row = rows[place];
      if (isTarget(row)) targets.add(events.item[row]);
    }
    if (past.length === 0 || targets.size === 0) continue;
    questions.push({
      query: { history: historyOf(events, past), now: cut, scene: -1 },
      targets: [...targets],
    });
  }
  return questions;
}
