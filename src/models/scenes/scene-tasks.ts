import type { EventType } from '../../core/contracts/event.ts';

/** What a scene model predicts of one shopper and one item, each as a probability: three tasks learned together. */
export const SCENE_TASKS = ['click', 'cart', 'purchase'] as const;
export type SceneTask = (typeof SCENE_TASKS)[number];

/** The events that fulfil each task. Who bought an item need not have put it into a cart: tasks are told apart. */
export const TASK_EVENTS: Readonly<Record<SceneTask, readonly EventType[]>> = {
  click: ['select_item', 'view_item'],
  cart: ['add_to_cart', 'add_to_wishlist', 'begin_checkout'],
  purchase: ['purchase'],
};
