/** The HTTP surface, as zod schemas: the server checks with them, OpenAPI is made from them, the client types by them. */
import { z } from 'zod';
import { ACTIONS } from './action.ts';
import { eventSchema, SCENES } from './event.ts';
import { idSchema, itemSchema, localisedTextSchema } from './item.ts';
import { ruleNoteSchema, rulesSchema } from './rules.ts';
import {
  sceneDefinitionSchema,
  sceneNameSchema,
  scenePresentationSchema,
  sceneStrategySchema,
} from './scene.ts';
import { userSchema } from './user.ts';

export const modalityWeightsSchema = z.object({
  image: z.number().min(0).max(1),
  text: z.number().min(0).max(1),
  attributes: z.number().min(0).max(1),
  behaviour: z.number().min(0).max(1),
});

/** A sentence for the shopper, in both languages. */
export const reasonSchema = z.object({ en: z.string(), zh: z.string() });
export type Reason = z.infer<typeof reasonSchema>;

/** An item as pages show it: its picture is served at `/media/` followed by `image`, each part percent-encoded. */
export const itemViewSchema = itemSchema;
export type ItemView = z.infer<typeof itemViewSchema>;

export const recommendedItemSchema = z.object({
  item: itemViewSchema,
  score: z.number(),
  reason: reasonSchema,
  /** The weight each modality had in this item's vector (attention fusion); together 1. */
  weights: modalityWeightsSchema,
  /** What the reason rests on. */
  evidence: z.object({
    /** Items of the shopper's own past that are closest to this one, closest first. */
    becauseOf: z.array(z.object({ itemId: idSchema, title: localisedTextSchema, similarity: z.number() })),
    /** Attribute values that this item shares with them, such as `colour: red`. */
    sharedAttributes: z.array(z.object({ name: z.string(), value: z.string() })),
    /** True where nobody has bought the item yet: content alone speaks for it. */
    cold: z.boolean(),
    /** What the shopper did with this very item before; null where it is new to them. */
    ownPast: z.enum(['bought', 'seen']).nullable(),
  }),
});
export type RecommendedItem = z.infer<typeof recommendedItemSchema>;

export const sceneGuessSchema = z.object({
  name: sceneNameSchema,
  /** The scene that models know it by: itself, unless it is one of the shop's own. */
  like: z.enum(SCENES),
  probability: z.number().min(0).max(1),
  /** `given` by the caller, or `inferred` from the session, the hour and the day. */
  source: z.enum(['given', 'inferred']),
  why: reasonSchema,
  /** The next likeliest, likeliest first; none where the scene is given. */
  others: z.array(z.object({ name: sceneNameSchema, probability: z.number().min(0).max(1) })),
});
export type SceneGuess = z.infer<typeof sceneGuessSchema>;

/** The share that history, scene and the shop's general taste had in understanding the shopper; together 1. */
export const shopperWeightsSchema = z.object({
  history: z.number().min(0).max(1),
  scene: z.number().min(0).max(1),
  general: z.number().min(0).max(1),
});
export type ShopperWeights = z.infer<typeof shopperWeightsSchema>;

/** The occasion; null has it inferred, and left out it is the one that the session's newest event names, if any. */
const askedSceneSchema = sceneNameSchema.nullable().optional();
/** Items not to show, such as those the shopper said "never this" to. */
const excludedItemsSchema = z.array(idSchema).max(500).default([]);

export const recommendRequestSchema = z.object({
  userId: idSchema.optional(),
  sessionId: idSchema.optional(),
  scene: askedSceneSchema,
  limit: z.int().min(1).max(100).default(12),
  /** Only items of this category. */
  category: z.string().max(200).optional(),
  exclude: excludedItemsSchema,
  /** Business rules of this answer; what is left out is as the shop has it. */
  rules: rulesSchema.optional(),
});
export type RecommendRequest = z.input<typeof recommendRequestSchema>;

export const recommendAnswerSchema = z.object({
  recommendationId: idSchema,
  modelId: z.string(),
  scene: sceneGuessSchema,
  /** What counted more or less for the scene; that of an inferred one by its probability. */
  strategy: sceneStrategySchema,
  /** How a page should lay this out. */
  presentation: scenePresentationSchema,
  shopperWeights: shopperWeightsSchema,
  items: z.array(recommendedItemSchema),
  /** Where a business rule left out or moved something. */
  notes: z.array(ruleNoteSchema),
});
export type RecommendAnswer = z.infer<typeof recommendAnswerSchema>;

