import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { SessionEvent } from './session-state.ts';

/** Ways to tell that a moment is like an earlier one: by the last type, the last two, or with the parts of the page. */
export const SEQUEL_KEYS = ['type', 'types', 'part', 'parts'] as const;

/**
 * What this very shopper did next at earlier moments like this one: contexts of several lengths, as in prediction by
 * partial matching (Cleary and Witten, 1984).
 */
export class OwnSequels {
  private readonly counts = new Map<string, Int32Array>();
  private keys: readonly string[] = [];

  /** `before` is the event before it. */
  add(event: SessionEvent, type: number, before: SessionEvent | undefined): void {
    for (const key of this.keys) {
      let own = this.counts.get(key);
      if (!own) this.counts.set(key, (own = new Int32Array(EVENT_TYPES.length)));
      own[type]++;
    }
    const one = `${event.type} ${event.part ?? ''}`;
    const two = before ? `${before.type} ${before.part ?? ''}` : '';
    this.keys = [
      `type ${event.type}`,
      `types ${before?.type ?? ''} ${event.type}`,
      `part ${one}`,
      `parts ${two} ${one}`,
    ];
  }

  /** How often each type came next at moments alike by the key of this number; undefined where there was none. */
  after(key: number): Int32Array | undefined {
    return this.counts.get(this.keys[key] ?? '');
  }
}
