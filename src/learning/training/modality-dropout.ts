import type { Random } from '../../core/random.ts';

/**
 * Modality dropout (Neverova et al., "ModDrop", 2016): hides what is there at random, so that no modality is leant on
 * alone and a missing one is no surprise. The last one that an item has is never hidden.
 *
 * @param mask `rows × rates.length`, 1 where a modality is there; changed in place
 * @param rates how often each modality is hidden, in [0, 1]
 */
export function hideModalities(mask: Float32Array, rates: readonly number[], random: Random): void {
  const count = rates.length;
  for (let start = 0; start < mask.length; start += count) {
    let left = 0;
    for (let i = 0; i < count; i++) left += mask[start + i];
    // Begun at a random place, so that it is not always the same modality which is left.
    const first = random.integer(count);
    for (let turn = 0; turn < count && left > 1; turn++) {
      const at = (first + turn) % count;
      if (mask[start + at] === 0 || random.next() >= rates[at]) continue;
      mask[start + at] = 0;
      left--;
    }
  }
}
