import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { topIndices } from '../../core/maths.ts';
import type { InterestOption } from './event-interest.ts';
import { transposed, type SparseRows } from './interactions.ts';
import { popularityShare } from './popularity-share.ts';
import { requireItems } from './read-scores.ts';
import { historyOf } from './shopper-histories.ts';
import { weightedPast, type ReadPast, type WeightedItem } from './weighted-past.ts';

export interface SessionKnnOptions extends InterestOption {
  /** Days before the end of a session, or before asking, after which an event counts half. Default: it counts the same. */
  readonly halfLifeDays?: number;
  /** Nearest sessions whose items are recommended. Default 200. */
  readonly neighbours?: number;
  /** Newest sessions among those that share an item, which are compared. Default 2,000. */
  readonly sample?: number;
  /** Newest items of the asking session that are compared. Default 20. */
  readonly longestPast?: number;
  /** Newest items of a stored session that are kept. Default 50. */
  readonly longestSession?: number;
  /** Whether items in few sessions count more (inverse document frequency). Default true. */
  readonly rareCountsMore?: boolean;
}

const NAME = 'session-knn';

/**
 * Vector multiplication session-based nearest neighbours, VSKNN (Ludewig and Jannach, 2018). The asking session is a
 * vector in which the k-th newest item weighs 1/k; its likeness to a stored session is the sum over the items they
 * share, by the root of the stored session's length. Each neighbour lends its likeness to its items, by 1/k of the
 * newest item they share; where `rareCountsMore`, items weigh log(sessions / sessions with the item).
 *
 * Sessions are those of the log; events without one belong to their known user's one long session.
 */
export function sessionKnn(options: SessionKnnOptions = {}): RecommenderKind {
  const { longestPast = 20, longestSession = 50, neighbours = 200, sample = 2_000 } = options;
  const { rareCountsMore = true } = options;
  const settings = {
    neighbours,
    sample,
    rareCountsMore,
    readPast: weightedPast({ ...options, longestPast }),
  };
  return {
    name: NAME,
    async fit(dataset) {
      const sessions = storedSessions(dataset, weightedPast({ ...options, longestPast: longestSession }));
      return knnFrom(sessions, popularityShare(dataset, options.interest), settings);
    },
    async load(artifacts, { items }) {
      const { starts, columns, weights, popularity } = await artifacts.readArrays(NAME);
      requireItems(NAME, popularity?.length ?? 0, items.length);
      const sessions = {
        starts: Int32Array.from(starts),
        columns: Int32Array.from(columns),
        weights: Float32Array.from(weights),
      };
      return knnFrom(sessions, Float32Array.from(popularity), settings);
    },
  };
}

/** One row a session, in the order of their ends; sessions of one item teach nothing and are left out. */
function storedSessions({ events }: Pick<Dataset, 'events'>, readPast: ReadPast): SparseRows {
  const starts = [0];
  const columns: number[] = [];
  const weights: number[] = [];
  for (const rows of sessionsByEnd(events)) {
    const past = readPast(historyOf(events, rows), events.time[rows[rows.length - 1]]);
    if (past.length < 2) continue;
    for (const { item, weight } of past) {
      columns.push(item);
      weights.push(weight);
    }
    starts.push(columns.length);
  }
  return {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    weights: Float32Array.from(weights),
  };
}

function sessionsByEnd({ count, session, user }: EventColumns): number[][] {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    if (session[row] < 0 && user[row] < 0) continue;
    const key = session[row] >= 0 ? `s${session[row]}` : `u${user[row]}`;
    const rows = rowsOf.get(key);
    if (rows) rows.push(row);
    else rowsOf.set(key, [row]);
  }
  return [...rowsOf.values()].sort((a, b) => a[a.length - 1] - b[b.length - 1]);
}

interface Settings {
  readonly neighbours: number;
  readonly sample: number;
  readonly rareCountsMore: boolean;
  readonly readPast: ReadPast;
}

function knnFrom(sessions: SparseRows, popularity: Float32Array, settings: Settings): Recommender {
  const sessionsOf = transposed(sessions, popularity.length);
  const rarity = raritiesOf(sessions, sessionsOf, settings.rareCountsMore);
  const scoreOne = ({ history, now }: Query): Float32Array => {
    const result = popularity.slice();
    const past = settings.readPast(history, now).map(({ item, weight }, place) => ({
      item,
      weight: weight / (place + 1),
    }));
    const { ids, likeness, newestShared } = compare(past, sessions, sessionsOf, rarity, settings.sample);
    for (const place of topIndices(likeness, settings.neighbours)) {
      const lent = likeness[place] / (newestShared[place] + 1);
      for (let entry = sessions.starts[ids[place]]; entry < sessions.starts[ids[place] + 1]; entry++) {
        result[sessions.columns[entry]] += lent * sessions.weights[entry] * rarity[sessions.columns[entry]];
      }
    }
    return result;
  };
  return {
    name: NAME,
    score: async (queries) => queries.map(scoreOne),
    save: (artifacts) => artifacts.writeArrays(NAME, { ...sessions, popularity }),
  };
}

function raritiesOf(sessions: SparseRows, sessionsOf: SparseRows, countsMore: boolean): Float32Array {
  const count = sessions.starts.length - 1;
  return Float32Array.from({ length: sessionsOf.starts.length - 1 }, (_, item) => {
    const having = sessionsOf.starts[item + 1] - sessionsOf.starts[item];
    return countsMore && having > 0 ? Math.log((1 + count) / having) : 1;
  });
}

interface Compared {
  /** Sessions that share an item, newest first, at most `sample` of them. */
  readonly ids: Int32Array;
  readonly likeness: Float32Array;
  /** Place in the asking session of the newest item that is shared. */
  readonly newestShared: Int32Array;
}

function compare(
  past: readonly WeightedItem[],
  sessions: SparseRows,
  sessionsOf: SparseRows,
  rarity: Float32Array,
  sample: number,
): Compared {
  const found = new Set<number>();
  for (const { item } of past) {
    // Sessions are numbered by their end: an item's last ones are its newest.
    const end = sessionsOf.starts[item + 1];
    const start = Math.max(sessionsOf.starts[item], end - sample);
    for (let entry = start; entry < end; entry++) found.add(sessionsOf.columns[entry]);
  }
  const ids = Int32Array.from(found)
    .sort((a, b) => b - a)
    .slice(0, sample);
  const places = new Map(past.map(({ item }, place) => [item, place]));
  const likeness = new Float32Array(ids.length);
  const newestShared = new Int32Array(ids.length);
  for (const [place, id] of ids.entries()) {
    const [start, end] = [sessions.starts[id], sessions.starts[id + 1]];
    let newest = past.length;
    for (let entry = start; entry < end; entry++) {
      const item = sessions.columns[entry];
      const shared = places.get(item);
      if (shared === undefined) continue;
      likeness[place] += past[shared].weight * sessions.weights[entry] * rarity[item];
      newest = Math.min(newest, shared);
    }
    likeness[place] /= Math.sqrt(end - start);
    newestShared[place] = newest;
  }
  return { ids, likeness, newestShared };
}
