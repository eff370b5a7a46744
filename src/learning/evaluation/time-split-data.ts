import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import { datasetAsOf, firstEventAt } from '../../core/dataset-as-of.ts';
import { DaogouError } from '../../core/errors.ts';
import { neverShown } from '../../core/retired-items.ts';
import { PURCHASE } from '../../models/retrieval/event-interest.ts';
import { historyOf, rowsByShopper } from '../../models/retrieval/shopper-histories.ts';

/** A shopper to be asked about, and the different items they then bought. */
export interface TestCase {
  readonly query: Query;
  /** The same number in every split of one data set. */
  readonly shopper: number;
  readonly targets: ReadonlySet<number>;
}

export interface TimeSplit {
  /** What may be learned from: everything as it was known before `testFrom`. */
  readonly train: Dataset;
  /** Users with an event before `testFrom` who bought in the test period. */
  readonly known: readonly TestCase[];
  /** Users and guests' sessions without one: their history is empty. */
  readonly unknown: readonly TestCase[];
  /** 1 for each item for sale that nobody had bought before `testFrom`. */
  readonly cold: Uint8Array;
}

/**
 * Cuts a data set at `testFrom` and takes as targets what was bought from then until before `testUntil` (both in
 * milliseconds since 1970 in UTC). Every query is asked at `testFrom`, with the events before it. What is no longer sold
 * stands in pasts and is no target.
 *
 * Throws `not-enough-data` where nothing lies before `testFrom` or nobody bought in the test period.
 */
export function splitByTime(dataset: Dataset, testFrom: number, testUntil = Infinity): TimeSplit {
  const { events } = dataset;
  const train = datasetAsOf(dataset, testFrom);
  const end = firstEventAt(events, testUntil);
  const hidden = neverShown(dataset.items);
  const cold = Uint8Array.from(dataset.items, ({ retired }) => (retired ? 0 : 1));
  for (let row = 0; row < train.events.count; row++) {
    if (events.item[row] >= 0 && events.type[row] === PURCHASE) cold[events.item[row]] = 0;
  }
  const known: TestCase[] = [];
  const unknown: TestCase[] = [];
  const { starts, rows } = rowsByShopper(events);
  for (let shopper = 0; shopper + 1 < starts.length; shopper++) {
    const own = rows.subarray(starts[shopper], starts[shopper + 1]);
    const past = own.filter((row) => row < train.events.count);
    const targets = new Set<number>();
    for (const row of own) {
      const bought = row >= train.events.count && row < end && events.type[row] === PURCHASE;
      if (bought && events.item[row] >= 0 && !hidden.has(events.item[row])) targets.add(events.item[row]);
    }
    if (targets.size === 0) continue;
    const query = { history: historyOf(events, past), now: testFrom, scene: -1 };
    (past.length > 0 ? known : unknown).push({ query, shopper, targets });
  }
  if (train.events.count === 0 || known.length + unknown.length === 0) {
    throw new DaogouError(
      'not-enough-data',
      `A test from ${new Date(testFrom).toISOString()} leaves ${train.events.count} events before it and ` +
        `${known.length + unknown.length} shoppers who bought after it.`,
      { received: testFrom, remedy: `Choose --test-from inside ${spanOf(dataset)}.` },
    );
  }
  return { train, known, unknown, cold };
}

function spanOf({ events }: Dataset): string {
  if (events.count === 0) return 'the time of the data; it has no events yet';
  const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
  return `${day(events.time[0])} to ${day(events.time[events.count - 1])}`;
}
