import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { relu } from '../../../tensor/ops/activation.ts';
import { add } from '../../../tensor/ops/arithmetic.ts';
import { concat, reshape } from '../../../tensor/ops/shape.ts';
import { he, zeros, type ParameterStore } from '../../../tensor/parameters.ts';
import type { RankerInputs } from './ranker-inputs.ts';

const HIDDEN = 32;
/** What the meeting of two pictures, or two texts, is boiled down to before it meets the features. */
const MEETING = 8;

/** The arrays that the network reads, by the names they are fed under. */
export interface RankerTensors {
  /** (candidates, features) */
  readonly features: Tensor;
  /** One a modality: (candidates, width) */
  readonly meetings: readonly Tensor[];
  /** (candidates) */
  readonly base: Tensor;
}

export function rankerTensors(graph: Graph, inputs: RankerInputs, candidates: number): RankerTensors {
  return {
    features: graph.input('features', [candidates, inputs.names.length]),
    meetings: inputs.vectors.map(({ name, width }) => graph.input(`meeting ${name}`, [candidates, width])),
    base: graph.input('base', [candidates]),
  };
}

/**
 * A small perceptron over the features and over how the item's picture (or text) meets those of the past, added to a
 * base score. It begins as the base: the last layer starts from zero.
 *
 * @returns (candidates)
 */
export function rankerNetwork(
  graph: Graph,
  parameters: ParameterStore,
  { features, meetings, base }: RankerTensors,
): Tensor {
  const narrow = meetings.map((meeting, place) =>
    relu(linearLayer(graph, parameters, `ranker.meeting.${place}`, meeting, MEETING, { initialise: he() })),
  );
  const seen = narrow.length === 0 ? features : concat([features, ...narrow], 1); // (candidates, features + 8 each)
  const hidden = relu(linearLayer(graph, parameters, 'ranker.hidden', seen, HIDDEN, { initialise: he() }));
  const scores = linearLayer(graph, parameters, 'ranker.score', hidden, 1, { initialise: zeros() }); // (candidates, 1)
  return add(reshape(scores, base.shape), base);
}
