/** Why someone comes: the scene, and the kinds they mean to look at. */
import type { Scene } from '../../core/contracts/event.ts';
import type { Random } from '../../core/random.ts';
import { COMPLEMENTS } from './complements.ts';
import { DEPARTMENTS } from './departments/all.ts';
import type { Kind } from './kind.ts';
import { drawTaste, type ShopperTaste } from './shoppers.ts';

const DAY = 86_400_000;

export interface Shopper {
  readonly taste: ShopperTaste;
  /** Null for a guest. */
  readonly userId: string | null;
  /** When each item was bought last, by position in the catalogue. */
  readonly bought: Map<number, number>;
  /** When each kind was bought last. */
  readonly boughtKinds: Map<string, number>;
}

export interface SessionPlan {
  readonly sessionId: string;
  readonly shopper: Shopper;
  readonly scene: Scene;
  readonly intents: readonly string[];
  /** Milliseconds since 1970 in UTC. */
  readonly start: number;
  /** Whether the shop was told the scene, by the entry page or by the switch on it. */
  readonly sceneStated: boolean;
  /** Whose taste a present has to meet. */
  readonly recipient: ShopperTaste | null;
}

/** How fit a kind is for a scene, as a factor on the interest in it. */
const SCENE_FIT: Readonly<Record<Scene, (kind: Kind, department: string) => number>> = {
  daily: (kind) => (kind.restockDays ? (kind.restockDays < 60 ? 1 : 0.3) : kind.price < 120 ? 0.12 : 0.02),
  luxury: (_kind, department) =>
    ['Watches & jewellery', 'Bags & luggage', 'Beauty', 'Shoes', 'Clothing'].includes(department) ? 1 : 0.04,
  gift: (kind) => kind.gift ** 1.5,
  replenish: (kind) => (kind.restockDays && kind.restockDays < 80 ? 1 : 0),
  browse: (kind) => (kind.restockDays && kind.restockDays < 60 ? 0.15 : 1),
  urgent: (kind) =>
    [
      'laundry',
      'tissues',
      'power-bank',
      'phone-case',
      'suitcase',
      'shirt',
      'toothbrush',
      'eggs',
      'lotion',
      'scarf',
    ].includes(kind.key)
      ? 1
      : 0.06,
};

const INTENT_COUNTS: Readonly<Record<Scene, readonly number[]>> = {
  daily: [2, 3, 2, 1],
  luxury: [6, 2],
  gift: [6, 2, 1],
  replenish: [1, 3, 3, 2],
  browse: [4, 3, 1],
  urgent: [9, 1],
};

const CATALOGUE_KINDS = DEPARTMENTS.flatMap(({ name, kinds }) =>
  kinds.map((kind) => ({ kind, department: name[0] })),
);

/** Distinct kinds, most wanted ones more often; what lasts and was bought lately is hardly wanted again. */
export function drawIntents(shopper: Shopper, scene: Scene, time: number, random: Random): string[] {
  const weights = Float64Array.from(CATALOGUE_KINDS, ({ kind, department }) => {
    const fit = SCENE_FIT[scene](kind, department);
    return fit === 0
      ? 0
      : fit * Math.exp(0.9 * (shopper.taste.kind[kind.key] ?? 0)) * need(shopper, kind, time);
  });
  const count = 1 + random.weighted(INTENT_COUNTS[scene]);
  const intents: string[] = [];
  for (let i = 0; i < count; i++) {
    const position = random.weighted(weights);
    weights[position] = 0;
    intents.push(CATALOGUE_KINDS[position].kind.key);
  }
  return intents;
}

/** Factor on interest: above 1 when a stock runs out or a companion was bought, near 0 when the need is met. */
function need(shopper: Shopper, kind: Kind, time: number): number {
  const last = shopper.boughtKinds.get(kind.key);
  const days = last === undefined ? Infinity : (time - last) / DAY;
  if (kind.restockDays) return days === Infinity ? 1 : Math.min(6, 6 * (days / kind.restockDays) ** 2);
  const called = companionBought(shopper, kind.key, time) ? 2.5 : 1;
  return called * (days > 150 ? 1 : 0.1 + (0.9 * days) / 150);
}

function companionBought(shopper: Shopper, kind: string, time: number): boolean {
  for (const [owned, at] of shopper.boughtKinds)
    if (time - at < 30 * DAY && COMPLEMENTS[owned]?.includes(kind)) return true;
  return false;
}

/** A present is for someone with a taste of their own. */
export const drawRecipient = (scene: Scene, random: Random): ShopperTaste | null =>
  scene === 'gift' ? drawTaste(random) : null;
