import { Graph } from '../../../tensor/graph.ts';
import { scale } from '../../../tensor/ops/arithmetic.ts';
import { gather } from '../../../tensor/ops/gather.ts';
import { matmul } from '../../../tensor/ops/matmul.ts';
import { logSoftmax } from '../../../tensor/ops/softmax.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import type { SequenceShape } from './options.ts';
import { sequenceNetwork } from './sequence-network.ts';

/** What one run answers: sequences packed into rows, a place of interest for each of some questions. */
export interface ServingSize {
  readonly rows: number;
  readonly questions: number;
}

/**
 * The graph to serve. Inputs: those of `SequenceRows`, `table` [items, width] and `places` [questions]. Output: `log
 * probabilities` [questions, items]. Parameters are inputs as well unless they are frozen into the file.
 */
export function servingGraph(
  store: ParameterStore,
  shape: SequenceShape,
  items: number,
  { rows, questions }: ServingSize,
): Graph {
  const graph = new Graph();
  const table = graph.input('table', [items, shape.width]);
  const { states } = sequenceNetwork(graph, store, table, rows, shape);
  const asked = gather(states, graph.input('places', [questions], 'int32')); // (questions, width)
  const scores = scale(matmul(asked, table, { transposeB: true }), 1 / (shape.temperature ?? 1)); // (questions, items)
  graph.output('log probabilities', logSoftmax(scores));
  return graph;
}
