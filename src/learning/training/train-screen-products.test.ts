import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import type { ProductEvidence } from '../../perception/screens/products/product-score.ts';
import { judgeSample, type ProductSample, trainScreenProducts } from './train-screen-products.ts';

/** The right item is like its picture; titles say nothing, and a shop that lacks the item shows unlike pictures. */
function samples(count: number, seed: number): ProductSample[] {
  const random = createRandom(seed);
  const evidence = (item: number, picture: number): ProductEvidence => ({
    item,
    picture,
    coverage: random.next(),
    contained: random.next(),
    title: random.next(),
    price: 0,
  });
  return Array.from({ length: count }, (_, i) => {
    const right = i % 2 === 0 ? random.integer(5) : -1;
    const candidates = Array.from({ length: 5 }, (_, item) =>
      evidence(item, item === right ? 0.8 + 0.2 * random.next() : 0.6 * random.next()),
    );
    return { candidates, right };
  });
}

describe('weights of the evidence for products', () => {
  it('learn what tells items apart, and when none is right', () => {
    const weights = trainScreenProducts(samples(200, 1));
    expect(weights.rank[0]).toBeGreaterThan(5 * Math.max(...weights.rank.slice(1)));
    const judged = samples(200, 2).map((sample) => ({ sample, answer: judgeSample(sample, weights) }));
    const known = judged.filter(({ sample }) => sample.right >= 0);
    expect(known.filter(({ answer }) => answer?.isRight).length / known.length).toBeGreaterThan(0.95);
    const wrong = judged.filter(({ answer }) => answer && answer.trust > 0.5 !== answer.isRight);
    expect(wrong.length / judged.length).toBeLessThan(0.1);
  });

  it('are the same for the same samples, and nothing is judged without candidates', () => {
    expect(trainScreenProducts(samples(20, 3))).toEqual(trainScreenProducts(samples(20, 3)));
    const weights = trainScreenProducts(samples(20, 3));
    expect(judgeSample({ candidates: [], right: -1 }, weights)).toBeUndefined();
  });
});
