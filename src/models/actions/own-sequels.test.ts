import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type EventType } from '../../core/contracts/event.ts';
import { OwnSequels, SEQUEL_KEYS } from './own-sequels.ts';
import type { SessionEvent } from './session-state.ts';

const numberOf = (type: EventType): number => EVENT_TYPES.indexOf(type);
const after = (events: readonly SessionEvent[]): OwnSequels => {
  const sequels = new OwnSequels();
  for (const [i, event] of events.entries())
    sequels.add(event, numberOf(event.type), i > 0 ? events[i - 1] : undefined);
  return sequels;
};
const event = (type: EventType, part?: string): SessionEvent => ({ type, item: 1, time: 0, part });

describe('OwnSequels', () => {
  it('remembers what came next at moments alike, by type and by part', () => {
    const sequels = after([
      event('select_item', 'photo'),
      event('view_item'),
      event('select_item', 'button'),
      event('add_to_cart'),
      event('select_item', 'button'),
    ]);
    const counted = (key: (typeof SEQUEL_KEYS)[number], type: EventType): number | undefined =>
      sequels.after(SEQUEL_KEYS.indexOf(key))?.[numberOf(type)];
    expect([counted('type', 'view_item'), counted('type', 'add_to_cart')]).toEqual([1, 1]);
    expect([counted('part', 'view_item'), counted('part', 'add_to_cart')]).toEqual([0, 1]);
    // The last two were never met before in this order.
    expect([counted('types', 'add_to_cart'), counted('parts', 'add_to_cart')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('knows nothing before anything is repeated, and never more by a longer key', () => {
    expect(after([]).after(0)).toBeUndefined();
    expect(after([event('search')]).after(0)).toBeUndefined();
    const any = fc.array(
      fc.record({
        type: fc.constantFrom(...EVENT_TYPES),
        item: fc.constant(1),
        time: fc.constant(0),
        part: fc.constantFrom(undefined, 'photo', 'button'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(any, (events) => {
        const sequels = after(events);
        const [type, types, part, parts] = SEQUEL_KEYS.map((_, key) =>
          (sequels.after(key) ?? new Int32Array()).reduce((sum, count) => sum + count, 0),
        );
        expect(types).toBeLessThanOrEqual(type);
        expect(part).toBeLessThanOrEqual(type);
        expect(parts).toBeLessThanOrEqual(Math.min(types, part));
      }),
    );
  });
});
