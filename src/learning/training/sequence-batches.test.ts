import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { itemSequences } from '../../models/retrieval/item-sequences.ts';
import { FULL_ATTENTION, FULL_GRU } from '../../models/retrieval/sequence/options.ts';
import { chain } from '../../tensor/optimisers/optimiser.ts';
import { cyclicShop } from './fixtures/cyclic-shop.ts';
import { SequenceBatches, batchesPerEpoch } from './sequence-batches.ts';
import { SequenceItemTable } from './sequence-item-table.ts';
import { sequenceSamples, targetCount } from './sequence-samples.ts';

const { dataset } = cyclicShop({ shoppers: 40, steps: 9 });
const sequences = itemSequences(dataset.events);

describe('samples of sequences', () => {
  it('keep the last step of a tenth of the shoppers', () => {
    const { segments, heldOut } = sequenceSamples(sequences, {
      length: 20,
      heldOut: 100,
      random: createRandom(1),
    });
    expect(heldOut).toHaveLength(4);
    expect(targetCount(segments)).toBe(40 * 8 - 4);
    for (const { past, target } of heldOut) {
      expect(past.items).toHaveLength(8);
      expect((past.items[7] + 1) % 20).toBe(target);
    }
  });

  it('cut long sequences into segments that together tell every step but the first', () => {
    const { segments } = sequenceSamples(sequences, { length: 3, heldOut: 0, random: createRandom(1) });
    expect(targetCount(segments)).toBe(40 * 8);
    expect(Math.max(...segments.map(({ from, end }) => end - from))).toBe(4);
  });
});

describe.each([FULL_ATTENTION, FULL_GRU])('batches for $reader', (full) => {
  it('tell every step once an epoch, by the place of the step before it', () => {
    const shape = { ...full, length: 6 };
    const { segments } = sequenceSamples(sequences, { length: 6, heldOut: 0, random: createRandom(1) });
    const size = { rows: 5, targets: 30 };
    const make = () => new SequenceBatches(sequences, segments, size, shape, createRandom(2));
    const count = batchesPerEpoch(make());
    const batches = make();
    let told = 0;
    for (let i = 0; i < count; i++) {
      const { items, targets, weights, places } = batches.next();
      for (const [slot, weight] of weights.entries()) {
        if (weight === 0) continue;
        told++;
        expect((items[places[slot]] + 1) % 20).toBe(targets[slot]);
      }
    }
    expect(batches.isDone).toBe(true);
    expect(told).toBe(targetCount(segments));
  });
});

describe('the table of items', () => {
  // Three items of which the second has no fact.
  const facts = { starts: Int32Array.of(0, 2, 2, 3), facts: Int32Array.of(0, 1, 1), count: 2 };
  const options = { items: 3, width: 4, facts, normalised: true };
  const random = createRandom('table');
  const towards = Float64Array.from({ length: 12 }, () => random.normal());

  it('passes gradients back through lengths and means, as finite differences say', () => {
    const table = new SequenceItemTable({ ...options, random: createRandom(5) });
    const loss = (): number => {
      table.compose();
      return table.vectors.reduce((sum, value, i) => sum + value * towards[i], 0);
    };
    loss();
    const gradients = new Map<string, Float32Array>();
    const watch = chain({
      apply(updates) {
        for (const { name, update } of updates) {
          gradients.set(name, update.slice());
          update.fill(0);
        }
      },
    });
    table.learn(Float32Array.from(towards), watch);
    const { 'items/own': own, 'facts/all': ofFacts } = table.state() as Record<string, Float32Array>;
    for (const [name, values] of [
      ['items', own],
      ['facts', ofFacts],
    ] as const) {
      for (const [i, gradient] of gradients.get(name)!.entries()) {
        const before = values[i];
        values[i] = before + 1e-3;
        const above = loss();
        values[i] = before - 1e-3;
        const below = loss();
        values[i] = before;
        expect(Math.abs((above - below) / 2e-3 - gradient)).toBeLessThan(0.02 * (1 + Math.abs(gradient)));
      }
    }
  });

  it('goes back to what was kept', () => {
    const table = new SequenceItemTable({ ...options, random: createRandom(5) });
    const kept = structuredClone(table.state());
    table.compose();
    const before = table.vectors.slice();
    table.learn(new Float32Array(12).fill(1), chain());
    table.restore(kept);
    table.compose();
    expect(table.vectors).toEqual(before);
  });
});
