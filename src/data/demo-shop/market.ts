/** The shelf as the walk of a session sees it: what is on sale, how popular it is, what a list shows. */
import type { Random } from '../../core/random.ts';
import type { DemoItem } from './catalogue.ts';
import { DEPARTMENTS } from './departments/all.ts';
import type { Kind } from './kind.ts';

const DAY = 86_400_000;
const NEW_FOR_DAYS = 21;
const FADING_PER_DAY = 0.985;

export interface Market {
  readonly items: readonly DemoItem[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Positions of the items of a kind. */
  readonly byKind: ReadonlyMap<string, readonly number[]>;
  /** Prices in fen by position. */
  readonly prices: Int32Array;
  /** Counts attention at a time; lists show what got much of it more often. */
  noticed(position: number, time: number, weight: number): void;
  /** Up to `length` items of `pool` that are on sale at `time`, popular and new ones more often, best-placed first. */
  list(pool: readonly number[], time: number, length: number, random: Random): number[];
}

export function createMarket(items: readonly DemoItem[]): Market {
  const launches = Float64Array.from(items, ({ item }) => Date.parse(item.availableFrom ?? ''));
  const attention = new Float64Array(items.length);
  const lastNoticed = new Float64Array(items.length);
  const byKind = new Map<string, number[]>();
  items.forEach(({ traits }, position) => {
    const positions = byKind.get(traits.kind) ?? [];
    positions.push(position);
    byKind.set(traits.kind, positions);
  });

  const faded = (position: number, time: number): number =>
    attention[position] * FADING_PER_DAY ** ((time - lastNoticed[position]) / DAY);

  return {
    items,
    byKind,
    kinds: new Map(DEPARTMENTS.flatMap(({ kinds }) => kinds.map((kind) => [kind.key, kind] as const))),
    prices: Int32Array.from(items, ({ item }) => item.price?.amount ?? 0),
    noticed(position, time, weight) {
      attention[position] = faded(position, time) + weight;
      lastNoticed[position] = time;
    },
    list(pool, time, length, random) {
      const placed: { position: number; place: number }[] = [];
      for (const position of pool) {
        if (launches[position] > time) continue;
        const isNew = time - launches[position] < NEW_FOR_DAYS * DAY;
        const popularity = 0.3 * Math.log1p(faded(position, time)) + 0.3 * items[position].traits.appeal;
        // Gumbel noise makes the ordering a draw without replacement in proportion to exp(popularity).
        const gumbel = -Math.log(-Math.log(random.next() + 1e-12));
        placed.push({ position, place: popularity + (isNew ? 0.8 : 0) + gumbel });
      }
      placed.sort((a, b) => b.place - a.place);
      return placed.slice(0, length).map(({ position }) => position);
    },
  };
}
