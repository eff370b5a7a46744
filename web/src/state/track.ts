import type { EventInput, EventType } from '../../../src/core/contracts/event.ts';
import { sendEvents, ShopProblem } from '../api.ts';
import { buildEvent, type EventDetails } from './events.ts';
import { originOf } from './origins.ts';
import { createOutbox } from './outbox.ts';
import { persisted } from './persisted.ts';
import { refreshGuide } from './query-client.ts';
import { reportedScene } from './scenes.ts';
import { sceneSetting } from './settings.ts';
import { shopper } from './shopper.ts';
import { knownScenes } from './use-scenes.ts';

const waiting = persisted<readonly EventInput[]>({
  key: 'daogou.outbox',
  keeping: 'session',
  initial: () => [],
  accept: (value) => (Array.isArray(value) ? (value as EventInput[]) : undefined),
});

const outbox = createOutbox({
  waiting,
  send: async (events) => {
    try {
      await sendEvents(events);
      return true;
    } catch (error) {
      // Refused for good: sending the same again would only block the events behind it.
      if (error instanceof ShopProblem && error.status < 500 && error.status !== 429) return false;
      throw error;
    }
  },
  onDelivered: refreshGuide,
});

/** Tells the shop what the shopper did; the guide answers anew as soon as the shop has it. */
export function track(type: EventType, details: EventDetails = {}): void {
  const event = buildEvent(
    type,
    { recommendationId: details.item ? originOf(details.item.id) : null, ...details },
    {
      shopper: shopper.get(),
      scene: reportedScene(sceneSetting.get(), knownScenes()),
      now: new Date(),
      id: crypto.randomUUID(),
    },
  );
  void outbox.put(event);
}

globalThis.addEventListener?.('online', () => void outbox.flush());
void outbox.flush();
