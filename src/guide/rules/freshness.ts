import type { z } from 'zod';
import type { freshnessSchema } from '../../core/contracts/rules.ts';
import { byScore, scoreSpread, type OrderRule } from './rule.ts';

const DAY = 86_400_000;

/**
 * Lifts what is new: `weight` times the spread of the scores on the first day on sale, half of it after
 * `halfLifeDays`, and so on. Items whose first day is unknown gain nothing.
 */
export function freshness({ weight, halfLifeDays }: z.infer<typeof freshnessSchema>): OrderRule {
  return {
    kind: 'order',
    name: 'freshness',
    arrange(candidates, { items, now }) {
      const spread = scoreSpread(candidates) || 1;
      return byScore(
        candidates.map(({ item, score }) => {
          const { availableFrom } = items[item];
          if (availableFrom === null) return { item, score };
          const days = Math.max(0, now - Date.parse(availableFrom)) / DAY;
          return { item, score: score + spread * weight * 0.5 ** (days / halfLifeDays) };
        }),
      );
    },
    why: { en: 'new in the shop', zh: '新品' },
  };
}
