/** Sessions of the embedded shop that its log does not have: other people, the same shelf. */
import type { EventType, Scene } from '../../core/contracts/event.ts';
import type { Item } from '../../core/contracts/item.ts';
import { createRandom } from '../../core/random.ts';
import { generateCatalogue } from './catalogue.ts';
import { walkVisits, type WalkedVisit } from './sessions.ts';
import { drawTaste } from './shoppers.ts';

const DAY = 86_400_000;

export interface FreshSessionsOptions {
  /** As the shop was made. */
  readonly shop: {
    readonly seed: string | number;
    readonly items: number;
    /** End of trade, ISO 8601 in UTC. */
    readonly until: string;
    /** Days of trade before the end. Default 273. */
    readonly days?: number;
  };
  /** Other seeds are other people; none of them is a shopper of the shop's own log. */
  readonly seed: string | number;
  readonly count: number;
}

export interface FreshEvent {
  readonly type: EventType;
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly itemId: string | null;
  readonly quantity: number;
  readonly query: string | null;
  /** The items that a list showed, from the top; null for what shows none. */
  readonly shown: readonly string[] | null;
}

export interface FreshSession {
  readonly id: string;
  /** What the shop was told; null where it was not. */
  readonly scene: Scene | null;
  /** Oldest first. */
  readonly events: readonly FreshEvent[];
}

export interface FreshSessions {
  /** The shelf that they walk along. */
  readonly items: readonly Item[];
  readonly sessions: readonly FreshSession[];
}

/**
 * `count` sessions of as many people, drawn as the shop's own log is: the same choices, other seeds. With each list goes
 * what it showed, which a log has not. A second or so of work: call it in a worker thread.
 */
export function generateFreshSessions({ shop, seed, count }: FreshSessionsOptions): FreshSessions {
  const until = Date.parse(shop.until);
  const opening = until - (shop.days ?? 273) * DAY;
  const catalogue = generateCatalogue(
    { count: shop.items, opening, until },
    createRandom(shop.seed).fork('catalogue'),
  );
  const random = createRandom(`fresh sessions ${seed}`);
  const people = Array.from({ length: count }, (_, i) => ({
    id: `fresh-u${i + 1}`,
    taste: drawTaste(random.fork(`taste ${i}`)),
  }));
  const visits = [...walkVisits(catalogue, people, { opening, until, activity: 1 }, random.fork('sessions'))];
  const perPerson = new Map<unknown, WalkedVisit>();
  for (const visit of random.fork('chosen').shuffle(visits))
    if (!perPerson.has(visit.plan.shopper)) perPerson.set(visit.plan.shopper, visit);
  return {
    items: catalogue.map(({ item }) => item),
    sessions: [...perPerson.values()]
      .slice(0, count)
      .map((visit, i) => toSession(visit, `fresh-${seed}-${i}`)),
  };
}

function toSession({ market, plan, steps }: WalkedVisit, id: string): FreshSession {
  const idOf = (position: number): string => market.items[position].item.id;
  return {
    id,
    scene: plan.sceneStated ? plan.scene : null,
    events: steps.map(({ type, time, item, quantity, query, shown }) => ({
      type,
      time: new Date(time).toISOString(),
      itemId: item < 0 ? null : idOf(item),
      quantity,
      query,
      shown: shown?.map(idOf) ?? null,
    })),
  };
}
