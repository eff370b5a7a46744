import type { EventColumns, HistoryEvent } from '../../core/contracts/dataset.ts';
import { EVENT_INTEREST } from './event-interest.ts';
import { rowsByShopper } from './shopper-histories.ts';

/**
 * What shoppers took an interest in, in order. Shopper s's steps lie at `starts[s] .. starts[s + 1]` of the other
 * columns. Several events in a row about one item (seen, put into the cart, bought) are one step.
 */
export interface ItemSequences {
  readonly starts: Int32Array;
  readonly items: Int32Array;
  /** Milliseconds since 1970 in UTC: of the step's last event. */
  readonly times: Float64Array;
  /** The strongest interest that an event of the step shows, in (0, 1]. */
  readonly interests: Float32Array;
}

/**
 * The sequences of all shoppers with at least one step.
 * @param interest by position in EVENT_TYPES; events of interest 0 are passed over.
 */
export function itemSequences(events: EventColumns, interest: Float32Array = EVENT_INTEREST): ItemSequences {
  const { starts: rowStarts, rows } = rowsByShopper(events);
  const starts = [0];
  const steps = new StepWriter(rows.length, interest);
  for (let shopper = 0; shopper + 1 < rowStarts.length; shopper++) {
    const first = steps.count;
    for (let place = rowStarts[shopper]; place < rowStarts[shopper + 1]; place++) {
      const row = rows[place];
      steps.add(first, events.item[row], events.type[row], events.time[row]);
    }
    if (steps.count > first) starts.push(steps.count);
  }
  return { starts: Int32Array.from(starts), ...steps.columns() };
}

/**
 * One shopper's sequence: its newest `limit` steps, oldest first.
 * @param interestOf by position in EVENT_TYPES; events of interest 0 are passed over.
 */
export function sequenceOf(
  history: readonly HistoryEvent[],
  limit: number,
  interestOf: Float32Array = EVENT_INTEREST,
): Pick<ItemSequences, 'items' | 'times' | 'interests'> {
  const steps: { item: number; time: number; interest: number }[] = [];
  for (let row = history.length - 1; row >= 0; row--) {
    const { item, type, time } = history[row];
    const interest = interestOf[type];
    if (item < 0 || interest === 0) continue;
    const later = steps.at(-1);
    if (later?.item === item) later.interest = Math.max(later.interest, interest);
    else if (steps.length === limit) break;
    else steps.push({ item, time, interest });
  }
  steps.reverse();
  return {
    items: Int32Array.from(steps, ({ item }) => item),
    times: Float64Array.from(steps, ({ time }) => time),
    interests: Float32Array.from(steps, ({ interest }) => interest),
  };
}

class StepWriter {
  count = 0;
  readonly #items: Int32Array;
  readonly #times: Float64Array;
  readonly #interests: Float32Array;
  readonly #interestOf: Float32Array;

  constructor(capacity: number, interestOf: Float32Array) {
    this.#interestOf = interestOf;
    this.#items = new Int32Array(capacity);
    this.#times = new Float64Array(capacity);
    this.#interests = new Float32Array(capacity);
  }

  /** @param first where the shopper's steps begin: the first of them joins no other shopper's. */
  add(first: number, item: number, type: number, time: number): void {
    const interest = this.#interestOf[type];
    if (item < 0 || interest === 0) return;
    const last = this.count - 1;
    if (last >= first && this.#items[last] === item) {
      this.#times[last] = time;
      this.#interests[last] = Math.max(this.#interests[last], interest);
      return;
    }
    this.#items[this.count] = item;
    this.#times[this.count] = time;
    this.#interests[this.count] = interest;
    this.count++;
  }

  columns(): Omit<ItemSequences, 'starts'> {
    return {
      items: this.#items.slice(0, this.count),
      times: this.#times.slice(0, this.count),
      interests: this.#interests.slice(0, this.count),
    };
  }
}
