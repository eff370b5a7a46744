import type { EventColumns, Query } from '../../core/contracts/dataset.ts';
import { neverShown, type NeverShown } from '../../core/retired-items.ts';
import { countCoVisits } from '../retrieval/co-visits.ts';
import { recentItems } from '../retrieval/recent-items.ts';
import type { Catalogue } from './catalogue.ts';
import { textLikeness, vectorLikeness } from './features/content-likeness.ts';
import { coVisited } from './features/co-visited.ts';
import type { Feature, FeatureGroup } from './features/feature-group.ts';
import { fieldLikeness } from './features/field-likeness.ts';
import { fieldTrends } from './features/field-trends.ts';
import { numberNeighbours } from './features/number-neighbours.ts';
import { sameFamily } from './features/same-family.ts';
import { ownPast } from './features/own-past.ts';
import { priceGap } from './features/price-gap.ts';
import { itemSales, soldItems } from './features/sales.ts';

const LONGEST_PAST = 50;

/** Everything the ranker knows of items at one moment, as numbers. */
export interface FeatureSpace {
  readonly itemCount: number;
  readonly hidden: NeverShown;
  readonly features: readonly Feature[];
  /** One column a feature, one entry an item. Shared columns are the space's own: read them only. */
  columns(query: Query): Float32Array[];
}

/** The features as of `now` (milliseconds since 1970 in UTC), from `events`, none of which may lie after it. */
export function featureSpace(catalogue: Catalogue, events: EventColumns, now: number): FeatureSpace {
  const itemCount = catalogue.items.length;
  const visits = countCoVisits({ items: catalogue.items, events });
  const groups: FeatureGroup[] = [
    textLikeness(catalogue),
    ...catalogue.vectors.map((rows) => vectorLikeness(rows, itemCount)),
    fieldLikeness(catalogue.kinds),
    ...(catalogue.families.length > 0 ? [sameFamily(catalogue.families, soldItems(events, itemCount))] : []),
    ownPast(),
    coVisited(visits),
    itemSales(catalogue, events, now),
    fieldTrends(catalogue, events, now),
    ...numberNeighbours(catalogue, events, now),
    ...priceGap(catalogue),
  ];
  return {
    itemCount,
    hidden: neverShown(catalogue.items),
    features: groups.flatMap(({ features }) => features),
    columns(query) {
      const ask = { query, past: recentItems(query.history, LONGEST_PAST) };
      return groups.flatMap((group) => {
        if (group.kind === 'shared') return [...group.columns];
        const columns = group.features.map(() => new Float32Array(itemCount));
        group.write(ask, columns);
        return columns;
      });
    },
  };
}
