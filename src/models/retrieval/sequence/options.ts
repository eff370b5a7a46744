/** Shape of a sequence model. Everything here is part of a stored model. */
export interface SequenceShape {
  /** What reads a sequence: self-attention (SASRec) or a gated recurrent unit (GRU4Rec). */
  readonly reader: 'attention' | 'gru';
  /** Width of item vectors and states. */
  readonly width: number;
  /** Steps of a past that the model reads, the newest ones. */
  readonly length: number;
  /** Blocks of attention, or layers of recurrent units. */
  readonly layers: number;
  /** Heads of attention, which divide the width. */
  readonly heads: number;
  /** Width between the two layers of a block's feed-forward part, in widths. */
  readonly hidden: number;
  /**
   * Cosine divided by this is the score of an item, in (0, 1]; null takes plain products of vectors of any length, as
   * the first SASRec did.
   */
  readonly temperature: number | null;
  /** Whether an item's vector rests on what is written of it as well. */
  readonly facts: boolean;
  /** Whether the time between two steps is read. */
  readonly gaps: boolean;
  /** Whether attention is biased by how many steps, and with `gaps` how much time, lie between two steps. */
  readonly relative: boolean;
}

/** The recipe that a study on the validation part of Amazon Beauty ended with. */
export const FULL_ATTENTION: SequenceShape = {
  reader: 'attention',
  width: 128,
  length: 50,
  layers: 2,
  heads: 4,
  hidden: 2,
  temperature: 0.08,
  facts: true,
  gaps: true,
  relative: true,
};

/** SASRec as published (Kang and McAuley, 2018), for comparison: item and position vectors alone. */
export const PLAIN_ATTENTION: SequenceShape = {
  ...FULL_ATTENTION,
  width: 64,
  heads: 2,
  hidden: 4,
  temperature: null,
  facts: false,
  gaps: false,
  relative: false,
};

/** A gated recurrent unit over the same item vectors (after Hidasi et al., 2016). */
export const FULL_GRU: SequenceShape = {
  ...FULL_ATTENTION,
  reader: 'gru',
  layers: 1,
  relative: false,
};
