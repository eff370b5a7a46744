import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { exp, log, tanh } from '../../../tensor/ops/activation.ts';
import { add, multiply, scale, subtract } from '../../../tensor/ops/arithmetic.ts';
import { gather } from '../../../tensor/ops/gather.ts';
import { matmul } from '../../../tensor/ops/matmul.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import { concat, expand, reshape, slice } from '../../../tensor/ops/shape.ts';
import { softmax } from '../../../tensor/ops/softmax.ts';
import { normal, type ParameterStore } from '../../../tensor/parameters.ts';
import type { ShopperAttention } from '../../fusion/fusion.ts';
import { AGE_BUCKETS, EXTRA_TOKENS, PURCHASE_BUCKETS, SCENE_COUNT, TYPE_COUNT } from './shopper-features.ts';

const MASKED = 1e9;

export interface ShopperInputs {
  /** `(rows, historyLength, width)`: vectors of the items in the history. */
  readonly history: Tensor;
  /** `(rows, modalities + 1)`, as `ItemLikeness` writes it; for a fusion that tells what a shopper goes by. */
  readonly likeness?: Tensor;
  /** `(rows × historyLength)`, int64. */
  readonly types: Tensor;
  /** `(rows × historyLength)`, int64. */
  readonly ages: Tensor;
  /** `(rows × historyLength)`, int64. */
  readonly purchases: Tensor;
  /** `(rows)`, int64. */
  readonly scenes: Tensor;
  /** `(rows, historyLength + 3)`. */
  readonly mask: Tensor;
}

export interface ShopperInterests {
  /** `(rows, tokens, width)`: one vector of length 1 an event, then the history, the scene and the general taste. */
  readonly interests: Tensor;
  /** `(rows, tokens)`: how much each interest counts; rows sum to 1, what is masked has 0. */
  readonly weights: Tensor;
  /** `(rows, historyLength)`: what is added to the score of each item of the history itself; 0 where masked. */
  readonly returns: Tensor;
  /** `(rows, modalities)`: what the shopper goes by, each row summing to 1; only of a fusion that can tell. */
  readonly goesBy?: Tensor;
}

export interface ShopperTowerOptions {
  readonly attend: ShopperAttention | undefined;
}

/**
 * From what a shopper did to a weighted set of interests: every event is one, marked by what was done and how long
 * ago; attention over them gives one more, the history as a whole; the scene and the shop's general taste speak
 * when the history is short or silent. Where the fusion can tell what the shopper goes by, the interests are bent
 * towards it. Beside what an event says of other items, the tower says how much it speaks for
 * coming back to the very same one: coffee is bought again, a watch is not. Weights are additive attention (Bahdanau et al., 2015). Several interests
 * instead of one vector let a shopper like coffee and watches without being shown coffee-coloured watches (Li et
 * al., "Multi-Interest Network with Dynamic Routing", 2019).
 */
export function shopperTower(
  graph: Graph,
  parameters: ParameterStore,
  inputs: ShopperInputs,
  { attend }: ShopperTowerOptions,
): ShopperInterests {
  const [rows, length, width] = inputs.history.shape;
  const tokens = length + EXTRA_TOKENS;
  const events = markedEvents(graph, parameters, inputs, width); // (rows, length, width)
  const whole = wholeHistory(graph, parameters, events, inputs.mask, width); // (rows, 1, width)
  const sceneTable = parameters.use(graph, 'shopper.scene', [SCENE_COUNT, width], normal(0.1));
  const scene = reshape(gather(sceneTable, inputs.scenes), [rows, 1, width]);
  const general = parameters.use(graph, 'shopper.general', [1, 1, width], normal(0.1));
  const all = concat([events, whole, scene, expand(general, [rows, 1, width])], 1); // (rows, tokens, width)
  const goesBy = inputs.likeness && attend?.(graph, parameters, { likeness: inputs.likeness, width });
  return {
    interests: l2Normalise(goesBy ? multiply(all, reshape(goesBy.factors, [rows, 1, width])) : all),
    ...(goesBy && { goesBy: goesBy.weights }),
    weights: attention(graph, parameters, 'shopper.interest', all, inputs.mask, tokens),
    returns: returnScores(graph, parameters, events, inputs.mask),
  };
}

