import type { EventInput, EventType, Scene } from '../../../src/core/contracts/event.ts';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import type { Shopper } from './shopper.ts';

export interface EventDetails {
  item?: ItemView;
  quantity?: number;
  query?: string;
  /** The recommendation that led here, echoed so that its effect can be measured. */
  recommendationId?: string | null;
}

export interface EventContext {
  shopper: Shopper;
  /** The scene that the shopper chose, as the API knows it. */
  scene: Scene | null;
  now: Date;
  id: string;
}

/** A GA4 event as the shop's API takes it. */
export function buildEvent(type: EventType, details: EventDetails, context: EventContext): EventInput {
  const { item } = details;
  return {
    id: context.id,
    type,
    time: context.now.toISOString(),
    userId: context.shopper.userId,
    sessionId: context.shopper.sessionId,
    itemId: item?.id ?? null,
    quantity: details.quantity ?? 1,
    price: item?.price ?? null,
    query: details.query?.slice(0, 500) ?? null,
    // What the guide inferred is no fact to report: it would take its own guess for the shopper's word.
    scene: context.scene,
    recommendationId: details.recommendationId ?? null,
  };
}
