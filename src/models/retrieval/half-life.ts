import { DaogouError } from '../../core/errors.ts';

/** @throws invalid-input for days that are not above 0; Infinity means that nothing fades. */
export function requireHalfLife(days: number): void {
  if (days > 0) return;
  throw new DaogouError('invalid-input', 'The half-life halfLifeDays must be above 0 days', {
    received: days,
    remedy: 'Give a number of days, such as 30.',
  });
}
