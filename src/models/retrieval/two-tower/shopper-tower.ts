import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { tanh } from '../../../tensor/ops/activation.ts';
import { add, scale, subtract } from '../../../tensor/ops/arithmetic.ts';
import { gather } from '../../../tensor/ops/gather.ts';
import { matmul } from '../../../tensor/ops/matmul.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import { mean } from '../../../tensor/ops/reduce.ts';
import { concat, expand, reshape, transpose } from '../../../tensor/ops/shape.ts';
import { softmax } from '../../../tensor/ops/softmax.ts';
import { normal, type ParameterStore } from '../../../tensor/parameters.ts';
import type { TwoTowerOptions } from './options.ts';
import { AGE_BUCKETS, SCENE_COUNT, TYPE_COUNT } from './shopper-features.ts';

const MASKED = 1e9;

export interface ShopperInputs {
  /** `(rows, historyLength, width)`: vectors of the items in the history. */
  readonly history: Tensor;
  /** `(rows × historyLength)`, int64. */
  readonly types: Tensor;
  /** `(rows × historyLength)`, int64. */
  readonly ages: Tensor;
  /** `(rows)`, int64. */
  readonly scenes: Tensor;
  /** `(rows, historyLength + 2)`. */
  readonly mask: Tensor;
}

export interface ShopperVectors {
  /** `(rows, width)`, each row of length 1. */
  readonly vectors: Tensor;
  /** `(rows, historyLength + 2)`: attention on each event, on the scene and on the shop's general taste; rows sum to 1. */
  readonly weights: Tensor;
}

/**
 * From what a shopper did to one vector: additive attention (Bahdanau et al., 2015) over the events' item vectors,
 * marked by kind and age, and over two more tokens, the scene and the general taste of the shop, which speak when
 * the history is short or silent.
 */
export function shopperTower(
  graph: Graph,
  parameters: ParameterStore,
  inputs: ShopperInputs,
  options: TwoTowerOptions,
): ShopperVectors {
  const { width, heads } = options;
  const [rows, length] = inputs.history.shape;
  const tokens = length + 2;
  const events = markedEvents(graph, parameters, inputs, width); // (rows, length, width)
  const scene = gather(
    parameters.use(graph, 'shopper.scene', [SCENE_COUNT, width], normal(0.1)),
    inputs.scenes,
  );
  const general = parameters.use(graph, 'shopper.general', [1, 1, width], normal(0.1));
  const sequence = concat([events, reshape(scene, [rows, 1, width]), expand(general, [rows, 1, width])], 1); // (rows, tokens, width)

  const flat = reshape(sequence, [rows * tokens, width]);
  const hidden = tanh(linearLayer(graph, parameters, 'shopper.attention', flat, width));
  const relevance = matmul(hidden, parameters.use(graph, 'shopper.queries', [width, heads], normal(0.2)));
  const byHead = transpose(reshape(relevance, [rows, tokens, heads]), [0, 2, 1]); // (rows, heads, tokens)
  const one = graph.constant(new Float32Array([1]), [1]);
  const penalty = reshape(scale(subtract(inputs.mask, one), MASKED), [rows, 1, tokens]);
  const weights = softmax(add(byHead, penalty)); // (rows, heads, tokens)

  const pooled = matmul(weights, sequence); // (rows, heads, width)
  const interests = reshape(pooled, [rows, heads * width]);
  const average = reshape(mean(pooled, [1]), [rows, width]);
  const mixed = linearLayer(graph, parameters, 'shopper.mix', interests, width);
  return {
    vectors: l2Normalise(add(average, mixed)),
    weights: reshape(mean(weights, [1]), [rows, tokens]),
  };
}

/** Item vectors of the history, each marked by what was done and how long ago. */
function markedEvents(
  graph: Graph,
  parameters: ParameterStore,
  inputs: ShopperInputs,
  width: number,
): Tensor {
  const [rows, length] = inputs.history.shape;
  const typeTable = parameters.use(graph, 'shopper.type', [TYPE_COUNT, width], normal(0.05));
  const ageTable = parameters.use(graph, 'shopper.age', [AGE_BUCKETS, width], normal(0.05));
  const marks = add(gather(typeTable, inputs.types), gather(ageTable, inputs.ages)); // (rows × length, width)
  return add(inputs.history, reshape(marks, [rows, length, width]));
}
