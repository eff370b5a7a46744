import { z } from 'zod';
import { softmax } from '../../../core/maths.ts';

const numbers = z.array(z.number());

/** A linear judge over the classes, as it is stored. */
export const softmaxHeadSchema = z.object({
  /** Subtracted from each feature, and what the rest is then multiplied by; one a feature. */
  shift: numbers,
  scale: numbers,
  /** `(classes, features)`. */
  weights: z.array(numbers),
  /** One a class. */
  bias: numbers,
  /** What scores from before learning are multiplied by. */
  offsetScale: z.number(),
  /** Scores are divided by it, so that probabilities are right as often as they say (Guo and others, 2017). */
  temperature: z.number().positive(),
});

export type SoftmaxHead = z.infer<typeof softmaxHeadSchema>;

/** Scores in nats, one a class; `offsets` are those from before learning. */
export function headScores(
  head: SoftmaxHead,
  features: Float32Array,
  offsets: ArrayLike<number>,
): Float64Array {
  const { bias, offsetScale, scale, shift, weights } = head;
  const scores = new Float64Array(bias.length);
  for (let k = 0; k < scores.length; k++) {
    const own = weights[k];
    let score = bias[k] + offsetScale * offsets[k];
    for (let j = 0; j < features.length; j++) score += own[j] * (features[j] - shift[j]) * scale[j];
    scores[k] = score;
  }
  return scores;
}

/** Probabilities of the classes, together 1. */
export const headProbabilities = (
  head: SoftmaxHead,
  features: Float32Array,
  offsets: ArrayLike<number>,
): number[] =>
  normalised(softmax(headScores(head, features, offsets).map((score) => score / head.temperature)));

/** Rounding of 32-bit numbers leaves sums a little off. */
function normalised(probabilities: Float32Array): number[] {
  const sum = probabilities.reduce((total, one) => total + one, 0);
  return Array.from(probabilities, (one) => one / sum);
}
