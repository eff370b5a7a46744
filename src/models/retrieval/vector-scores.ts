/**
 * Adds to each score the product of a shopper's vector with the item's.
 * @param vectors scores.length × vector.length, row-major.
 */
export function addVectorScores(vector: Float32Array, vectors: Float32Array, scores: Float32Array): void {
  const width = vector.length;
  for (let item = 0, at = 0; item < scores.length; item++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += vector[j] * vectors[at++];
    scores[item] += sum;
  }
}
