import type { Cart } from './cart.ts';
import { persisted } from './persisted.ts';

/** The order that the thank-you page shows; forgotten when the page is loaded anew. */
export const lastOrder = persisted<{ id: string; lines: Cart } | null>({
  key: 'daogou.last-order',
  keeping: 'memory',
  initial: () => null,
  accept: () => undefined,
});
