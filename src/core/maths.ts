/** Small typed-array maths shared by every floor. Vectors are Float32Array unless said otherwise. */

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Scales a vector to Euclidean length 1 in place; a zero vector stays zero. */
export function normaliseInPlace(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return vector;
}

/** Softmax with the maximum subtracted first; -Infinity gets probability 0. */
export function softmax(scores: ArrayLike<number>): Float32Array {
  let maximum = -Infinity;
  for (let i = 0; i < scores.length; i++) maximum = Math.max(maximum, scores[i]);
  const result = new Float32Array(scores.length);
  if (maximum === -Infinity) return result;
  let total = 0;
  for (let i = 0; i < scores.length; i++) total += result[i] = Math.exp(scores[i] - maximum);
  for (let i = 0; i < result.length; i++) result[i] /= total;
  return result;
}

/**
 * Indices of the `count` largest scores, best first; ties go to the smaller index, and -Infinity is never taken.
 * O(n log count) with a bounded heap.
 */
export function topIndices(scores: ArrayLike<number>, count: number): number[] {
  const heap: number[] = [];
  const worse = (a: number, b: number): boolean =>
    scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const siftDown = (start: number): void => {
    let parent = start;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heap.length) return;
      if (child + 1 < heap.length && worse(heap[child + 1], heap[child])) child++;
      if (!worse(heap[child], heap[parent])) return;
      [heap[parent], heap[child]] = [heap[child], heap[parent]];
      parent = child;
    }
  };
  const siftUp = (start: number): void => {
    let child = start;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!worse(heap[child], heap[parent])) return;
      [heap[parent], heap[child]] = [heap[child], heap[parent]];
      child = parent;
    }
  };
  for (let index = 0; index < scores.length; index++) {
    if (scores[index] === -Infinity || Number.isNaN(scores[index])) continue;
    if (heap.length < count) {
      heap.push(index);
      siftUp(heap.length - 1);
    } else if (count > 0 && worse(heap[0], index)) {
      heap[0] = index;
      siftDown(0);
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1));
}

/**
 * out[to + j] += factor × values[from + j] for j below `count`. A function of its own, with local variables alone:
 * several times as fast as the same loop over fields of objects.
 */
export function addScaled(
  out: Float32Array,
  to: number,
  values: Float32Array,
  from: number,
  count: number,
  factor: number,
): void {
  for (let j = 0; j < count; j++) out[to + j] += factor * values[from + j];
}
