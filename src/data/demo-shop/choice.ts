/** How much a shopper wants an item within a session: true taste, bent by the scene, the purse and the past. */
import type { Scene } from '../../core/contracts/event.ts';
import type { Market } from './market.ts';
import type { SessionPlan } from './session-plan.ts';
import { utilityParts } from './truth.ts';

interface Bend {
  readonly image: number;
  readonly text: number;
  readonly attributes: number;
  /** Added per unit of relative price: below 0 for thrift, above 0 where dear is good. */
  readonly price: number;
}

const BENDS: Readonly<Record<Scene, Bend>> = {
  daily: { image: 0.85, text: 0.9, attributes: 1.2, price: -0.7 },
  luxury: { image: 1.1, text: 1.2, attributes: 0.7, price: 0.9 },
  gift: { image: 0.5, text: 0.5, attributes: 0.6, price: 0.35 },
  replenish: { image: 0.7, text: 0.9, attributes: 1.1, price: -0.4 },
  browse: { image: 1.15, text: 1, attributes: 0.9, price: 0 },
  urgent: { image: 0.6, text: 0.6, attributes: 0.8, price: 0 },
};

/** In the same logits as `trueUtility`. */
export function sessionUtility(market: Market, plan: SessionPlan, position: number): number {
  const { traits } = market.items[position];
  const bend = BENDS[plan.scene];
  const parts = utilityParts(plan.shopper.taste, traits);
  let utility =
    bend.image * parts.image +
    bend.text * parts.text +
    bend.attributes * parts.attributes +
    bend.price * traits.relativePrice +
    parts.interest +
    parts.appeal;
  if (plan.recipient) {
    const theirs = utilityParts(plan.recipient, traits);
    utility += 0.5 * (theirs.image + theirs.text) + 1.2 * (market.kinds.get(traits.kind)?.gift ?? 0);
  }
  return utility + habit(market, plan, position);
}

/** What is used up is bought again, the same by preference; what lasts is not, unless it is for someone else. */
function habit(market: Market, plan: SessionPlan, position: number): number {
  const last = plan.shopper.bought.get(position);
  if (last === undefined) return 0;
  const { restockDays } = market.kinds.get(market.items[position].traits.kind) ?? {};
  if (restockDays === undefined) return plan.scene === 'gift' ? -0.5 : -4;
  const days = (plan.start - last) / 86_400_000;
  return days < 0.3 * restockDays ? -1.5 : 1.3;
}