/** The scenes of this shop, its own after the built-in ones. */
export const scenesAnswerSchema = z.array(sceneDefinitionSchema);
export type ScenesAnswer = z.infer<typeof scenesAnswerSchema>;

export const similarRequestSchema = z.object({
  itemId: idSchema,
  limit: z.coerce.number<number | string>().int().min(1).max(100).default(12),
});
export type SimilarRequest = z.input<typeof similarRequestSchema>;

const amountSchema = z.coerce.number<number | string>().int().min(0);

/** What a search is narrowed down to, beside its words or its picture. */
const searchFilterSchema = z.object({
  userId: idSchema.optional(),
  sessionId: idSchema.optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(100).default(24),
  /** Only items of this category. */
  category: z.string().min(1).max(200).optional(),
  /** Only items of at least this price, in minor units. */
  minPrice: amountSchema.optional(),
  /** Only items of at most this price, in minor units. */
  maxPrice: amountSchema.optional(),
});

export const searchRequestSchema = searchFilterSchema.extend({ q: z.string().trim().min(1).max(200) });
export type SearchRequest = z.input<typeof searchRequestSchema>;

/** Of a search by photo; words narrow down what the picture shows. */
export const pictureSearchRequestSchema = searchFilterSchema.extend({
  q: z.string().trim().min(1).max(200).optional(),
});
export type PictureSearchRequest = z.input<typeof pictureSearchRequestSchema>;

/** What was found, counted: each count is what a search with this choice would find. */
export const facetsSchema = z.object({
  /** Most particular categories, most items first, at most 20. */
  categories: z.array(z.object({ name: z.string(), items: z.int().min(1) })),
  /**
   * Price bands of about as many items each, cheapest first: from `min` to `max`, both included, in minor units. Of
   * the currency that most items found have; empty where hardly any has a price.
   */
  prices: z.array(
    z.object({ min: z.int().min(0), max: z.int().min(0), currency: z.string(), items: z.int().min(1) }),
  ),
});
export type Facets = z.infer<typeof facetsSchema>;

/** All lists of items have the same rows as `recommend`. */
export const itemsAnswerSchema = z.object({
  recommendationId: idSchema,
  modelId: z.string(),
  items: z.array(recommendedItemSchema),
});
export type ItemsAnswer = z.infer<typeof itemsAnswerSchema>;

