import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { relu } from '../../../tensor/ops/activation.ts';
import { add } from '../../../tensor/ops/arithmetic.ts';
import { matmul } from '../../../tensor/ops/matmul.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import { concat, reshape, slice } from '../../../tensor/ops/shape.ts';
import { softmax } from '../../../tensor/ops/softmax.ts';
import { zeros, type ParameterStore } from '../../../tensor/parameters.ts';
import { EVENT_WIDTH, REMEMBERED_EVENTS } from './behaviour-events.ts';

const HIDDEN = 64;

/**
 * A sequence of events as one vector in the space of the items' vectors: attention over the events (alpha_t =
 * softmax_t of a small network of the event's item, type and recency), over the items themselves and over what was
 * made of them, and the newest event once more. Untrained, it is near the mean of the items.
 *
 * @param events `(rows, REMEMBERED_EVENTS, itemWidth + EVENT_WIDTH)`, as `describeEvents` writes them.
 * @param absent `(rows, 1, REMEMBERED_EVENTS)`
 * @returns `(rows, itemWidth)`, each of length 1.
 */
export function behaviourNetwork(
  graph: Graph,
  parameters: ParameterStore,
  events: Tensor,
  absent: Tensor,
): Tensor {
  const [rows, , width] = events.shape;
  const itemWidth = width - EVENT_WIDTH;
  const hidden = relu(linearLayer(graph, parameters, 'behaviour.event', events, HIDDEN)); // (rows, events, hidden)
  const scores = linearLayer(graph, parameters, 'behaviour.attention', hidden, 1, { initialise: zeros() });
  const shares = softmax(add(reshape(scores, [rows, 1, REMEMBERED_EVENTS]), absent)); // (rows, 1, events)
  const pooledItems = reshape(matmul(shares, slice(events, 2, 0, itemWidth)), [rows, itemWidth]);
  const pooled = reshape(matmul(shares, hidden), [rows, HIDDEN]);
  const newest = reshape(slice(hidden, 1, 0, 1), [rows, HIDDEN]);
  const change = linearLayer(graph, parameters, 'behaviour.vector', concat([pooled, newest], 1), itemWidth, {
    initialise: zeros(),
  });
  return l2Normalise(add(pooledItems, change));
}
