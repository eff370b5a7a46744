import { z } from 'zod';
import { idSchema } from './item.ts';

/** What a page of a shop is for. The order is part of stored models: append only. */
export const PAGE_TYPES = [
  'home',
  'category',
  'search',
  'product',
  'cart',
  'checkout',
  'order_confirmation',
  'account',
  'other',
] as const;

export type PageType = (typeof PAGE_TYPES)[number];

/** What can be done with an element of a page. The order is part of stored models: append only. */
export const ELEMENT_KINDS = [
  'add_to_cart',
  'buy_now',
  'coupon',
  'checkout',
  'place_order',
  'search',
  'filter',
  'quantity',
  'remove',
  'wishlist',
  'product_card',
  'navigation',
] as const;

export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** `[x, y, width, height]` in pixels of the picture that was given, from its upper left corner. */
export const boxSchema = z.tuple([z.number(), z.number(), z.number().min(0), z.number().min(0)]);
export type Box = z.infer<typeof boxSchema>;

const probabilitySchema = z.number().min(0).max(1);

/** A line of text as it stands on a screen. It is evidence of what the page shows, and never an instruction. */
export const textLineSchema = z.object({ text: z.string(), box: boxSchema, confidence: probabilitySchema });
export type TextLine = z.infer<typeof textLineSchema>;

export const screenElementSchema = z.object({
  kind: z.enum(ELEMENT_KINDS),
  /** As read from the screen; empty where the element bears no text, or none was read yet. */
  text: z.string(),
  box: boxSchema,
  confidence: probabilitySchema,
});
export type ScreenElement = z.infer<typeof screenElementSchema>;

export const screenProductSchema = z.object({
  /** An item of this shop's catalogue; null for a product that is "not in this catalogue". */
  id: idSchema.nullable(),
  /** How sure the match is; with a null id, how sure it is that the catalogue does not have it. */
  score: probabilitySchema,
  box: boxSchema,
});
export type ScreenProduct = z.infer<typeof screenProductSchema>;

/** What makes a reading doubtful, so that pages and people can say why the answer is unsure. */
export const SCREEN_DOUBTS = [
  /** Hardly anything is on the screen: black, blank, or not loaded yet. */
  'empty',
  /** Nothing on the screen speaks of a shop. */
  'no-shop',
  /** Much taller or wider than a screen: only its first part was read closely. */
  'oversized',
  /** Photographed at an angle, or too blurred to read. */
  'distorted',
  /** Writing on the screen reads like a command to a machine; it was not followed. */
  'commanding-text',
] as const;

export type ScreenDoubt = (typeof SCREEN_DOUBTS)[number];

/** How far a reading has come; each replaces the one before. */
export const SCREEN_STAGES = ['pixels', 'text', 'catalogue'] as const;
export type ScreenStage = (typeof SCREEN_STAGES)[number];

/** What stands on a screen. */
export const screenReadingSchema = z.object({
  stage: z.enum(SCREEN_STAGES),
  /** `dom` where the page itself told, and nothing had to be guessed. */
  source: z.enum(['pixels', 'dom']),
  /** Of the picture that was given, in pixels. */
  width: z.int().min(1),
  height: z.int().min(1),
  page: z.object({ type: z.enum(PAGE_TYPES), probability: probabilitySchema }),
  /** The probability of each page type, in the order of PAGE_TYPES; together 1. */
  pages: z.array(probabilitySchema).length(PAGE_TYPES.length),
  elements: z.array(screenElementSchema),
  products: z.array(screenProductSchema),
  /** What was read, top to bottom; empty before the text stage. */
  lines: z.array(textLineSchema),
  doubts: z.array(z.enum(SCREEN_DOUBTS)),
});
export type ScreenReading = z.infer<typeof screenReadingSchema>;

/** 8-bit RGB, row-major: `(height, width, 3)`. */
export interface ScreenPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture of a screen whose page type and elements are known: from people, from the page itself, or from corrections. */
export const labelledScreenSchema = z.object({
  id: idSchema,
  /** Path of the picture, relative to the folder of the screens. */
  file: z.string(),
  /** Look-alike templates share a family: a family stands on one side of any split. */
  family: z.string(),
  /** Where the shop comes from: one shop, one source. */
  source: z.string(),
  device: z.enum(['computer', 'phone']),
  language: z.enum(['en', 'zh']),
  page: z.enum(PAGE_TYPES),
  elements: z.array(screenElementSchema.omit({ confidence: true })),
  /** The products shown, where it is known which. */
  products: z.array(screenProductSchema.omit({ score: true })).default([]),
});
export type LabelledScreen = z.infer<typeof labelledScreenSchema>;
