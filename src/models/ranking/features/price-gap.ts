import type { Catalogue } from '../catalogue.ts';
import type { PersonalFeatures } from './feature-group.ts';

const DECAY = 0.95;

/**
 * How far the item's price is from what the shopper looks at, in log units, and on which side. Only where every
 * item that is sold has a price: where some have none, prices were read off sales, and having one would tell the future.
 */
export function priceGap({ items }: Catalogue): PersonalFeatures[] {
  const prices = Float32Array.from(items, ({ price }) =>
    price === null ? Number.NaN : Math.log1p(price.amount),
  );
  if (items.some(({ price, retired }) => price === null && !retired)) return [];
  return [
    {
      kind: 'personal',
      features: [
        { name: 'price gap', modality: 'attributes', guess: -0.1, prior: -0.1 },
        { name: 'dearer than usual', modality: 'attributes', guess: 0, prior: 0 },
      ],
      write({ past }, [gap, dearer]) {
        let total = 0;
        let sum = 0;
        for (const { item, interest, place } of past) {
          if (Number.isNaN(prices[item])) continue;
          const weight = interest * DECAY ** place;
          total += weight;
          sum += weight * prices[item];
        }
        const usual = sum / total;
        for (let item = 0; item < prices.length; item++) {
          dearer[item] = total === 0 || Number.isNaN(prices[item]) ? 0 : prices[item] - usual;
          gap[item] = Math.abs(dearer[item]);
        }
      },
    },
  ];
}
