import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { ItemSlots } from './item-slots.ts';

describe('ItemSlots', () => {
  it('holds all of a small catalogue, each item in its own place and uncorrected', () => {
    const slots = new ItemSlots(5, 100, new Float32Array(5).fill(0.2), 10);
    slots.clear();
    expect(slots.slotOf(3)).toBe(3);
    slots.fill(createRandom(1));
    expect([...slots.items]).toEqual([0, 1, 2, 3, 4]);
    expect([...slots.correction].map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
  });

  it('gives named items one slot each, the rest to random items, none twice', () => {
    const slots = new ItemSlots(1_000, 50, new Float32Array(1_000).fill(0.001), 20);
    const random = createRandom('slots');
    for (let batch = 0; batch < 20; batch++) {
      slots.clear();
      const named = Array.from({ length: 20 }, () => random.integer(1_000));
      const places = named.map((item) => slots.slotOf(item));
      slots.fill(random);
      expect(new Set(slots.items).size).toBe(50);
      for (const [i, place] of places.entries()) expect(slots.items[place]).toBe(named[i]);
    }
  });

  it('draws among the given items alone, and fills what they leave', () => {
    const even = Array.from({ length: 100 }, (_, i) => 2 * i);
    const some = new ItemSlots(200, 40, new Float32Array(200), 10, even);
    some.clear();
    for (let item = 1; item < 20; item += 2) some.slotOf(item);
    some.fill(createRandom('even'));
    expect([...some.items].filter((item) => item % 2 === 1).length).toBe(10);
    const most = new ItemSlots(200, 150, new Float32Array(200), 10, even);
    most.clear();
    most.fill(createRandom('even'));
    expect(new Set(most.items).size).toBe(150);
    expect(even.every((item) => most.items.includes(item))).toBe(true);
  });

  it('corrects the sum over slots to the sum over the catalogue', () => {
    // Σ over slots of 1/q estimates the number of items, if q is how likely an item is to get a slot.
    const count = 400;
    const draws = 30;
    const random = createRandom('correction');
    const weights = Float32Array.from({ length: count }, (_, i) => 1 / (i + 5));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const slots = new ItemSlots(
      count,
      100,
      weights.map((weight) => weight / total),
      draws,
    );
    let sum = 0;
    const rounds = 400;
    for (let round = 0; round < rounds; round++) {
      slots.clear();
      for (let draw = 0; draw < draws; draw++) slots.slotOf(random.weighted(weights));
      slots.fill(random);
      sum += slots.correction.reduce((all, correction) => all + Math.exp(correction), 0) / rounds;
    }
    expect(sum / count).toBeGreaterThan(0.8);
    expect(sum / count).toBeLessThan(1.25);
  });
});