export const searchAnswerSchema = itemsAnswerSchema.extend({
  /** Items found, of which `items` are the best. */
  total: z.int().min(0),
  facets: facetsSchema,
  /** Where a business rule left out or moved something. */
  notes: z.array(ruleNoteSchema),
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

export const rankRequestSchema = z.object({
  /** In the order that the shop's own search gave them. */
  itemIds: z.array(idSchema).min(1).max(1000),
  userId: idSchema.optional(),
  sessionId: idSchema.optional(),
  scene: askedSceneSchema,
  /** Left out, as many as were given. */
  limit: z.int().min(1).max(1000).optional(),
  /** How much the given order counts beside the shopper's taste: 1 keeps it, 0 does not look at it. Default 0.5. */
  orderWeight: z.number().min(0).max(1).default(0.5),
  rules: rulesSchema.optional(),
});
export type RankRequest = z.input<typeof rankRequestSchema>;

export const rankAnswerSchema = recommendAnswerSchema.extend({
  /** Given items that the model does not know yet, in the given order: yours to place. */
  unknown: z.array(idSchema),
});
export type RankAnswer = z.infer<typeof rankAnswerSchema>;

export const nextActionRequestSchema = z.object({
  userId: idSchema.optional(),
  sessionId: idSchema.optional(),
  scene: askedSceneSchema,
  limit: z.int().min(1).max(5).default(3),
  exclude: excludedItemsSchema,
});
export type NextActionRequest = z.input<typeof nextActionRequestSchema>;

export const nextActionSchema = z.object({
  action: z.enum(ACTIONS),
  /** The item the action is about; null for actions about no item. */
  target: itemViewSchema.nullable(),
  /** How likely shoppers in this place are to do it; null where the shop's log has no sessions to learn that from. */
  probability: z.number().min(0).max(1).nullable(),
  reason: reasonSchema,
});
export type NextAction = z.infer<typeof nextActionSchema>;

export const nextActionAnswerSchema = z.object({
  recommendationId: idSchema,
  modelId: z.string(),
  actions: z.array(nextActionSchema),
});
export type NextActionAnswer = z.infer<typeof nextActionAnswerSchema>;

/** What a recording says, and how. Empty text where nothing was understood, as in silence. */
export const transcriptSchema = z.object({
  text: z.string(),
  /** ISO 639-1; null where nothing was understood. */
  language: z.string().nullable(),
  /** How it was said, where the model tells. */
  tone: z.enum(['calm', 'excited', 'question']).nullable(),
});
export type Transcript = z.infer<typeof transcriptSchema>;

export const transcribeAnswerSchema = transcriptSchema.extend({
  /** `whisper` understands any words, `keywords` those that GET /v1/transcribe lists. */
  source: z.enum(['whisper', 'keywords']),
});
export type TranscribeAnswer = z.infer<typeof transcribeAnswerSchema>;

/** Whether speech is understood here, and what can be said. */
export const transcriptionAnswerSchema = z.object({
  /** As in the answer to a recording; null where there is no speech model. */
  source: z.enum(['whisper', 'keywords']).nullable(),
  /** Null where anything can be said. */
  phrases: z.array(z.object({ text: z.string(), language: z.string() })).nullable(),
});
export type TranscriptionAnswer = z.infer<typeof transcriptionAnswerSchema>;

export const itemListRequestSchema = z.object({
  category: z.string().max(200).optional(),
  sort: z.enum(['id', 'price-ascending', 'price-descending', 'newest']).default('id'),
  offset: z.coerce.number<number | string>().int().min(0).default(0),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(48),
});

export type ItemListRequest = z.input<typeof itemListRequestSchema>;

export const itemListAnswerSchema = z.object({ rows: z.array(itemViewSchema), total: z.int() });
export type ItemListAnswer = z.infer<typeof itemListAnswerSchema>;

export const categoriesAnswerSchema = z.array(z.object({ name: z.string(), items: z.int() }));

export type CategoriesAnswer = z.infer<typeof categoriesAnswerSchema>;

/** One item, or up to 1,000 at once: all of them are stored, or none. */
export const itemsRequestSchema = z.union([itemSchema, z.array(itemSchema).min(1).max(1000)]);
export type ItemsRequest = z.input<typeof itemsRequestSchema>;

export const userViewSchema = z.object({ id: idSchema, attributes: z.record(z.string(), z.string()) });
export const userListRequestSchema = z.object({
  offset: z.coerce.number<number | string>().int().min(0).default(0),
  limit: z.coerce.number<number | string>().int().min(1).max(200).default(48),
});
export type UserListRequest = z.input<typeof userListRequestSchema>;

export const userListAnswerSchema = z.object({ rows: z.array(userViewSchema), total: z.int() });
export type UserListAnswer = z.infer<typeof userListAnswerSchema>;

export const usersRequestSchema = z.union([userSchema, z.array(userSchema).min(1).max(1000)]);
export type UsersRequest = z.input<typeof usersRequestSchema>;

/** What became of the rows of an upsert; `unchanged` ones were there already, equal in every field. */
export const writeCountSchema = z.object({ inserted: z.int(), updated: z.int(), unchanged: z.int() });

export const eventsRequestSchema = z.union([eventSchema, z.array(eventSchema).min(1).max(1000)]);
export type EventsRequest = z.input<typeof eventsRequestSchema>;
export const eventsAnswerSchema = z.object({ inserted: z.int(), duplicates: z.int() });
export type EventsAnswer = z.infer<typeof eventsAnswerSchema>;

export const liveAnswerSchema = z.object({ status: z.literal('live') });

/** `missing` names what is not there yet and what to do about it; empty where the server is ready. */
export const readyAnswerSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  modelId: z.string().nullable(),
  missing: z.array(z.object({ part: z.enum(['store', 'model']), reason: z.string(), remedy: z.string() })),
});
export type ReadyAnswer = z.infer<typeof readyAnswerSchema>;

/** RFC 9457 problem document. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The value that was refused, cut to 500 characters. */
  received: z.unknown().optional(),
  remedy: z.string().optional(),
  /** One entry for each field that failed. */
  errors: z
    .array(
      z.object({
        /** Where in the body or query, such as `1.price.amount`; empty for the whole of it. */
        path: z.string(),
        message: z.string(),
        received: z.unknown().optional(),
        remedy: z.string().optional(),
      }),
    )
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;
