import type { Dataset, EventColumns, Query } from '../../../core/contracts/dataset.ts';
import type { Random } from '../../../core/random.ts';
import { EVENT_INTEREST } from '../event-interest.ts';
import { historyOf, rowsByShopper } from '../shopper-histories.ts';

/** What a shopper took last, and what was known just before. */
export interface PastStep {
  readonly query: Query;
  readonly target: number;
}

/** Shoppers of fewer events are left whole. */
const FEWEST_EVENTS = 3;
/** A tenth of the shoppers at most. */
const LARGEST_SHARE = 0.1;

/**
 * Takes the last event of some shoppers away, to be asked for: `rest` is the data set without those rows. Shoppers are
 * drawn at random; one whose last event shows no interest in an item is not asked about. The question is asked at the
 * time of the event before, since when it was asked would tell what is to be found out.
 */
export function holdOutLastSteps(
  dataset: Dataset,
  count: number,
  random: Random,
): { rest: Dataset; held: PastStep[] } {
  const { events } = dataset;
  const { starts, rows } = rowsByShopper(events);
  const shoppers = Array.from({ length: starts.length - 1 }, (_, shopper) => shopper).filter((shopper) => {
    const last = rows[starts[shopper + 1] - 1];
    const isLong = starts[shopper + 1] - starts[shopper] >= FEWEST_EVENTS;
    return isLong && events.item[last] >= 0 && EVENT_INTEREST[events.type[last]] > 0;
  });
  const chosen = random
    .shuffle(shoppers)
    .slice(0, Math.min(count, Math.floor(LARGEST_SHARE * shoppers.length)));
  const away = new Uint8Array(events.count);
  const held = chosen.map((shopper): PastStep => {
    const last = starts[shopper + 1] - 1;
    away[rows[last]] = 1;
    const history = historyOf(events, rows.subarray(starts[shopper], last));
    return {
      query: { history, now: history[history.length - 1].time, scene: events.scene[rows[last]] },
      target: events.item[rows[last]],
    };
  });
  return { rest: { ...dataset, events: without(events, away) }, held };
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
