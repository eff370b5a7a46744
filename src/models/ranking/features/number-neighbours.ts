import type { EventColumns } from '../../../core/contracts/dataset.ts';
import { PURCHASE } from '../../retrieval/event-interest.ts';
import { DAY } from '../../retrieval/popularity-counts.ts';
import type { Catalogue, CatalogueField } from '../catalogue.ts';
import type { SharedFeatures } from './feature-group.ts';

const HALF_LIFE_DAYS = 45;

/**
 * Recent sales of the items with neighbouring article numbers, in the whole catalogue and within the item's
 * category. Shops number articles as they come in, so that a stretch of numbers is a season's collection. Only for
 * ids that are numbers.
 */
export function numberNeighbours(catalogue: Catalogue, events: EventColumns, now: number): SharedFeatures[] {
  const { items, kinds } = catalogue;
  if (!items.every(({ id }) => /^\d{1,15}$/.test(id))) return [];
  const sales = new Float64Array(items.length);
  for (let row = 0; row < events.count; row++) {
    if (events.item[row] < 0 || events.type[row] !== PURCHASE) continue;
    sales[events.item[row]] += 0.5 ** ((now - events.time[row]) / (HALF_LIFE_DAYS * DAY));
  }
  const order = items.map((_, index) => index).sort((a, b) => Number(items[a].id) - Number(items[b].id));
  const section = sectionOf(kinds);
  const groups = new Map<number, number[]>();
  for (const item of order) {
    const value = section?.values[item] ?? -1;
    const group = groups.get(value);
    if (group) group.push(item);
    else groups.set(value, [item]);
  }
  return [
    {
      kind: 'shared',
      features: [
        { name: 'sales of near numbers', modality: 'behaviour', guess: 0, prior: 0 },
        { name: 'sales of near numbers in the category', modality: 'behaviour', guess: 0.05, prior: 0.06 },
      ],
      columns: [density([order], sales, 40), density([...groups.values()], sales, 12)],
    },
  ];
}

/** The finest level of categories that still has a good hundred items a name; the coarsest where none has. */
function sectionOf(kinds: readonly CatalogueField[]): CatalogueField | undefined {
  const levels = kinds.filter(({ name }) => name.startsWith('category '));
  return levels.findLast(({ counts, covered }) => covered >= 100 * counts.length) ?? levels[0] ?? kinds[0];
}

/** log of the sales around each place of each order (Gaussian of `width` places), relative to the mean. */
function density(orders: readonly (readonly number[])[], sales: Float64Array, width: number): Float32Array {
  const result = new Float32Array(sales.length);
  const reach = 3 * width;
  const kernel = Float64Array.from({ length: reach + 1 }, (_, gap) => Math.exp((gap / width) ** 2 / -2));
  const mean = sales.reduce((sum, sale) => sum + sale, 0) / sales.length;
  for (const order of orders) {
    for (let place = 0; place < order.length; place++) {
      let sum = 0;
      let weight = 0;
      const last = Math.min(order.length - 1, place + reach);
      for (let other = Math.max(0, place - reach); other <= last; other++) {
        const share = kernel[Math.abs(other - place)];
        sum += share * sales[order[other]];
        weight += share;
      }
      result[order[place]] = Math.log((sum / weight + 0.2 * mean) / (1.2 * mean || 1));
    }
  }
  return result.map((value) => (Number.isFinite(value) ? value : 0));
}
