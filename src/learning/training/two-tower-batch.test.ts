import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/contracts/dataset.ts';
import { EVENT_TYPES } from '../../core/contracts/event.ts';
import { itemSchema } from '../../core/contracts/item.ts';
import { createRandom } from '../../core/random.ts';
import { ItemLikeness } from '../../models/retrieval/two-tower/item-likeness.ts';
import { ItemSlots } from './item-slots.ts';
import { TwoTowerBatch } from './two-tower-batch.ts';
import { SampleSource } from './two-tower-samples.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const MODEL = { width: 4, historyLength: 5, temperature: 0.1 };
const ITEMS = 40;
const EVENTS = 60;

/** One shopper views item after item, one a day; item 9 comes on sale on day 30, item 12 is said to on day 1,000. */
const dataset: Dataset = {
  source: 'test',
  items: Array.from({ length: ITEMS }, (_, i) =>
    itemSchema.parse({
      id: `${i}`,
      title: {},
      categories: ['Home'],
      availableFrom:
        i === 9 || i === 12 ? new Date(START + (i === 9 ? 30 : 1_000) * DAY).toISOString() : null,
    }),
  ),
  userIds: ['ann'],
  events: {
    count: EVENTS,
    time: Float64Array.from({ length: EVENTS }, (_, i) => START + i * DAY),
    type: new Uint8Array(EVENTS).fill(EVENT_TYPES.indexOf('view_item')),
    user: new Int32Array(EVENTS),
    // Items 20 to 39 in turn, then 9 on day 35 and 12 on day 40; item 0 is never touched.
    item: Int32Array.from({ length: EVENTS }, (_, i) => (i === 35 ? 9 : i === 40 ? 12 : 20 + (i % 20))),
    session: new Int32Array(EVENTS),
    scene: new Int8Array(EVENTS).fill(-1),
  },
};
const source = new SampleSource(dataset);

function written(days: readonly number[], slots: ItemSlots): Record<string, ArrayLike<number | bigint>> {
  const batch = new TwoTowerBatch(days.length, MODEL, slots, source, dataset);
  return batch.write(
    days.map((day) => source.deeds[day]),
    createRandom('batch'),
  );
}
const allSlots = (): ItemSlots => new ItemSlots(ITEMS, 100, new Float32Array(ITEMS), 10);

describe('TwoTowerBatch', () => {
  it('names the target and the history of each deed', () => {
    const slots = new ItemSlots(ITEMS, 30, new Float32Array(ITEMS).fill(1 / ITEMS), 12);
    const { targets, 'history slots': history, 'history mask': mask } = written([50, 55], slots);
    expect(Array.from(targets, (slot) => slots.items[Number(slot)])).toEqual([30, 35]);
    for (let place = 0; place < MODEL.historyLength; place++) {
      if (mask[place] === 0) continue;
      const item = slots.items[Number(history[place])];
      expect(item === 9 || item === 12 || item >= 20).toBe(true);
    }
  });

  it('gives padding no slot of its own', () => {
    const slots = new ItemSlots(ITEMS, 3, new Float32Array(ITEMS).fill(1 / ITEMS), 1);
    // The first deed has no history: all that it names is its target.
    written([0], slots);
    // Padding stands for item 0; the two slots that are left went to items drawn at random.
    expect(slots.items[0]).toBe(20);
    expect([...slots.items]).not.toContain(0);
  });

  it('leaves out what was not on sale yet, and knows that what was touched was there', () => {
    const early = written([10, 20], allSlots())['correction'];
    expect(early[9]).toBe(-1e4);
    expect(early[12]).toBe(-1e4);
    const late = written([40, 45], allSlots())['correction'];
    expect(Math.abs(Number(late[9]))).toBe(0);
    expect(Math.abs(Number(late[12]))).toBe(0);
  });

  it('never leaves out the target itself', () => {
    for (let day = 0; day < EVENTS; day++) {
      const { correction, targets } = written([day], allSlots());
      expect(Math.abs(Number(correction[Number(targets[0])]))).toBe(0);
    }
  });

  it('tells how alike the things are that each shopper chose before', () => {
    const parts = { widths: [1], vectors: new Int8Array(ITEMS).fill(127), spreads: Float32Array.of(1) };
    const batch = new TwoTowerBatch(2, MODEL, allSlots(), source, dataset, new ItemLikeness(parts));
    const { likeness } = batch.write([source.deeds[0], source.deeds[25]], createRandom('kinds'));
    const [nothing, none, alike, many] = likeness as Float32Array;
    expect([nothing, none]).toEqual([0, 0]);
    // At most 20 different items come before, all of them the same in everything.
    const items = Math.round(Math.expm1(many));
    expect(items).toBeGreaterThan(1);
    expect(items).toBeLessThanOrEqual(20);
    expect(alike).toBeCloseTo(Math.log1p(Math.sqrt((items * (items - 1)) / 2)), 5);
  });
});
