import type { Dataset, EventColumns, Query } from '../../../core/contracts/dataset.ts';
import type { Random } from '../../../core/random.ts';
import { neverShown } from '../../../core/retired-items.ts';
import { EVENT_INTEREST } from '../event-interest.ts';
import { historyOf, rowsByShopper } from '../shopper-histories.ts';

/** What a shopper turned to last, and what was known just before. */
export interface PastStep {
  readonly query: Query;
  readonly target: number;
}

/** Shoppers of fewer events are left whole. */
const FEWEST_EVENTS = 3;
/** A tenth of the shoppers at most. */
const LARGEST_SHARE = 0.1;

/**
 * Takes the last step of some shoppers away, to be asked for: the events with their last item, from when they turned to
 * it (a view, a cart and a purchase in a row are one step). `rest` is the data set without those rows. Shoppers are drawn
 * at random; one whose last event shows no interest in an item, or is about one that is no longer sold, is not asked
 * about. The question is asked at the time of the event before, since when it was asked would tell what is to be found
 * out.
 */
export function holdOutLastSteps(
  dataset: Dataset,
  count: number,
  random: Random,
): { rest: Dataset; held: PastStep[] } {
  const { events } = dataset;
  const { starts, rows } = rowsByShopper(events);
  const hidden = neverShown(dataset.items);
  const candidates = Array.from({ length: starts.length - 1 }, (_, shopper) =>
    rows.subarray(starts[shopper], starts[shopper + 1]),
  ).filter(
    (own) =>
      own.length >= FEWEST_EVENTS &&
      turnedAt(events, own) > 0 &&
      !hidden.has(events.item[own[own.length - 1]]),
  );
  const chosen = random
    .shuffle(candidates)
    .slice(0, Math.min(count, Math.floor(LARGEST_SHARE * candidates.length)));
  const away = new Uint8Array(events.count);
  const held = chosen.map((own): PastStep => {
    const turn = turnedAt(events, own);
    for (const row of own.subarray(turn)) away[row] = 1;
    const history = historyOf(events, own.subarray(0, turn));
    return {
      query: { history, now: history[history.length - 1].time, scene: events.scene[own[turn]] },
      target: events.item[own[turn]],
    };
  });
  return { rest: { ...dataset, events: without(events, away) }, held };
}

/**
 * Place where the last step begins; 0 where it says nothing or is all there is. A view, then the cart, then the purchase of
 * one item are one step; the same deed with the same item again is a step of its own.
 */
function turnedAt(events: EventColumns, own: Int32Array): number {
  const last = own[own.length - 1];
  const item = events.item[last];
  if (item < 0 || EVENT_INTEREST[events.type[last]] <= 0) return 0;
  let turn = own.length - 1;
  while (
    turn > 0 &&
    events.item[own[turn - 1]] === item &&
    events.type[own[turn - 1]] !== events.type[own[turn]]
  ) {
    turn--;
  }
  return turn;
}

function without(events: EventColumns, away: Uint8Array): EventColumns {
  const kept = (_: number, row: number): boolean => away[row] === 0;
  const time = events.time.filter(kept);
  return {
    count: time.length,
    time,
    type: events.type.filter(kept),
    user: events.user.filter(kept),
    item: events.item.filter(kept),
    session: events.session.filter(kept),
    scene: events.scene.filter(kept),
  };
}
