import type { Dataset, EventColumns } from '../../core/contracts/dataset.ts';
import type { Random } from '../../core/random.ts';

const DAY = 86_400_000;

/**
 * The same data with each user's events of one day (UTC) in an order that is drawn: what was bought, looked at or
 * put in the cart moves among the moments of that day. Where a source knows days only, the order within one is an
 * artefact of how it was written (reviews of a day stand in the order of their item's number), and whatever reads
 * order profits from it. Guests' events stay as they are.
 */
export function shuffleSameDays(dataset: Dataset, random: Random): Dataset {
  const { events } = dataset;
  const source = Int32Array.from({ length: events.count }, (_, row) => row);
  for (const rows of sameDayRows(events)) {
    const drawn = random.shuffle(rows);
    for (const [place, row] of rows.entries()) source[row] = drawn[place];
  }
  return {
    ...dataset,
    events: {
      ...events,
      type: events.type.map((_, row) => events.type[source[row]]),
      item: events.item.map((_, row) => events.item[source[row]]),
      session: events.session.map((_, row) => events.session[source[row]]),
      scene: events.scene.map((_, row) => events.scene[source[row]]),
    },
  };
}

/** Rows of each day on which a user did more than one thing. */
function* sameDayRows({ count, user, time }: EventColumns): Generator<number[]> {
  const days = new Map<number, number[]>();
  let day = -Infinity;
  const several = (): number[][] => [...days.values()].filter((rows) => rows.length > 1);
  for (let row = 0; row < count; row++) {
    const today = Math.floor(time[row] / DAY);
    if (today !== day) {
      yield* several();
      days.clear();
      day = today;
    }
    if (user[row] < 0) continue;
    const own = days.get(user[row]);
    if (own) own.push(row);
    else days.set(user[row], [row]);
  }
  yield* several();
}