/** How much each event speaks for its own item: `(rows, length)`. */
function returnScores(graph: Graph, parameters: ParameterStore, events: Tensor, mask: Tensor): Tensor {
  const [rows, length, width] = events.shape;
  const flat = reshape(events, [rows * length, width]);
  const hidden = tanh(linearLayer(graph, parameters, 'shopper.return', flat, width / 2));
  const scores = linearLayer(graph, parameters, 'shopper.return.out', hidden, 1);
  return multiply(reshape(scores, [rows, length]), slice(mask, 1, 0, length));
}

/**
 * The scores of items for shoppers: the log of the interests' weighted sum of exp(cosine / temperature), so that an
 * item needs to please one interest, not the average of all.
 *
 * @param items `(items, width)`, rows of length 1
 * @returns `(rows, items)`
 */
export function interestScores(
  { interests, weights }: Pick<ShopperInterests, 'interests' | 'weights'>,
  items: Tensor,
  temperature: number,
): Tensor {
  const [rows, tokens, width] = interests.shape;
  const flat = reshape(interests, [rows * tokens, width]);
  const cosines = matmul(flat, items, { transposeB: true }); // (rows × tokens, items)
  // Cosines are at most 1, so exp stays far below what 32 bits hold, and no maximum needs to be taken out.
  const affinity = reshape(exp(scale(cosines, 1 / temperature)), [rows, tokens, items.shape[0]]);
  const mixed = matmul(reshape(weights, [rows, 1, tokens]), affinity); // (rows, 1, items)
  return log(reshape(mixed, [rows, items.shape[0]]));
}

/** Item vectors of the history, each marked by what was done and how long ago. */
function markedEvents(
  graph: Graph,
  parameters: ParameterStore,
  inputs: ShopperInputs,
  width: number,
): Tensor {
  const [rows, length] = inputs.history.shape;
  const typeTable = parameters.use(graph, 'shopper.type', [TYPE_COUNT, width], normal(0.03));
  const ageTable = parameters.use(graph, 'shopper.age', [AGE_BUCKETS, width], normal(0.03));
  const countTable = parameters.use(graph, 'shopper.purchases', [PURCHASE_BUCKETS, width], normal(0.03));
  const marks = add(
    add(gather(typeTable, inputs.types), gather(ageTable, inputs.ages)),
    gather(countTable, inputs.purchases),
  ); // (rows × length, width)
  return add(inputs.history, reshape(marks, [rows, length, width]));
}

/** The events pooled by an attention of their own and mixed once: `(rows, 1, width)`. */
function wholeHistory(
  graph: Graph,
  parameters: ParameterStore,
  events: Tensor,
  mask: Tensor,
  width: number,
): Tensor {
  const [rows, length] = events.shape;
  const eventMask = slice(mask, 1, 0, length);
  const weights = attention(graph, parameters, 'shopper.pool', events, eventMask, length);
  const pooled = matmul(reshape(weights, [rows, 1, length]), events); // (rows, 1, width)
  const mixed = tanh(linearLayer(graph, parameters, 'shopper.mix', reshape(pooled, [rows, width]), width));
  return add(pooled, reshape(mixed, [rows, 1, width]));
}

/** Additive attention over `(rows, tokens, width)`: `(rows, tokens)`, each row summing to 1. */
function attention(
  graph: Graph,
  parameters: ParameterStore,
  name: string,
  sequence: Tensor,
  mask: Tensor,
  tokens: number,
): Tensor {
  const [rows, , width] = sequence.shape;
  const hidden = tanh(linearLayer(graph, parameters, name, reshape(sequence, [rows * tokens, width]), width));
  const query = parameters.use(graph, `${name}.query`, [width, 1], normal(0.2));
  const relevance = reshape(matmul(hidden, query), [rows, tokens]);
  const one = graph.constant(new Float32Array([1]), [1]);
  return softmax(add(relevance, scale(subtract(mask, one), MASKED)));
}
