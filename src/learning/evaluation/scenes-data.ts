import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import { datasetAsOf, firstEventAt } from '../../core/dataset-as-of.ts';
import { DaogouError } from '../../core/errors.ts';
import { PURCHASE } from '../../models/retrieval/event-interest.ts';
import { historyOf, rowsByShopper } from '../../models/retrieval/shopper-histories.ts';
import { rowsOf } from './leave-one-out-data.ts';

/** Which scene an event belongs to: the shop's own scenes, or such as the department and hour of a purchase. */
export interface SceneMap {
  /** At most 127. */
  readonly names: readonly string[];
  /** Position in `names` of the scene of an event, or -1 for none; it may read that event alone. */
  of(dataset: Dataset, row: number): number;
}

/** What tells past and future apart. */
export type ScenesCut =
  /** Each user's last session with purchases is asked about, with what came before it. */
  | { readonly kind: 'last-basket' }
  /** Purchases from a moment on (milliseconds since 1970 in UTC) are asked about, at that moment. */
  | { readonly kind: 'time'; readonly testFrom: number };

/** A user in one scene, and the different items they then bought in it. */
export interface SceneCase {
  /** Its `scene` is the position in the names of the scene map. */
  readonly query: Query;
  readonly targets: ReadonlySet<number>;
  readonly user: number;
}

export interface ScenesSplit {
  /** Every event carries the scene that the map gives it, in place of what the source says. */
  readonly train: Dataset;
  readonly cases: readonly SceneCase[];
}

/**
 * One case for each user and scene: asked in that scene, the user should be shown what they then bought in it. Users
 * without a past are not asked about; guests' sessions are learned from.
 *
 * Throws `not-enough-data` where no user with a past bought in any scene.
 */
export function splitScenes(dataset: Dataset, scenes: SceneMap, cut: ScenesCut): ScenesSplit {
  const scene = Int8Array.from({ length: dataset.events.count }, (_, row) => scenes.of(dataset, row));
  const events: EventColumns = { ...dataset.events, scene };
  const { starts, rows, users } = rowsByShopper(events);
  const testStart = cut.kind === 'time' ? firstEventAt(events, cut.testFrom) : events.count;
  const isPast = Uint8Array.from({ length: events.count }, (_, row) => (row < testStart ? 1 : 0));
  const cases: SceneCase[] = [];
  for (let shopper = 0; shopper < users.length; shopper++) {
    if (users[shopper] < 0) continue;
    const own = rows.subarray(starts[shopper], starts[shopper + 1]);
    const from =
      cut.kind === 'time' ? own.findIndex((row) => row >= testStart) : startOfLastBasket(events, own);
    if (from <= 0) continue;
    const asked = own.subarray(from);
    for (const row of asked) isPast[row] = 0;
    const now = cut.kind === 'time' ? cut.testFrom : events.time[asked[0]];
    const history = historyOf(events, own.subarray(0, from));
    for (const [name, targets] of targetsByScene(events, asked)) {
      cases.push({ query: { history, now, scene: name }, targets, user: users[shopper] });
    }
  }
  if (cases.length === 0) {
    throw new DaogouError('not-enough-data', 'Nobody with a past bought anything in any scene', {
      received: cut,
      remedy: 'Choose another moment, or scenes that the purchases belong to.',
    });
  }
  const asOf = cut.kind === 'time' ? cut.testFrom : Infinity;
  return { train: { ...datasetAsOf(dataset, asOf), events: rowsOf(events, isPast) }, cases };
}

/** Where the session of the user's last purchase begins among the user's rows; -1 where there is no purchase. */
function startOfLastBasket({ item, session, time, type }: EventColumns, own: Int32Array): number {
  const last = own.findLastIndex((row) => type[row] === PURCHASE && item[row] >= 0);
  if (last < 0) return -1;
  const isSame = (row: number): boolean =>
    session[own[last]] >= 0 ? session[row] === session[own[last]] : time[row] === time[own[last]];
  return own.findIndex((row) => isSame(row));
}

function targetsByScene({ item, scene, type }: EventColumns, rows: Int32Array): Map<number, Set<number>> {
  const targets = new Map<number, Set<number>>();
  for (const row of rows) {
    if (type[row] !== PURCHASE || item[row] < 0 || scene[row] < 0) continue;
    const known = targets.get(scene[row]);
    if (known) known.add(item[row]);
    else targets.set(scene[row], new Set([item[row]]));
  }
  return targets;
}
