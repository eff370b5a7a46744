import { topIndices } from '../../core/maths.ts';

/** A shopper's first screen: the places that the promise is about. */
export const SCREEN = 20;

/** Steps smaller than this share of a score are lost in a Float32. */
const LEAST_STEP = 1e-5;

/**
 * Sees to it that at least `places` of the best 20 are items that nobody bought yet, by lifting the best of those
 * before the last ones that were bought: an item without sales can get none while it is never shown. Which are best
 * among those, `worth` says. Changes scores in place; the order of all bought items stays, but for differences under
 * a hundred-thousandth, which may become ties.
 */
export function keepColdPlaces(
  scores: Float32Array,
  worth: Float32Array,
  cold: Uint8Array,
  places: number,
): void {
  if (places === 0) return;
  const top = topIndices(scores, SCREEN);
  const missing = places - top.filter((item) => cold[item] === 1).length;
  if (missing <= 0 || top.length < SCREEN) return;
  const sold = top.filter((item) => cold[item] === 0);
  const first = top.indexOf(sold[sold.length - missing]);
  const staying = top.slice(0, first);
  const stayingCold = staying.filter((item) => cold[item] === 1).length;
  const lifted = topIndices(
    worth.map((value, item) =>
      cold[item] === 1 && scores[item] > -Infinity && !staying.includes(item) ? value : -Infinity,
    ),
    places - stayingCold,
  );

  const floor = scores[top[first]];
  const ceiling = staying.length > 0 ? scores[staying[first - 1]] : floor;
  const room = (lifted.length + 1) * Math.max(LEAST_STEP, LEAST_STEP * Math.abs(scores[top[0]]));
  const raise = Math.max(0, room - (ceiling - floor));
  for (const item of staying) scores[item] += raise;
  const step = (ceiling + raise - floor) / (lifted.length + 1);
  for (const [place, item] of lifted.entries()) scores[item] = floor + step * (lifted.length - place);
}
