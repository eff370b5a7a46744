/** Looking at a screen for a shopper: what is asked, what is answered, and who answers. */
import { z } from 'zod';
import { nextActionSchema, reasonSchema } from './api.ts';
import { idSchema } from './item.ts';
import { sceneNameSchema } from './scene.ts';
import { labelledScreenSchema, SCREEN_STAGES, screenReadingSchema, type ScreenReading } from './screen.ts';

export const lookRequestSchema = z.object({
  userId: idSchema.optional(),
  sessionId: idSchema.optional(),
  /** The occasion; null has it inferred, and left out it is the one that the session's newest event names, if any. */
  scene: sceneNameSchema.nullable().optional(),
  /** How far to look: `pixels` answers at once, `text` reads what is written, `catalogue` finds the products. */
  until: z.enum(SCREEN_STAGES).default('catalogue'),
  /** Actions in the answer. */
  limit: z.coerce.number<number | string>().int().min(1).max(8).default(5),
});
export type LookRequest = z.input<typeof lookRequestSchema>;

export const lookActionSchema = nextActionSchema.extend({
  /** Position in `elements` of what to touch for it; null where the screen does not show it. */
  element: z.int().min(0).nullable(),
});
export type LookAction = z.infer<typeof lookActionSchema>;

export const lookAnswerSchema = screenReadingSchema.omit({ pages: true }).extend({
  recommendationId: idSchema,
  /** Null where no model was trained in this workspace: what stands on the screen alone is judged by what ships. */
  modelId: z.string().nullable(),
  /** Likeliest first. */
  actions: z.array(lookActionSchema),
  /** Why no action stands out, where none does; then `actions` are guesses, and none should be offered as advice. */
  abstains: reasonSchema.nullable(),
  /** From the arrival of the picture to this answer. */
  milliseconds: z.number().min(0),
});
export type LookAnswer = z.infer<typeof lookAnswerSchema>;

/** What the page itself told, in place of a picture. */
export const domLookRequestSchema = lookRequestSchema
  .omit({ until: true })
  .extend({ reading: screenReadingSchema });
export type DomLookRequest = z.input<typeof domLookRequestSchema>;

/** What the server says on a stream of frames: one message an answer, and one for each frame that came too late. */
export const lookMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('answer'),
    /** Frames are numbered from 0. */ frame: z.int().min(0),
    answer: lookAnswerSchema,
  }),
  /** A newer frame was there before this one could be looked at. */
  z.object({ type: z.literal('dropped'), frame: z.int().min(0) }),
  z.object({
    type: z.literal('problem'),
    frame: z.int().min(0).nullable(),
    code: z.string(),
    message: z.string(),
    remedy: z.string().optional(),
  }),
]);
export type LookMessage = z.infer<typeof lookMessageSchema>;

/** A person's word on what a screen shows; it becomes training data together with the picture. */
export const screenCorrectionSchema = labelledScreenSchema
  .pick({ page: true, language: true, elements: true })
  .extend({
    /** The bytes of the picture, in base64. */
    picture: z.base64().min(1),
  });
export type ScreenCorrection = z.infer<typeof screenCorrectionSchema>;

export const screenCorrectionAnswerSchema = z.object({ id: idSchema });
export type ScreenCorrectionAnswer = z.infer<typeof screenCorrectionAnswerSchema>;

/** Looks at screens. Nothing that is looked at is kept. */
export interface Looker {
  /** Up to three answers, each replacing the one before. Throws `bad-media` where the picture cannot be read. */
  look(picture: Uint8Array, request: z.output<typeof lookRequestSchema>): AsyncIterable<LookAnswer>;
  /** One answer: nothing has to be guessed from pixels. */
  lookAtPage(
    reading: ScreenReading,
    request: Omit<z.output<typeof lookRequestSchema>, 'until'>,
  ): Promise<LookAnswer>;
  /** For frames of one screen, which are read by what changed. */
  openStream(request: z.output<typeof lookRequestSchema>, hear: (message: LookMessage) => void): LookStream;
}

/** Keeps corrected screens, each with its picture, in the form that training reads. */
export interface ScreenCorrections {
  /** Throws `bad-media` where the picture cannot be read. The same picture again replaces what was said of it. */
  keep(picture: Uint8Array, correction: Omit<ScreenCorrection, 'picture'>): Promise<{ readonly id: string }>;
}

/** Holds one frame at most beside the one that is looked at: a newer one takes its place. */
export interface LookStream {
  offer(picture: Uint8Array): void;
  close(): void;
}
