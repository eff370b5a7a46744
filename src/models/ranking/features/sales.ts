import type { EventColumns } from '../../../core/contracts/dataset.ts';
import { PURCHASE } from '../../retrieval/event-interest.ts';
import { DAY, purchaseCounts } from '../../retrieval/popularity-counts.ts';
import type { Catalogue } from '../catalogue.ts';
import type { SharedFeatures } from './feature-group.ts';

/** Days after which a time since something no longer grows. */
const LONG_AGO = 720;

/** How the item itself sold, lately and ever. */
export function itemSales({ items }: Catalogue, events: EventColumns, now: number): SharedFeatures {
  const counts = (days: number): Float32Array =>
    purchaseCounts({ items, events }, now - days * DAY).map((count) => Math.log1p(count));
  const sinceLast = new Float32Array(items.length).fill(Math.log1p(LONG_AGO));
  const never = new Float32Array(items.length).fill(1);
  for (let row = 0; row < events.count; row++) {
    const item = events.item[row];
    if (item < 0 || events.type[row] !== PURCHASE) continue;
    never[item] = 0;
    sinceLast[item] = Math.log1p(Math.min(LONG_AGO, Math.max(0, now - events.time[row]) / DAY));
  }
  return {
    kind: 'shared',
    features: [
      { name: 'sales of the week', modality: 'behaviour', guess: 0.05, prior: 0.075 },
      { name: 'sales of the month', modality: 'behaviour', guess: 0.1, prior: 0.15 },
      { name: 'sales of the quarter', modality: 'behaviour', guess: 0.1, prior: 0.2 },
      { name: 'sales of all time', modality: 'behaviour', guess: 0.05, prior: 0.18 },
      { name: 'time since the last sale', modality: 'behaviour', guess: -0.1, prior: -0.12 },
      { name: 'never sold', modality: 'behaviour', guess: 0, prior: 0 },
    ],
    columns: [counts(7), counts(30), counts(90), counts(Infinity), sinceLast, never],
  };
}

/** 1 for each item that somebody bought. */
export function soldItems(events: EventColumns, itemCount: number): Uint8Array {
  const sold = new Uint8Array(itemCount);
  for (let row = 0; row < events.count; row++) {
    if (events.item[row] >= 0 && events.type[row] === PURCHASE) sold[events.item[row]] = 1;
  }
  return sold;
}
