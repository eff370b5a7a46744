import { DAY } from '../popularity-counts.ts';

/** Longest time of each bucket but the last, in days. */
const LONGEST = [0, 1, 7, 30, 90, 180, 365];

/** Stands for "nothing lies before". */
export const FIRST_STEP = LONGEST.length + 1;
export const GAP_BUCKETS = FIRST_STEP + 1;

/** At once, up to a day, a week, a month, three, six, a year, longer: 0 to 7 for a time in milliseconds. */
export function gapBucket(time: number): number {
  const days = time / DAY;
  let bucket = 0;
  while (bucket < LONGEST.length && days > LONGEST[bucket]) bucket++;
  return bucket;
}
