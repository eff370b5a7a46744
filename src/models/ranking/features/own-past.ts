import { EVENT_INTEREST, PURCHASE } from '../../retrieval/event-interest.ts';
import { DAY } from '../../retrieval/popularity-counts.ts';
import type { PersonalFeatures } from './feature-group.ts';

/** What the shopper did with the very item: bought it, how often and when; looked at it or took it into the cart. */
export function ownPast(): PersonalFeatures {
  return {
    kind: 'personal',
    features: [
      { name: 'bought before', modality: 'behaviour', guess: 0.3, prior: 0.1 },
      { name: 'bought this month', modality: 'behaviour', guess: 0.3, prior: 0.1 },
      { name: 'bought this half year', modality: 'behaviour', guess: 0.2, prior: 0 },
      { name: 'looked at before', modality: 'behaviour', guess: 0.1, prior: 0.1 },
      { name: 'looked at today', modality: 'behaviour', guess: 0.1, prior: 0.1 },
      { name: 'wanted this week', modality: 'behaviour', guess: 0.3, prior: 0.3 },
    ],
    write({ query }, columns) {
      for (const column of columns) column.fill(0);
      const [bought, month, halfYear, looked, today, wanted] = columns;
      for (const { item, type, time } of query.history) {
        const interest = EVENT_INTEREST[type];
        if (item < 0 || interest === 0) continue;
        const days = Math.max(0, query.now - time) / DAY;
        if (type === PURCHASE) {
          bought[item] = Math.log1p(Math.expm1(bought[item]) + 1);
          month[item] = Math.max(month[item], Math.exp(-days / 30));
          halfYear[item] = Math.max(halfYear[item], Math.exp(-days / 180));
          wanted[item] = 0;
        } else {
          looked[item] = Math.log1p(Math.expm1(looked[item]) + 1);
          today[item] = Math.max(today[item], Math.exp(-days));
          if (interest > 0.5) wanted[item] = Math.max(wanted[item], Math.exp(-days / 7));
        }
      }
    },
  };
}
