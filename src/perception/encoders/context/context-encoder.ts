import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { normaliseInPlace } from '../../../core/maths.ts';

export const DEVICES = ['phone', 'tablet', 'computer'] as const;
export type Device = (typeof DEVICES)[number];

/** When, where and at what price somebody shops. Whatever is left out is not known. */
export interface ShoppingContext {
  /** Milliseconds since 1970 in UTC. */
  readonly time?: number | undefined;
  /** Minutes that the shopper's clock is ahead of UTC; default 0. */
  readonly utcOffsetMinutes?: number | undefined;
  readonly device?: Device | undefined;
  /** Where the item's price stands in its category, in [0, 1], as `pricePositions` says. */
  readonly pricePosition?: number | undefined;
  /** Milliseconds since the shopper was last here. */
  readonly sinceLastVisit?: number | undefined;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR_DAYS = 365.2425;
/** Half-lives over which a last visit is forgotten. */
const HALF_LIVES = [HOUR, DAY, 7 * DAY, 30 * DAY];
/** Hour, weekday and season as points on circles, device, price, and last visit. */
const WIDTH = 2 + 2 + 2 + DEVICES.length + 2 + HALF_LIVES.length;

/**
 * The context as a vector, by rule: nothing is learnt. Hour, weekday and day of the year are points on circles, so
 * that 23:59 lies beside midnight and December beside January; the price is a point on a quarter of one. Each part
 * that is known has length 1 before the whole is brought to length 1; a context that says nothing gives zeros.
 */
export class ContextEncoder implements Encoder<ShoppingContext> {
  readonly name = 'shopping-context';
  readonly modality = 'context';
  readonly width = WIDTH;

  /** @throws invalid-input for a number that is not finite, a price position outside [0, 1] or a negative duration. */
  async encode(batch: readonly ShoppingContext[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * WIDTH);
    for (const [row, context] of batch.entries()) {
      check(context);
      normaliseInPlace(write(context, result.subarray(row * WIDTH, (row + 1) * WIDTH)));
    }
    return result;
  }
}

function write(context: ShoppingContext, target: Float32Array): Float32Array {
  const { time, device, pricePosition, sinceLastVisit, utcOffsetMinutes = 0 } = context;
  if (time !== undefined) {
    const days = (time + utcOffsetMinutes * 60_000) / DAY;
    for (const [i, turns] of [days, days / 7, days / YEAR_DAYS].entries()) {
      target[2 * i] = Math.sin(2 * Math.PI * turns);
      target[2 * i + 1] = Math.cos(2 * Math.PI * turns);
    }
  }
  if (device !== undefined) target[6 + DEVICES.indexOf(device)] = 1;
  const price = 6 + DEVICES.length;
  if (pricePosition !== undefined) {
    target[price] = Math.cos((Math.PI / 2) * pricePosition);
    target[price + 1] = Math.sin((Math.PI / 2) * pricePosition);
  }
  if (sinceLastVisit !== undefined) {
    const left = HALF_LIVES.map((halfLife) => 0.5 ** (sinceLastVisit / halfLife));
    // A visit that is long ago is known too: the last number is what has been forgotten.
    left[left.length - 1] = 1 - left[left.length - 1];
    target.set(normaliseInPlace(Float32Array.from(left)), price + 2);
  }
  return target;
}

function check(context: ShoppingContext): void {
  for (const [name, value] of Object.entries(context)) {
    if (typeof value !== 'number') continue;
    const inRange =
      Number.isFinite(value) &&
      (name !== 'pricePosition' || (value >= 0 && value <= 1)) &&
      (name !== 'sinceLastVisit' || value >= 0);
    if (inRange) continue;
    throw new DaogouError('invalid-input', `The context's ${name} is ${value}`, {
      received: value,
      remedy:
        name === 'pricePosition'
          ? 'Give a number from 0 to 1.'
          : 'Give a finite number of the unit it is in.',
    });
  }
}
