/** What the encoders saw in each item of a catalogue, before any shopper touched it. */
export interface ContentVectors {
  readonly image: ModalityVectors;
  readonly text: ModalityVectors;
}

export interface ModalityVectors {
  readonly width: number;
  /** `items × width`, rows of length 1, or zero where the modality is missing. */
  readonly vectors: Float32Array;
  /** One an item: 1 where the item has this modality. */
  readonly present: Uint8Array;
}
