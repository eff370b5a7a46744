import type { EventColumns } from '../../../core/contracts/dataset.ts';
import { PURCHASE } from '../../retrieval/event-interest.ts';
import { DAY } from '../../retrieval/popularity-counts.ts';
import type { Catalogue, CatalogueField } from '../catalogue.ts';
import type { SharedFeatures } from './feature-group.ts';

const HALF_LIFE_DAYS = 45;
/** Weight of the catalogue's own shares beside the sales, in sales. */
const SMOOTHING = 10;
const YEAR = 365 * DAY;

/**
 * Whether the item's kind sells more than its share of the catalogue lately, and at this time of last year: the
 * mean over `kinds` of the log of sales share over catalogue share. And the same lately for its families. It is how
 * an item that nobody bought yet has a popularity: that of its kin.
 */
export function fieldTrends(
  { items, kinds, families }: Catalogue,
  events: EventColumns,
  now: number,
): SharedFeatures {
  const lately = saleWeights(events, (time) => 0.5 ** ((now - time) / (HALF_LIFE_DAYS * DAY)));
  const lastYear = saleWeights(events, (time) => seasonal(time, now));
  const modality = 'attributes';
  // A shop whose items differ in nothing has no fields, but items all the same.
  const itemCount = items.length;
  const columns: [
    name: string,
    fields: readonly CatalogueField[],
    weights: Float64Array,
    guess: number,
    prior: number,
  ][] = [
    ['trend of the kinds', kinds, lately, 0.1, 0.12],
    ['season of the kinds', kinds, lastYear, 0, 0.05],
    ['trend of the family', families, lately, 0.05, 0.05],
  ];
  return {
    kind: 'shared',
    features: columns.map(([name, , , guess, prior]) => ({ name, modality, guess, prior })),
    columns: columns.map(([, fields, weights]) => meanLift(fields, events, weights, itemCount)),
  };
}

/** 1 from two weeks before to ten weeks after this day of last year, else 0. */
function seasonal(time: number, now: number): number {
  const days = (time - (now - YEAR)) / DAY;
  return days >= -14 && days < 70 ? 1 : 0;
}

function saleWeights(events: EventColumns, weightOf: (time: number) => number): Float64Array {
  return Float64Array.from({ length: events.count }, (_, row) =>
    events.type[row] === PURCHASE && events.item[row] >= 0 ? weightOf(events.time[row]) : 0,
  );
}

function meanLift(
  fields: readonly CatalogueField[],
  events: EventColumns,
  weights: Float64Array,
  itemCount: number,
): Float32Array {
  const mean = new Float32Array(itemCount);
  for (const field of fields) {
    const lifts = liftOfSales(field, events, weights);
    for (let item = 0; item < itemCount; item++) {
      if (field.values[item] >= 0) mean[item] += lifts[field.values[item]] / fields.length;
    }
  }
  return mean;
}

/** log of (sales share, smoothed by the catalogue share) over the catalogue share, by value. */
function liftOfSales(field: CatalogueField, events: EventColumns, weights: Float64Array): Float64Array {
  const sales = new Float64Array(field.counts.length);
  let total = 0;
  for (let row = 0; row < events.count; row++) {
    if (weights[row] === 0 || field.values[events.item[row]] < 0) continue;
    sales[field.values[events.item[row]]] += weights[row];
    total += weights[row];
  }
  return sales.map((count, value) => {
    const share = field.counts[value] / field.covered;
    return Math.log((count + SMOOTHING * share) / ((total + SMOOTHING) * share));
  });
}
