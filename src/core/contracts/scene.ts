import { z } from 'zod';
import { SCENES } from './event.ts';

/** How a page lays out what it recommends. */
export const LAYOUTS = ['grid', 'story', 'comparison', 'single'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What a page says of an item before all else. */
export const SAID_FIRST = ['price', 'unit-price', 'brand', 'reason', 'stock', 'story'] as const;
export type SaidFirst = (typeof SAID_FIRST)[number];

/** A scene by its name: one of SCENES, or one of the shop's own, such as `back-to-school`. */
export const sceneNameSchema = z
  .string()
  .max(40)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'a scene is named in lower case, with hyphens, such as back-to-school',
  );

/**
 * What counts more or less in a scene. Each weight is added to an item's score for every deviation by which the item
 * stands out, so that +0.7 about doubles the odds of an item one deviation above the usual one, and 0 changes nothing.
 */
export const sceneStrategySchema = z.strictObject({
  /** Above 0, what is dear for its kind; below 0, what is cheap for it. */
  price: z.number().min(-3).max(3),
  /** Brands that ask more than their kinds do, and those that the shopper chose before. */
  brand: z.number().min(-3).max(3),
  /** What came on sale lately. */
  novelty: z.number().min(-3).max(3),
  /** What the shopper bought before. */
  repeatPurchase: z.number().min(-3).max(3),
  /** What looks like the things that the shopper looked at. */
  visualTaste: z.number().min(-3).max(3),
});
export type SceneStrategy = z.infer<typeof sceneStrategySchema>;

export const scenePresentationSchema = z.strictObject({
  layout: z.enum(LAYOUTS),
  /** Items shown at once. */
  items: z.int().min(1).max(24),
  /** How much a grid puts into one glance. */
  density: z.enum(['dense', 'normal', 'airy']),
  /** Words with each item: `little` is its name, `some` adds why it is shown, `much` its description. */
  text: z.enum(['little', 'some', 'much']),
  first: z.enum(SAID_FIRST),
});
export type ScenePresentation = z.infer<typeof scenePresentationSchema>;

const bothLanguagesSchema = z.strictObject({
  en: z.string().min(1).max(120),
  zh: z.string().min(1).max(120),
});

/** All there is to know of a scene. */
export const sceneDefinitionSchema = z.strictObject({
  name: sceneNameSchema,
  /** The scene of SCENES that models know it by: itself, or the one that a scene of the shop's own is most like. */
  like: z.enum(SCENES),
  label: bothLanguagesSchema,
  /** One sentence to the shopper. */
  line: bothLanguagesSchema,
  strategy: sceneStrategySchema,
  presentation: scenePresentationSchema,
});
export type SceneDefinition = z.infer<typeof sceneDefinitionSchema>;

/**
 * What a shop's file says of scenes: by name, what is different. A name of SCENES changes that scene; any other makes
 * one of the shop's own, which starts from the scene it is `like`.
 */
export const sceneSettingsSchema = z.strictObject({
  scenes: z.record(
    sceneNameSchema,
    z.strictObject({
      like: z.enum(SCENES).optional(),
      label: bothLanguagesSchema.optional(),
      line: bothLanguagesSchema.optional(),
      strategy: sceneStrategySchema.partial().optional(),
      presentation: scenePresentationSchema.partial().optional(),
    }),
  ),
});
export type SceneSettings = z.infer<typeof sceneSettingsSchema>;
