import type { EventType } from '../../core/contracts/event.ts';

/** What a shopper does rarely and means: the rest is looking around. */
export const DEEDS = ['add_to_cart', 'remove_from_cart', 'purchase', 'add_to_wishlist'] as const;
export type Deed = (typeof DEEDS)[number];

/** How often each deed was done to items of each kind, kinds being numbered; those below 0 are not counted. */
export class DeedCounts {
  private readonly counts = new Map<string, number>();

  add(kind: number, type: EventType): void {
    if (kind < 0 || !DEEDS.some((deed) => deed === type)) return;
    const key = `${kind} ${type}`;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  of(kind: number, deed: Deed): number {
    return this.counts.get(`${kind} ${deed}`) ?? 0;
  }
}
