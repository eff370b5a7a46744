import type { EncodedModality } from './modality.ts';

/** Turns inputs of one modality into vectors of one width. */
export interface Encoder<Input> {
  readonly name: string;
  readonly modality: EncodedModality;
  readonly width: number;
  /** `batch.length` × `width` numbers, one row an input, each row of Euclidean length 1 (or all zero for an empty input). */
  encode(batch: readonly Input[]): Promise<Float32Array>;
}
