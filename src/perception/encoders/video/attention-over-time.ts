import { dot, softmax } from '../../../core/maths.ts';

/**
 * Attention pooling of one clip's frames: alpha_t = softmax_t(w·h_t), h = Σ alpha_t h_t (Ilse, Tomczak and Welling,
 * 2018, without the gate). With w = 0 every frame counts the same: the mean.
 *
 * @param frames rows of `attention.length` numbers, one a frame.
 */
export function poolOverTime(frames: Float32Array, attention: Float32Array): Float32Array {
  const width = attention.length;
  const count = frames.length / width;
  const row = (t: number): Float32Array => frames.subarray(t * width, (t + 1) * width);
  const shares = softmax(Float32Array.from({ length: count }, (_, t) => dot(attention, row(t))));
  const pooled = new Float32Array(width);
  for (const [t, share] of shares.entries()) {
    const vector = row(t);
    for (let i = 0; i < width; i++) pooled[i] += share * vector[i];
  }
  return pooled;
}
