import type { Dataset, EventColumns } from '../core/contracts/dataset.ts';

/** Two data sets that number items and users alike. */
export interface JoinedDatasets {
  readonly own: Dataset;
  readonly other: Dataset;
}

/**
 * Numbers two data sets by one list of items and one of users. They are matched by id; those that only `other` has
 * come after those of `own`, so that the positions of `own` hold. Sessions of `other` come after those of `own`.
 */
export function joinDatasets(own: Dataset, other: Dataset): JoinedDatasets {
  const items = [...own.items];
  const itemOf = join(
    own.items.map(({ id }) => id),
    other.items.map(({ id }) => id),
    (i) => items.push(other.items[i]),
  );
  const userIds = [...own.userIds];
  const userOf = join(own.userIds, other.userIds, (i) => userIds.push(other.userIds[i]));
  const sessions = own.events.session.reduce((most, session) => Math.max(most, session), -1) + 1;
  const { events } = other;
  return {
    own: { ...own, items, userIds },
    other: {
      source: other.source,
      items,
      userIds,
      events: {
        ...events,
        item: events.item.map((item) => (item < 0 ? item : itemOf[item])),
        user: events.user.map((user) => (user < 0 ? user : userOf[user])),
        session: events.session.map((session) => (session < 0 ? session : session + sessions)),
      },
    },
  };
}

/** One shop's past joined to another data set's future: `own` before `testFrom`, and `other` from then on. */
export function testAgainst(own: Dataset, other: Dataset, testFrom: number): Dataset {
  const joined = joinDatasets(own, other);
  const past = rowsWhere(own.events, (time) => time < testFrom);
  const future = rowsWhere(other.events, (time) => time >= testFrom);
  const columns = emptyColumns(past.length + future.length);
  for (const [row, from] of past.entries()) copyRow(joined.own.events, from, columns, row);
  for (const [i, from] of future.entries()) copyRow(joined.other.events, from, columns, past.length + i);
  return { ...joined.own, events: columns };
}

/**
 * All of `own`, and of `other` the sessions that end after the last event of `own`, in the order of time: what a shop
 * knew, and what came then.
 */
export function continuedBy(own: Dataset, other: Dataset): Dataset {
  const joined = joinDatasets(own, other);
  const lastKnown = own.events.time[own.events.count - 1];
  const ends = new Map<number, number>();
  const { count, session, time } = joined.other.events;
  for (let row = 0; row < count; row++) ends.set(session[row], time[row]);
  const later = [...session.keys()].filter(
    (row) => session[row] >= 0 && (ends.get(session[row]) ?? 0) > lastKnown,
  );
  const sources = [
    ...Array.from({ length: own.events.count }, (_, row) => ({ events: joined.own.events, row })),
    ...later.map((row) => ({ events: joined.other.events, row })),
  ].sort((a, b) => a.events.time[a.row] - b.events.time[b.row]);
  const columns = emptyColumns(sources.length);
  for (const [target, { events, row }] of sources.entries()) copyRow(events, row, columns, target);
  return { ...joined.own, source: other.source, events: columns };
}

/** For each id of `other`, its position in `own`, or at its end, where `append` puts it. */
function join(
  own: readonly string[],
  other: readonly string[],
  append: (position: number) => void,
): Int32Array {
  const positions = new Map(own.map((id, position) => [id, position]));
  return Int32Array.from(other, (id, i) => {
    const known = positions.get(id);
    if (known !== undefined) return known;
    append(i);
    positions.set(id, positions.size);
    return positions.size - 1;
  });
}

function rowsWhere({ count, time }: EventColumns, holds: (time: number) => boolean): number[] {
  return Array.from({ length: count }, (_, row) => row).filter((row) => holds(time[row]));
}

function emptyColumns(count: number): EventColumns {
  return {
    count,
    time: new Float64Array(count),
    type: new Uint8Array(count),
    user: new Int32Array(count),
    item: new Int32Array(count),
    session: new Int32Array(count),
    scene: new Int8Array(count),
  };
}

function copyRow(from: EventColumns, row: number, to: EventColumns, target: number): void {
  to.time[target] = from.time[row];
  to.type[target] = from.type[row];
  to.user[target] = from.user[row];
  to.item[target] = from.item[row];
  to.session[target] = from.session[row];
  to.scene[target] = from.scene[row];
}
