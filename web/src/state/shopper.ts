import { persisted } from './persisted.ts';

/** Who shops: a session of this browser tab, and the demo shopper it stands for, or none for a guest. */
export interface Shopper {
  readonly sessionId: string;
  readonly userId: string | null;
}

function isShopper(value: unknown): value is Shopper {
  if (typeof value !== 'object' || value === null) return false;
  const { sessionId, userId } = value as Partial<Shopper>;
  return typeof sessionId === 'string' && (userId === null || typeof userId === 'string');
}

export const shopper = persisted<Shopper>({
  key: 'daogou.shopper',
  keeping: 'session',
  initial: () => ({ sessionId: crypto.randomUUID(), userId: null }),
  accept: (value) => (isShopper(value) ? value : undefined),
});

/** A new session each time, so that one shopper's clicks never speak for another. */
export function shopAs(userId: string | null): void {
  shopper.set({ sessionId: crypto.randomUUID(), userId });
}
