import type { Dataset, HistoryEvent, Query } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import type { Random } from '../../core/random.ts';
import { neverShown } from '../../core/retired-items.ts';

const DAY = 86_400_000;

/** How much a deed says about what a shopper should be shown. */
const TARGET_WEIGHTS: Partial<Record<EventType, number>> = {
  purchase: 1,
  add_to_cart: 0.5,
  add_to_wishlist: 0.4,
  view_item: 0.15,
};

/** Events kept in a query: more than any model reads, since some are passed over. */
const LONGEST_HISTORY = 200;
/** Farthest ahead that is asked, in milliseconds. */
const LONGEST_AHEAD = 30 * DAY;

/** Stretches of time that an epoch is cut into. */
const CHUNKS = 24;

/** One thing to learn: this shopper, asked at that moment, went on to this item. */
export interface Sample {
  readonly query: Query;
  readonly target: number;
  readonly weight: number;
}

/** Something a shopper did that a model should have foreseen; never with an item that is no longer sold. */
export interface Deed {
  readonly events: readonly HistoryEvent[];
  /** Position of the target in `events`. */
  readonly position: number;
  readonly scene: number;
  readonly weight: number;
  readonly isPurchase: boolean;
}

/**
 * Draws samples from a shop's log. Some ask just before the deed, as a guide does within a session; the others ask up
 * to a month before, as a shop does that plans what to show next, and hide all that came between. Purchases are
 * mostly asked ahead: on the way to the checkout they are no secret.
 */
export class SampleSource {
  readonly deeds: readonly Deed[];

  constructor(dataset: Dataset) {
    const hidden = neverShown(dataset.items);
    this.deeds = [...historiesOf(dataset).values()]
      .flatMap(deedsOf)
      .filter(({ events, position }) => !hidden.has(events[position].item));
  }

  /** How often each item is met in a log like this: sums to 1. */
  popularity(itemCount: number): Float32Array {
    const shares = new Float32Array(itemCount);
    for (const { events, position } of this.deeds) shares[events[position].item] += 1 / this.deeds.length;
    return shares;
  }

  /**
   * Deeds of one epoch, about `limit` at most. They come in chunks of one stretch of time each, in random order
   * within a chunk and among chunks: a batch can then leave out the items that were not on sale yet.
   */
  epoch(random: Random, limit: number): Deed[] {
    const chosen = this.choose(random, limit).sort(
      (a, b) => a.events[a.position].time - b.events[b.position].time,
    );
    const size = Math.max(1, Math.ceil(chosen.length / CHUNKS));
    const chunks = Array.from({ length: Math.ceil(chosen.length / size) }, (_, i) =>
      random.shuffle(chosen.slice(i * size, (i + 1) * size)),
    );
    return random.shuffle(chunks).flat();
  }

  private choose(random: Random, limit: number): Deed[] {
    const all = [...this.deeds];
    if (all.length <= limit) return all;
    const total = all.reduce((sum, deed) => sum + deed.weight, 0);
    // Keeping a deed by weight and giving the kept ones equal weight estimates the same sum with fewer steps.
    const keep = limit / total;
    return all
      .filter((deed) => random.next() < deed.weight * keep)
      .map((deed) => Object.assign({}, deed, { weight: Math.max(1 / keep, deed.weight) }));
  }

  sample(deed: Deed, random: Random): Sample {
    const target = deed.events[deed.position];
    const asksAhead = random.next() < (deed.isPurchase ? 0.75 : 0.25);
    const now = asksAhead ? target.time - random.next() * LONGEST_AHEAD : target.time;
    let end = deed.position;
    while (end > 0 && deed.events[end - 1].time >= now) end--;
    return {
      query: {
        history: deed.events.slice(Math.max(0, end - LONGEST_HISTORY), end),
        now,
        // The occasion is often not known in advance: the model must do without it as well.
        scene: asksAhead || random.next() < 0.5 ? -1 : deed.scene,
      },
      target: target.item,
      weight: deed.weight,
    };
  }
}

interface ActorHistory {
  readonly events: HistoryEvent[];
  readonly scenes: number[];
}

/** What each person did, and what each guest did in one session, oldest first. */
function historiesOf(dataset: Dataset): Map<string, ActorHistory> {
  const histories = new Map<string, ActorHistory>();
  const { count, user, session, item, type, time, scene } = dataset.events;
  for (let i = 0; i < count; i++) {
    // Who is neither known nor in a session could be anybody: such events have no history to stand in.
    if (item[i] < 0 || (user[i] < 0 && session[i] < 0)) continue;
    const actor = user[i] >= 0 ? `u${user[i]}` : `s${session[i]}`;
    let history = histories.get(actor);
    if (!history) histories.set(actor, (history = { events: [], scenes: [] }));
    history.events.push({ item: item[i], type: type[i], time: time[i] });
    history.scenes.push(scene[i]);
  }
  return histories;
}

function deedsOf({ events, scenes }: ActorHistory): Deed[] {
  return events.flatMap((event, position) => {
    const type = EVENT_TYPES[event.type];
    const weight = TARGET_WEIGHTS[type];
    if (weight === undefined) return [];
    return { events, position, scene: scenes[position], weight, isPurchase: type === 'purchase' };
  });
}
