import { z } from 'zod';

/** What a stored model says of itself. */
export const modelManifestSchema = z.object({
  modelId: z.string(),
  createdAt: z.iso.datetime(),
  /** Version of Daogou that trained it. */
  codeVersion: z.string(),
  seed: z.number(),
  data: z.object({
    source: z.string(),
    items: z.int(),
    users: z.int(),
    events: z.int(),
    /** First and last event, ISO 8601; null where there are none. */
    from: z.string().nullable(),
    until: z.string().nullable(),
    /** SHA-256 over the catalogue and the events, so that two models can be known to rest on the same data. */
    hash: z.string(),
    /** SHA-256 over the catalogue alone: where it is the same, so are the encoders' vectors. */
    catalogueHash: z.string(),
  }),
  /** Measured while training, on data held out from it. */
  metrics: z.record(z.string(), z.number()),
  /** Seconds of each step of the training. */
  seconds: z.record(z.string(), z.number()),
  hasNextAction: z.boolean(),
  /** How the default recommender was trained. */
  recipe: z.string().default('fast'),
  /** What the items' pictures were encoded by, as `daogou encode --image` takes it. */
  imageEncoder: z.string().default('compact'),
});

export type ModelManifest = z.infer<typeof modelManifestSchema>;
