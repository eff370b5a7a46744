export interface Order {
  readonly id: string;
  readonly userId: string;
  /** The user's first order is 1. */
  readonly number: number;
  /** 0 to 6, as the file counts; 0 is taken for Saturday, since 0 and 1 are the two busiest days. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  /** Days since the user's order before it; the data says 30 for 30 and more. */
  readonly daysSince: number;
}

/**
 * A Saturday in the month before the data came out. The files have no dates: everyone's last order is put in the week
 * that begins here, on its weekday and hour. So the ends of all users' histories meet, as they do in the source (its
 * last orders are those before the data was drawn), and weekdays and hours are true; months are not.
 */
export const LAST_WEEK = Date.UTC(2017, 3, 22);
const CAPPED_DAYS = 30;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;

/**
 * When each order was placed, in milliseconds since 1970, counted back from the user's last one by the days between.
 * Where those are capped, the fewest days from 30 on that lead to the weekday of the order are taken: the truth is
 * that or some weeks more. Orders of one day keep their sequence, if need be a minute apart.
 */
export function orderTimes(orders: readonly Order[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const own of Map.groupBy(orders, ({ userId }) => userId).values()) {
    const latestFirst = own.toSorted((a, b) => b.number - a.number);
    let day = LAST_WEEK + latestFirst[0].weekday * DAY;
    let time = Infinity;
    for (const [place, order] of latestFirst.entries()) {
      if (place > 0) day -= daysBetween(order, latestFirst[place - 1]) * DAY;
      time = Math.min(day + order.hour * HOUR, time - MINUTE);
      times.set(order.id, time);
    }
  }
  return times;
}

function daysBetween(earlier: Order, later: Order): number {
  if (later.daysSince < CAPPED_DAYS) return later.daysSince;
  const shift = (((later.weekday - earlier.weekday - later.daysSince) % 7) + 7) % 7;
  return later.daysSince + shift;
}
