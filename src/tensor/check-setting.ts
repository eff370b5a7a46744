/** Checks of single numbers that callers set: sizes, counts, shares. */
import { DaogouError } from '../core/errors.ts';

/** @throws invalid-input unless it is a whole number from `least`, 1 by default. */
export function checkCount(what: string, count: number, least = 1): void {
  if (Number.isInteger(count) && count >= least) return;
  throw new DaogouError('invalid-input', `${what} must be a whole number from ${least}; received ${count}`, {
    received: count,
    remedy: `Give a number such as ${least + 1}.`,
  });
}

/** @throws invalid-input unless it is at least 0 and below 1. */
export function checkFraction(what: string, fraction: number, example: number): void {
  if (fraction >= 0 && fraction < 1) return;
  throw new DaogouError('invalid-input', `${what} must be at least 0 and below 1; received ${fraction}`, {
    received: fraction,
    remedy: `Use a number such as ${example}.`,
  });
}

/** @throws invalid-input unless it is a finite number above 0. */
export function checkPositive(what: string, value: number, example: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new DaogouError('invalid-input', `${what} must be a finite number above 0; received ${value}`, {
    received: value,
    remedy: `Use a number such as ${example}.`,
  });
}
