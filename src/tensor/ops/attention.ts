/** Attention (Vaswani et al., 2017). */
import { DaogouError } from '../../core/errors.ts';
import type { Graph, Tensor } from '../graph.ts';
import { binary, reshaped } from '../primitives.ts';
import { checkBroadcastsTo, failOnShapes, sameShape, type Shape } from '../shapes.ts';
import { add, scale } from './arithmetic.ts';
import { matmul } from './matmul.ts';
import { softmax } from './softmax.ts';

export interface AttentionMasks {
  /** Whether a place sees only itself and what came before; default false. */
  readonly causal?: boolean;
  /** [rows, keys], 1 for a real place and 0 for padding, which nobody sees. */
  readonly padding?: Tensor;
  /** Added to the scores, broadcast to [rows, heads, queries, keys], as for relative positions. May be trained. */
  readonly bias?: Tensor;
}

/** What is added to scores that must not count: e^-1e9 is 0 in 32 bits, and a row of nothing else stays finite. */
const HIDDEN = -1e9;

/**
 * softmax(q kᵀ / √width + masks) v.
 *
 * @param queries [rows, heads, queries, width]
 * @param keys [rows, heads, keys, width]
 * @param values [rows, heads, keys, width of values]
 * @returns [rows, heads, queries, width of values]. A query that may see nothing gets a finite mixture that means
 * nothing: leave it out of the loss.
 * @throws shape-mismatch when the parts do not fit; not-differentiable for padding that would be trained.
 */
export function attention(queries: Tensor, keys: Tensor, values: Tensor, masks: AttentionMasks = {}): Tensor {
  checkParts(queries, keys, values);
  const scores = scale(matmul(queries, keys, { transposeB: true }), queries.shape[3] ** -0.5);
  const hidden = hiddenPlaces(queries.graph, scores.shape, masks);
  const masked = hidden ? add(scores, hidden) : scores;
  if (masks.bias) checkBroadcastsTo('attention', 'the bias', masks.bias.shape, scores.shape);
  return matmul(softmax(masks.bias ? add(masked, masks.bias) : masked), values);
}

/** Equal masks are equal nodes: several layers share one. */
function hiddenPlaces(graph: Graph, scores: Shape, { causal, padding }: AttentionMasks): Tensor | undefined {
  const [rows, , queries, keys] = scores;
  const future = causal ? futurePlaces(graph, queries, keys) : undefined;
  if (!padding) return future;
  if (!sameShape(padding.shape, [rows, keys])) {
    failOnShapes(
      'attention',
      'the padding does not match the keys',
      [scores, padding.shape],
      `Give padding of shape [${rows}, ${keys}].`,
    );
  }
  if (graph.isDifferentiable(padding)) {
    throw new DaogouError('not-differentiable', 'attention: a mask of padding cannot be trained', {
      received: padding.name,
      remedy: 'Feed it as an input without a gradient; `bias` is the mask that can be trained.',
    });
  }
  const absent = binary('Mul', binary('Sub', padding, 1), -HIDDEN);
  const perKey = reshaped(absent, [rows, 1, 1, keys]);
  return future ? binary('Add', perKey, future) : perKey;
}

/** [queries, keys]; with more keys than queries, the queries are the last of the places. */
function futurePlaces(graph: Graph, queries: number, keys: number): Tensor {
  const places = new Float32Array(queries * keys);
  for (let i = 0; i < queries; i++) {
    const next = Math.max(0, i + keys - queries + 1);
    places.fill(HIDDEN, i * keys + next, (i + 1) * keys);
  }
  return graph.constant(places, [queries, keys]);
}

function checkParts(queries: Tensor, keys: Tensor, values: Tensor): void {
  const [rows, heads, , width] = queries.shape;
  const fits =
    queries.shape.length === 4 &&
    keys.shape.length === 4 &&
    values.shape.length === 4 &&
    sameShape([rows, heads, width], [keys.shape[0], keys.shape[1], keys.shape[3]]) &&
    sameShape(keys.shape.slice(0, 3), values.shape.slice(0, 3));
  if (fits) return;
  failOnShapes(
    'attention',
    'the parts do not fit',
    [queries.shape, keys.shape, values.shape],
    'Give queries [rows, heads, queries, width], keys [rows, heads, keys, width] and values [rows, heads, keys, ...].',
  );
}
