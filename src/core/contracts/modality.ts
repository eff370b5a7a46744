/**
 * The kinds of evidence about an item. `behaviour` is what shoppers did with it, and is missing for an item that
 * nobody has touched yet; `attributes` includes the price.
 */
export const MODALITIES = ['image', 'text', 'attributes', 'behaviour'] as const;

export type Modality = (typeof MODALITIES)[number];

/** The share that each modality had in a result: each in [0, 1], together 1; a missing modality has 0. */
export type ModalityWeights = Readonly<Record<Modality, number>>;

/**
 * What an encoder can read: the modalities of items, and the further kinds of input that are turned into vectors
 * for one of them or for a session (a clip shows an item; speech asks for one; context is when and where).
 */
export const ENCODED_MODALITIES = [...MODALITIES, 'video', 'speech', 'context'] as const;

export type EncodedModality = (typeof ENCODED_MODALITIES)[number];
