import type { Item } from '../../core/contracts/item.ts';
import type { SharedSpace } from './shared-space.ts';

/** Categories asked for at most, the largest ones: each costs one encoding and one pass over the pictures. */
const ASKED = 60;
/** Smaller categories say little. */
const LEAST_PICTURES = 3;
const DEPTH = 10;

/**
 * How far a shop can rely on what the encoder of words knows: the shop's own categories are asked for by name, and the
 * share of the ten nearest pictures that are of the category is averaged. An encoder that never saw such pictures, or
 * that does not know the language, finds hardly more than chance, and is better left out.
 *
 * @returns in [0, 1]; 0 where there are fewer than three categories with pictures
 */
export async function wordTrust(space: SharedSpace, items: readonly Item[]): Promise<number> {
  const counts = new Map<string, number>();
  for (const [item, { categories }] of items.entries()) {
    const name = categories[categories.length - 1];
    if (space.hasPicture(item)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const asked = [...counts]
    .filter(([, pictures]) => pictures >= LEAST_PICTURES)
    .sort((a, b) => b[1] - a[1])
    .slice(0, ASKED);
  if (asked.length < 3) return 0;
  let sum = 0;
  for (const [name, pictures] of asked) {
    const depth = Math.min(DEPTH, pictures);
    const near = space.near(await space.locate(name), depth);
    const right = near.filter(({ item }) => items[item].categories.at(-1) === name).length;
    sum += right / depth;
  }
  return sum / asked.length;
}
