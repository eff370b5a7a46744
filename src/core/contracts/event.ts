import { z } from 'zod';
import { idSchema, moneySchema } from './item.ts';

/** What a shopper can do, by the names of Google Analytics 4. The order is part of stored data: append only. */
export const EVENT_TYPES = [
  'view_item_list',
  'select_item',
  'view_item',
  'search',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'add_to_wishlist',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'view_promotion',
  'select_promotion',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** The occasion a shopper shops in; it changes what is chosen and how it is shown. */
export const SCENES = ['daily', 'luxury', 'gift', 'replenish', 'browse', 'urgent'] as const;
export type Scene = (typeof SCENES)[number];

export const eventSchema = z
  .object({
    /** Given by the sender; the same id twice is stored once. */
    id: idSchema,
    type: z.enum(EVENT_TYPES),
    /** ISO 8601 in UTC. */
    time: z.iso.datetime(),
    userId: idSchema.nullable().default(null),
    sessionId: idSchema.nullable().default(null),
    /** The item, for events about one item; an order of several items is several `purchase` events. */
    itemId: idSchema.nullable().default(null),
    quantity: z.int().positive().max(10_000).default(1),
    /** Price of one unit as the shopper saw it. */
    price: moneySchema.nullable().default(null),
    /** The words searched for. */
    query: z.string().max(500).nullable().default(null),
    scene: z.enum(SCENES).nullable().default(null),
    /** Echo of the recommendation that led here. */
    recommendationId: idSchema.nullable().default(null),
  })
  .refine((event) => event.userId !== null || event.sessionId !== null, {
    message: 'an event needs a userId or a sessionId',
  });

export type Event = z.infer<typeof eventSchema>;
export type EventInput = z.input<typeof eventSchema>;
