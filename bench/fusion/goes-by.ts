import type { Dataset, Query } from '../../src/core/contracts/dataset.ts';
import { TASTE_MODALITIES, type TasteModality } from '../../src/data/demo-shop/shoppers.ts';
import { tellsTaste } from '../../src/models/retrieval/two-tower/shopper-features.ts';
import type { TwoTower } from '../../src/models/retrieval/two-tower/two-tower.ts';

/** A shopper with fewer different items chose too little to go by anything. */
const FEWEST_ITEMS = 2;
/** Who touched so many is known well. */
const MANY_ITEMS = 24;

/** Shares of shoppers whose modality was told rightly, each in [0, 1]. */
export interface GoesByMeasure {
  readonly all: number;
  readonly manyItems: number;
  readonly shoppers: number;
  readonly shoppersOfManyItems: number;
}

/**
 * How often a network tells what shoppers go by: of looks, wording and facts, the one whose weight for this shopper
 * stands highest above its mean over all shoppers, in logarithms and in standard deviations. The network is not told how
 * many go by what. Undefined where its fusion has the same weights for all.
 *
 * @param dataset what the network was trained on
 * @param goesBy the truth, in the order of `userIds`
 */
export async function measureGoesBy(
  tower: TwoTower,
  dataset: Dataset,
  goesBy: readonly TasteModality[],
  now: number,
): Promise<GoesByMeasure | undefined> {
  const shoppers = shoppersOf(dataset, now).filter(({ items }) => items >= FEWEST_ITEMS);
  const readings = await tower.read(shoppers.map(({ query }) => query));
  const weights: Readonly<Record<TasteModality, number>>[] = [];
  for (const reading of readings) if (reading.goesBy) weights.push(reading.goesBy);
  if (weights.length < shoppers.length) return undefined;
  const answers = highestAboveMean(weights);
  const right = shoppers.map(({ user }, i) => answers[i] === goesBy[user]);
  const many = right.filter((_, i) => shoppers[i].items >= MANY_ITEMS);
  return {
    all: shareTrue(right),
    manyItems: shareTrue(many),
    shoppers: right.length,
    shoppersOfManyItems: many.length,
  };
}

function highestAboveMean(weights: readonly Readonly<Record<TasteModality, number>>[]): TasteModality[] {
  const standings = TASTE_MODALITIES.map((modality) => {
    const logarithms = weights.map((one) => Math.log(Math.max(one[modality], 1e-12)));
    const mean = logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length;
    const squares = logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const deviation = Math.sqrt(squares / logarithms.length) || 1;
    return logarithms.map((value) => (value - mean) / deviation);
  });
  return weights.map((_, shopper) => {
    const own = standings.map((standing) => standing[shopper]);
    return TASTE_MODALITIES[own.indexOf(Math.max(...own))];
  });
}

interface KnownShopper {
  readonly user: number;
  readonly query: Query;
  /** Different items that they looked at, took or bought. */
  readonly items: number;
}

function shoppersOf({ events, userIds }: Dataset, now: number): KnownShopper[] {
  const histories = userIds.map((): { item: number; type: number; time: number }[] => []);
  for (let i = 0; i < events.count; i++) {
    if (events.user[i] < 0 || events.item[i] < 0) continue;
    histories[events.user[i]].push({ item: events.item[i], type: events.type[i], time: events.time[i] });
  }
  return histories.map((history, user) => ({
    user,
    query: { history, now, scene: -1 },
    items: new Set(history.filter(({ type }) => tellsTaste(type)).map(({ item }) => item)).size,
  }));
}

const shareTrue = (answers: readonly boolean[]): number => answers.filter(Boolean).length / answers.length;
