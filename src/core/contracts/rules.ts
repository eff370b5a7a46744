import { z } from 'zod';
import { idSchema } from './item.ts';

/** What becomes of items that a rule is about: they stay, stand behind all others, or are left out. */
export const PLACEMENTS = ['show', 'last', 'hide'] as const;
export type Placement = (typeof PLACEMENTS)[number];

const placementSchema = z.enum(PLACEMENTS);
const weightSchema = z.number().min(-1).max(1);

/** Amounts in integer minor units, both ends included. */
export const priceRangeSchema = z
  .strictObject({
    min: z.int().nonnegative().optional(),
    max: z.int().nonnegative().optional(),
    /** ISO 4217; left out, any currency. */
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  })
  .refine(({ min = 0, max = Infinity }) => min <= max, { message: 'min must not be above max' });
export type PriceRange = z.infer<typeof priceRangeSchema>;

export const categoryCapSchema = z.strictObject({
  most: z.int().min(1).max(100),
  /** Which of an item's categories counts: the most general or the most particular one. Default `last`. */
  level: z.enum(['first', 'last']).default('last'),
});

export const diversitySchema = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('mmr'),
    /** Share of the score against likeness to what is shown already; 1 is the order of scores. Default 0.7. */
    lambda: z.number().min(0).max(1).default(0.7),
  }),
  z.strictObject({
    by: z.literal('dpp'),
    /** Share of the score against variety, below 1; the nearer to 1, the nearer to the order of scores. Default 0.7. */
    theta: z.number().min(0).max(0.99).default(0.7),
  }),
]);

export const freshnessSchema = z.strictObject({
  /** Share of the scores' spread that an item gains on its first day; negative holds new ones back. Default 0.2. */
  weight: weightSchema.default(0.2),
  /** Days after which the gain is half. Default 30. */
  halfLifeDays: z.number().positive().max(3650).default(30),
});

export const boostSchema = z.strictObject({
  /** `category` (any of an item's), `brand`, `id`, or the name of an attribute such as `colour`. */
  field: z.string().min(1).max(100),
  value: z.string().min(1).max(500),
  /** Share of the scores' spread that matching items gain; negative buries them. */
  weight: weightSchema,
});

/**
 * Business rules of an answer. What is left out is as the shop has it, and what the shop leaves out is as the default
 * says; null switches a rule off. They work in this order, and the earlier ones weigh more where not all can be kept.
 */
export const rulesSchema = z.strictObject({
  /** Items that the shopper bought before. Default `show`. */
  owned: placementSchema.optional(),
  /** Items that the shopper looked at before, or took into the cart. Default `show`. */
  seen: placementSchema.optional(),
  /** Items with a stock of 0. Default `hide`; in answers to a search or to a given list `last`. */
  soldOut: placementSchema.optional(),
  /** Only items of these prices; those without a price are left out as well. Default: any. */
  price: priceRangeSchema.nullable().optional(),
  /** Default: none. */
  boosts: z.array(boostSchema).max(50).optional(),
  /** Default: off. */
  freshness: freshnessSchema.nullable().optional(),
  /** At most so many items of one category. Default: any number. */
  mostPerCategory: categoryCapSchema.nullable().optional(),
  /** Default: off. */
  diversity: diversitySchema.nullable().optional(),
});
export type Rules = z.infer<typeof rulesSchema>;

/** The rules by name, in the order in which they work. */
export const RULE_NAMES = [
  'owned',
  'seen',
  'soldOut',
  'price',
  'boosts',
  'freshness',
  'mostPerCategory',
  'diversity',
] as const satisfies readonly (keyof Rules)[];
export type RuleName = (typeof RULE_NAMES)[number];

/** What a rule did to an answer, told where it did anything. */
export const ruleNoteSchema = z.object({
  rule: z.enum(RULE_NAMES),
  /**
   * - `hidden`: items that would stand in the answer, or before its end, were left out;
   * - `moved`: items stand higher, or were put last;
   * - `lifted`: the rule would have left nothing, so it was not applied.
   */
  effect: z.enum(['hidden', 'moved', 'lifted']),
  /** Items concerned. */
  count: z.int().min(0),
  /** The first of them, at most 20. */
  itemIds: z.array(idSchema).max(20),
  /** One sentence for the page, such as "2 hidden: sold out". */
  reason: z.object({ en: z.string(), zh: z.string() }),
});
export type RuleNote = z.infer<typeof ruleNoteSchema>;
