import type { ScreenPixels } from '../../../core/contracts/screen.ts';
import type { Region } from './sample-region.ts';

/**
 * Remembers what was read from which pixels, so that a line that is seen again (a menu, a button, a page that the
 * shopper comes back to) is not recognised again. The lines that were not asked for longest are forgotten first.
 */
export class LineCache<Value> {
  readonly #values = new Map<string, Value>();
  readonly #capacity: number;

  /** @param capacity lines that are remembered; 0 remembers none */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string): Value | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    if (this.#capacity === 0) return;
    this.#values.delete(key);
    if (this.#values.size >= this.#capacity) {
      for (const oldest of this.#values.keys()) {
        this.#values.delete(oldest);
        break;
      }
    }
    this.#values.set(key, value);
  }
}

/** A key of the pixels of a region of whole pixels: two hashes of 32 bits, FNV-1a and a polynomial one, and the size. */
export function contentKey({ data, width }: ScreenPixels, region: Region): string {
  let fnv = 0x811c9dc5;
  let sum = 0;
  for (let y = region.y; y < region.y + region.height; y++) {
    const start = 3 * (y * width + region.x);
    for (let at = start, end = start + 3 * region.width; at < end; at++) {
      fnv = Math.imul(fnv ^ data[at], 0x01000193);
      sum = (Math.imul(sum, 31) + data[at]) | 0;
    }
  }
  return `${region.width}x${region.height}:${fnv >>> 0}:${sum >>> 0}`;
}
