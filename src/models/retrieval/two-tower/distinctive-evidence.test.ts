import { describe, expect, it } from 'vitest';
import { itemSchema, type Item } from '../../../core/contracts/item.ts';
import { MODALITIES } from '../../../core/contracts/modality.ts';
import { createRandom } from '../../../core/random.ts';
import type { ContentVectors } from '../../content-vectors.ts';
import { distinctiveEvidence } from './distinctive-evidence.ts';

const COLOURS = ['red', 'blue', 'green'];
const COUNT = 60;

/** Teas and pots in three colours, of two brands, cheap or dear; the picture shows the kind and the colour. */
const items: readonly Item[] = Array.from({ length: COUNT }, (_, i) =>
  itemSchema.parse({
    id: `${i}`,
    title: i === 0 ? {} : { en: `A ${COLOURS[i % 3]} ${i < COUNT / 2 ? 'tea' : 'pot'}` },
    categories: [i < COUNT / 2 ? 'Tea' : 'Pots'],
    brand: i % 2 === 0 ? 'Ann' : 'Ben',
    price: i === 1 ? undefined : { amount: i % 5 === 0 ? 10 : 1_000, currency: 'CNY' },
  }),
);

function pictured(there: (item: number) => boolean): ContentVectors {
  const vectors = new Float32Array(COUNT * 4);
  for (let i = 0; i < COUNT; i++) {
    if (!there(i)) continue;
    vectors[4 * i + (i % 3)] = 0.1;
    vectors[4 * i + 3] = i < COUNT / 2 ? 1 : -1;
  }
  const present = Uint8Array.from({ length: COUNT }, (_, i) => (there(i) ? 1 : 0));
  return { image: { width: 4, vectors, present }, text: { width: 0, vectors: new Float32Array(0), present } };
}

const content = pictured((item) => item !== 7);
const evidence = distinctiveEvidence(items, content, MODALITIES, createRandom('evidence'));
const width = evidence.widths.reduce((sum, one) => sum + one, 0);

function cosine(modality: number, one: number, other: number): number {
  const start = evidence.widths.slice(0, modality).reduce((sum, each) => sum + each, 0);
  let sum = 0;
  for (let i = start; i < start + evidence.widths[modality]; i++) {
    sum += evidence.vectors[one * width + i] * evidence.vectors[other * width + i];
  }
  return sum / 127 ** 2;
}

describe('what sets items apart from others of their kind', () => {
  it('is the colour in pictures and in words, whatever the kind', () => {
    for (const modality of [0, 1]) {
      // A red tea and a red pot are alike; a red and a blue tea are not.
      expect(cosine(modality, 3, 33)).toBeGreaterThan(0.8);
      expect(cosine(modality, 3, 4)).toBeLessThan(0);
    }
  });

  it('is brand and price in facts', () => {
    expect(cosine(2, 2, 32)).toBeGreaterThan(0.9);
    expect(cosine(2, 2, 33)).toBeLessThan(cosine(2, 2, 32));
    // The same brand, at a price that is not usual.
    expect(cosine(2, 10, 12)).toBeLessThan(cosine(2, 10, 20) - 0.2);
  });

  it('is nothing where the modality is missing, nor in behaviour', () => {
    expect(evidence.widths).toEqual([4, 128, 65, 0]);
    expect(cosine(0, 7, 7)).toBe(0);
    expect(cosine(1, 0, 0)).toBe(0);
    expect(cosine(2, 1, 1)).toBeCloseTo(1, 1);
    expect(evidence.spreads[3]).toBe(0);
    for (const spread of evidence.spreads.subarray(0, 3)) expect(spread).toBeGreaterThan(0.1);
  });

  it('is the same for the same seed, and only of the modalities that are read', () => {
    const again = distinctiveEvidence(items, content, MODALITIES, createRandom('evidence'));
    expect(again).toEqual(evidence);
    const some = distinctiveEvidence(items, content, ['attributes'], createRandom('evidence'));
    expect(some.widths).toEqual([65]);
    expect(some.vectors.length).toBe(65 * COUNT);
  });

  it('holds for no items, for items alone of their kind, and where nothing is known at all', () => {
    const [one] = items;
    const none = pictured(() => false);
    expect(distinctiveEvidence([], none, MODALITIES, createRandom('none')).vectors.length).toBe(0);
    const alone = distinctiveEvidence([one], none, MODALITIES, createRandom('one'));
    expect(alone.vectors.every((value) => value === 0)).toBe(true);
    expect([...alone.spreads]).toEqual([0, 0, 0, 0]);
  });
});
