import { z } from 'zod';

/** An amount in integer minor units (cents, fen) of an ISO 4217 currency; `XXX` stands for "no real currency". */
export const moneySchema = z.object({
  amount: z.int().nonnegative(),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
export type Money = z.infer<typeof moneySchema>;

/** One text in the languages the shop has it in. */
export const localisedTextSchema = z.object({
  en: z.string().max(20_000).optional(),
  zh: z.string().max(20_000).optional(),
});
export type LocalisedText = z.infer<typeof localisedTextSchema>;

export const idSchema = z.string().min(1).max(200);

export const itemSchema = z.object({
  id: idSchema,
  title: localisedTextSchema,
  description: localisedTextSchema.default({}),
  /** From general to particular, such as `['Ladieswear', 'Trousers']`; at least one name. */
  categories: z.array(z.string().min(1).max(200)).min(1).max(8),
  brand: z.string().max(200).nullable().default(null),
  price: moneySchema.nullable().default(null),
  /**
   * Free attributes, such as `{ colour: 'red', pattern: 'striped' }`. A name that ends in `_zh` holds the Chinese
   * wording of another one (`colour_zh`), or of the brand or category: it is shown, and models leave it out.
   */
  attributes: z.record(z.string().max(100), z.string().max(500)).default({}),
  /** Path of the picture, relative to the workspace's `media` folder; null where there is none. */
  image: z
    .string()
    .max(500)
    .refine((path) => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'), {
      message: 'the path must stay within the media folder',
    })
    .nullable()
    .default(null),
  /** When the item came on sale, ISO 8601 in UTC; null where unknown. */
  availableFrom: z.iso.datetime().nullable().default(null),
  /** Units in stock; null where the shop does not say. */
  stock: z.int().nonnegative().nullable().default(null),
  /**
   * No longer sold: known from what people did, never shown. Models learn from it, no list has it, and only
   * `GET /v1/items/{id}` still tells of it. What a log alone told of such an item may be no more than its id.
   */
  retired: z.boolean().default(false),
});

export type Item = z.infer<typeof itemSchema>;
export type ItemInput = z.input<typeof itemSchema>;

/** The category of an item of which the source names none. */
export const UNKNOWN_CATEGORY = 'Unknown';

/** The item's categories as facts that models may read: none of one that only a log tells of. */
export function knownCategories({
  categories,
  retired,
}: Pick<Item, 'categories' | 'retired'>): readonly string[] {
  return retired && categories[0] === UNKNOWN_CATEGORY ? [] : categories;
}

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The text in the asked language, or in the other one where the shop has only that. */
export function localised(text: LocalisedText, language: Language): string {
  return text[language] ?? text[language === 'en' ? 'zh' : 'en'] ?? '';
}

const CHINESE_WORDING = '_zh';

/** The attributes that are facts of their own, and not the Chinese wording of another one. */
export function factsOf({ attributes }: Pick<Item, 'attributes'>): [name: string, value: string][] {
  return Object.entries(attributes).filter(([name]) => !name.endsWith(CHINESE_WORDING));
}

/** The value of a fact in the asked language, where the shop has it. */
export function factIn({ attributes }: Pick<Item, 'attributes'>, name: string, language: Language): string {
  return (language === 'zh' ? attributes[`${name}${CHINESE_WORDING}`] : undefined) ?? attributes[name] ?? '';
}
