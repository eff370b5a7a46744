import type { Dataset, EventColumns } from './contracts/dataset.ts';
import type { Item } from './contracts/item.ts';

/**
 * The data set as it was known just before `time` (milliseconds since 1970 in UTC): events before it only. Items
 * stay, all of them, so that positions hold, but lose what would tell the future:
 *
 * - a date of sale that lies at or after `time`,
 * - stock, which is the stock of today,
 * - all prices, where some items have none: such prices were read off sales, later ones among them, and having one
 *   would say that the item is going to be sold.
 */
export function datasetAsOf(dataset: Dataset, time: number): Dataset {
  const events = eventsBefore(dataset.events, time);
  const pricesAreFromSales = dataset.items.some((item) => item.price === null && !item.retired);
  const items = dataset.items.map((item): Item => {
    const later = item.availableFrom !== null && Date.parse(item.availableFrom) >= time;
    return {
      ...item,
      stock: null,
      availableFrom: later ? null : item.availableFrom,
      price: pricesAreFromSales ? null : item.price,
    };
  });
  return { ...dataset, items, events };
}

/** The rows before `time`: a view of the same memory, found by bisection since events are in time order. */
export function eventsBefore(events: EventColumns, time: number): EventColumns {
  const count = firstEventAt(events, time);
  return {
    count,
    time: events.time.subarray(0, count),
    type: events.type.subarray(0, count),
    user: events.user.subarray(0, count),
    item: events.item.subarray(0, count),
    session: events.session.subarray(0, count),
    scene: events.scene.subarray(0, count),
  };
}

/** Row of the first event at or after `time`; `count` where there is none. */
export function firstEventAt(events: EventColumns, time: number): number {
  let low = 0;
  let high = events.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events.time[middle] < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
