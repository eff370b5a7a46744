import type { EventColumns, HistoryEvent } from '../../core/contracts/dataset.ts';

/**
 * Rows of `events` grouped by shopper, each shopper's in time order. A shopper is a known user, or a guest's
 * session; rows that name neither are left out. `rows.subarray(starts[s], starts[s + 1])` are shopper s's.
 */
export interface ShopperRows {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  /** Position in `userIds` of each shopper, or -1 for a guest's session. */
  readonly users: Int32Array;
}

export function rowsByShopper(events: EventColumns): ShopperRows {
  const shopperOf = new Int32Array(events.count).fill(-1);
  const numbers = new Map<string, number>();
  const users: number[] = [];
  for (let row = 0; row < events.count; row++) {
    const user = events.user[row];
    if (user < 0 && events.session[row] < 0) continue;
    const key = user >= 0 ? `u${user}` : `s${events.session[row]}`;
    let shopper = numbers.get(key);
    if (shopper === undefined) {
      shopper = users.length;
      numbers.set(key, shopper);
      users.push(user);
    }
    shopperOf[row] = shopper;
  }
  return { ...groupRows(shopperOf, users.length), users: Int32Array.from(users) };
}

/** Counting sort of rows by group, keeping their order; rows of group -1 are left out. */
function groupRows(groupOf: Int32Array, groups: number): { starts: Int32Array; rows: Int32Array } {
  const starts = new Int32Array(groups + 1);
  for (const group of groupOf) if (group >= 0) starts[group + 1]++;
  for (let group = 0; group < groups; group++) starts[group + 1] += starts[group];
  const next = starts.slice(0, groups);
  const rows = new Int32Array(starts[groups]);
  for (let row = 0; row < groupOf.length; row++) {
    if (groupOf[row] >= 0) rows[next[groupOf[row]]++] = row;
  }
  return { starts, rows };
}

export function historyOf(events: EventColumns, rows: ArrayLike<number>): HistoryEvent[] {
  return Array.from(rows, (row) => ({
    item: events.item[row],
    type: events.type[row],
    time: events.time[row],
  }));
}
