import { describe, expect, it } from 'vitest';
import type { EventInput } from '../../../src/core/contracts/event.ts';
import { createOutbox } from './outbox.ts';
import { persisted } from './persisted.ts';

const event = (id: string): EventInput => ({
  id,
  type: 'view_cart',
  time: '2026-03-01T08:00:00.000Z',
  sessionId: 's',
});

function harness(answer: (batch: readonly EventInput[]) => Promise<boolean>) {
  const waiting = persisted<readonly EventInput[]>({
    key: 'outbox',
    keeping: 'memory',
    initial: () => [],
    accept: () => undefined,
  });
  const sent: string[][] = [];
  let delivered = 0;
  const outbox = createOutbox({
    waiting,
    send: (batch) => {
      sent.push(batch.map(({ id }) => id));
      return answer(batch);
    },
    onDelivered: () => {
      delivered += 1;
    },
  });
  return { outbox, sent, waiting, delivered: () => delivered };
}

describe('the outbox', () => {
  it('sends an event at once and says when it is delivered', async () => {
    const { outbox, sent, waiting, delivered } = harness(async () => true);
    await outbox.put(event('a'));
    expect(sent).toEqual([['a']]);
    expect(waiting.get()).toEqual([]);
    expect(delivered()).toBe(1);
  });

  it('keeps what could not be sent, and sends it in order with the next', async () => {
    let online = false;
    const { outbox, sent, waiting, delivered } = harness(async () => {
      if (!online) throw new Error('offline');
      return true;
    });
    await outbox.put(event('a'));
    await outbox.put(event('b'));
    expect(waiting.get().map(({ id }) => id)).toEqual(['a', 'b']);
    expect(delivered()).toBe(0);
    online = true;
    await outbox.put(event('c'));
    expect(sent.at(-1)).toEqual(['a', 'b', 'c']);
    expect(waiting.get()).toEqual([]);
  });

  it('drops what the shop refuses for good, so that it does not block the rest', async () => {
    const { outbox, waiting, delivered } = harness(async () => false);
    await outbox.put(event('bad'));
    expect(waiting.get()).toEqual([]);
    expect(delivered()).toBe(0);
  });

  it('sends events that come in while it is sending once each', async () => {
    const { outbox, sent } = harness(() => new Promise((resolve) => setTimeout(resolve, 1, true)));
    await Promise.all(['a', 'b', 'c'].map((id) => outbox.put(event(id))));
    expect(sent.flat()).toEqual(['a', 'b', 'c']);
  });

  it('has nothing to do when nothing waits', async () => {
    const { outbox, sent } = harness(async () => true);
    await outbox.flush();
    await outbox.put(event('a'));
    expect(sent).toEqual([['a']]);
  });
});
