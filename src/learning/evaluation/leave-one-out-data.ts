import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import { datasetAsOf } from '../../core/dataset-as-of.ts';
import { DaogouError } from '../../core/errors.ts';
import { neverShown } from '../../core/retired-items.ts';
import { PURCHASE } from '../../models/retrieval/event-interest.ts';
import { historyOf, rowsByShopper } from '../../models/retrieval/shopper-histories.ts';

export type LeaveOneOutPart = 'validation' | 'test';

/** A user's past, and the one item they bought next. */
export interface LeftOutCase {
  readonly query: Query;
  readonly target: number;
  /** Whether the target is in nothing that may be learned from. */
  readonly isCold: boolean;
}

export interface LeaveOneOutSplit {
  /** What may be learned from: every user's events before the item that is asked for. */
  readonly train: Dataset;
  readonly cases: readonly LeftOutCase[];
  /** Cases whose target was bought on the day (UTC) of the event before it. */
  readonly sameDay: number;
  /** Users with fewer than three purchases: learned from whole, never asked about. */
  readonly tooShort: number;
}

const FEWEST_PURCHASES = 3;
const DAY = 86_400_000;

/**
 * Leaves out the last purchase of each user (the test) or the one before it (the validation). What may be learned from
 * ends, for each user, just before what is left out: for the validation the test item is gone as well. A user needs
 * three purchases, so that both parts ask about the same users. Guests' sessions are learned from. What is no longer
 * sold stands in pasts, and counts neither as a target nor among the three.
 *
 * The moment of asking is that of the last event known: when the next purchase is going to be made, and whether it is
 * today, is not told. Stock, and prices that were read off sales, are taken away as `datasetAsOf` does.
 *
 * With `asked`, another data set that numbers items and users like `dataset`, the users of that one are asked about,
 * with the past that it gives them. Learned from is `dataset` alone, less every event of a user with an item that is
 * left out for that user: the two need not agree on the times.
 *
 * Throws `not-enough-data` where no user has three purchases.
 */
export function splitLeaveOneOut(
  dataset: Dataset,
  part: LeaveOneOutPart,
  asked: Dataset = dataset,
): LeaveOneOutSplit {
  const { events } = asked;
  const { starts, rows, users } = rowsByShopper(events);
  const hidden = neverShown(asked.items);
  const isTarget = (row: number): boolean =>
    events.type[row] === PURCHASE && events.item[row] >= 0 && !hidden.has(events.item[row]);
  const isLeftOut = new Uint8Array(events.count);
  const cases: Omit<LeftOutCase, 'isCold'>[] = [];
  let sameDay = 0;
  let tooShort = 0;
  for (let shopper = 0; shopper < users.length; shopper++) {
    if (users[shopper] < 0) continue;
    const own = rows.subarray(starts[shopper], starts[shopper + 1]);
    const cut = placeOfTarget(own, isTarget, part);
    if (cut <= 0) {
      tooShort++;
      continue;
    }
    for (const row of own.subarray(cut)) isLeftOut[row] = 1;
    const history = historyOf(events, own.subarray(0, cut));
    const last = history[history.length - 1].time;
    cases.push({ query: { history, now: last, scene: -1 }, target: events.item[own[cut]] });
    if (Math.floor(last / DAY) === Math.floor(events.time[own[cut]] / DAY)) sameDay++;
  }
  if (cases.length === 0) {
    throw new DaogouError('not-enough-data', 'No user has three purchases, so none can be left out', {
      received: tooShort,
      remedy: 'Evaluate a shop whose users come back, or use the protocol time-split.',
    });
  }
  const isKept =
    asked === dataset ? isLeftOut.map((left) => 1 - left) : keptBeside(dataset, asked, isLeftOut);
  const train = { ...datasetAsOf(dataset, Infinity), events: rowsOf(dataset.events, isKept) };
  const known = new Set(train.events.item);
  return {
    train,
    cases: cases.map((one) => ({ ...one, isCold: !known.has(one.target) })),
    sameDay,
    tooShort,
  };
}

/** 0 for the events of `dataset` whose user and item are among those left out of `asked`. */
function keptBeside(dataset: Dataset, asked: Dataset, isLeftOut: Uint8Array): Uint8Array {
  const itemCount = dataset.items.length;
  const pair = ({ user, item }: EventColumns, row: number): number => user[row] * itemCount + item[row];
  const leftOut = new Set<number>();
  for (let row = 0; row < asked.events.count; row++) {
    if (isLeftOut[row] === 1 && asked.events.item[row] >= 0) leftOut.add(pair(asked.events, row));
  }
  const { events } = dataset;
  return Uint8Array.from({ length: events.count }, (_, row) => {
    const isOf = events.user[row] >= 0 && events.item[row] >= 0;
    return isOf && leftOut.has(pair(events, row)) ? 0 : 1;
  });
}

/** Where in `own` the purchase to be foretold stands; -1 for a user with too few purchases. */
function placeOfTarget(own: Int32Array, isTarget: (row: number) => boolean, part: LeaveOneOutPart): number {
  const purchases: number[] = [];
  for (let place = own.length - 1; place >= 0 && purchases.length < FEWEST_PURCHASES; place--) {
    if (isTarget(own[place])) purchases.push(place);
  }
  if (purchases.length < FEWEST_PURCHASES) return -1;
  return part === 'test' ? purchases[0] : purchases[1];
}

/** The rows that are marked, in their order. */
export function rowsOf(events: EventColumns, isKept: Uint8Array): EventColumns {
  const keep = <Column extends Float64Array | Uint8Array | Int32Array | Int8Array>(column: Column): Column =>
    column.filter((_, row) => isKept[row] === 1) as Column;
  const time = keep(events.time);
  return {
    count: time.length,
    time,
    type: keep(events.type),
    user: keep(events.user),
    item: keep(events.item),
    session: keep(events.session),
    scene: keep(events.scene),
  };
}
