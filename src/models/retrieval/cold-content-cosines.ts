import { normaliseInPlace } from '../../core/maths.ts';
import { Graph } from '../../tensor/graph.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { createSession } from '../../tensor/session.ts';
import type { ModalityVectors } from '../content-vectors.ts';
import type { Cosines } from './kernel-profile.ts';
import type { RecentItem } from './recent-items.ts';

/** Prepares the cosines of the items of one past with every item; what it gives holds until the next call. */
export type PastCosines = (past: readonly RecentItem[]) => Promise<Cosines>;

/**
 * Cosines of content vectors less their mean, which all of an encoder's vectors share and which would make everything
 * look alike (Mu and Viswanath, 2018). One product of matrices a past.
 *
 * @param longestPast items of a past at most.
 */
export async function contentCosines(vectors: ModalityVectors, longestPast: number): Promise<PastCosines> {
  const { width } = vectors;
  const itemCount = vectors.present.length;
  const centred = centredRows(vectors);
  const graph = new Graph();
  const rows = graph.input('past', [longestPast, width]);
  const items = graph.input('items', [itemCount, width]);
  graph.output('cosines', matmul(rows, items, { transposeB: true })); // (longestPast, itemCount)
  const session = await createSession(graph.toOnnx());
  const fed = new Float32Array(longestPast * width);
  const cosines = new Float32Array(longestPast * itemCount);
  return async (past) => {
    const placeOf = new Map<number, number>();
    fed.fill(0);
    for (const [place, { item }] of past.entries()) {
      placeOf.set(item, place);
      fed.set(centred.subarray(item * width, (item + 1) * width), place * width);
    }
    await session.run({ past: fed, items: centred }, { cosines });
    return (item, out) => {
      const place = placeOf.get(item) ?? 0;
      out.set(cosines.subarray(place * itemCount, (place + 1) * itemCount));
    };
  };
}

/** Rows less the mean of those present, of length 1; zero where the modality is missing. */
function centredRows({ width, vectors, present }: ModalityVectors): Float32Array {
  const mean = new Float64Array(width);
  const count = present.reduce((sum, one) => sum + one, 0);
  for (let at = 0; at < vectors.length; at++) mean[at % width] += vectors[at] / count;
  const centred = new Float32Array(vectors.length);
  for (let item = 0; item < present.length; item++) {
    if (!present[item]) continue;
    for (let j = 0; j < width; j++) centred[item * width + j] = vectors[item * width + j] - mean[j];
    normaliseInPlace(centred.subarray(item * width, (item + 1) * width));
  }
  return centred;
}
