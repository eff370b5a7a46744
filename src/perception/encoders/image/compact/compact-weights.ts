/** The weights of the compact network: as they are trained, and folded into plain convolutions afterwards. */
import { createRandom } from '../../../../core/random.ts';
import { Graph, type Tensor } from '../../../../tensor/graph.ts';
import { divide, multiply, scale, subtract, add } from '../../../../tensor/ops/arithmetic.ts';
import { sqrt } from '../../../../tensor/ops/activation.ts';
import { mean } from '../../../../tensor/ops/reduce.ts';
import { reshape } from '../../../../tensor/ops/shape.ts';
import { normal, ones, ParameterStore, zeros } from '../../../../tensor/parameters.ts';
import { createSession } from '../../../../tensor/session.ts';
import { sizeOf } from '../../../../tensor/shapes.ts';
import { compactNetwork, type CompactArchitecture, type WeightSource } from './compact-network.ts';

const EPSILON = 1e-8;

/**
 * Standardised weights (Qiao et al., "Weight standardization", 2019): each filter has mean 0 and variance 1 / inputs,
 * times a learned gain.
 */
export function standardisedWeights(store: ParameterStore): WeightSource {
  return (graph, { name, shape, inputScale, branchScale }) => {
    const [filters] = shape;
    const inputs = sizeOf(shape) / filters;
    // Their scale means nothing, but the smaller they are, the farther an optimiser's step turns them.
    const start = normal(Math.sqrt(1 / inputs));
    const raw = reshape(store.use(graph, `${name}.weight`, shape, start), [filters, inputs]);
    const centred = subtract(raw, mean(raw, [1], true));
    const variance = mean(multiply(centred, centred), [1], true);
    const spread = sqrt(scale(add(variance, graph.scalar(EPSILON)), inputs)); // [filters, 1]
    const gain = scale(store.use(graph, `${name}.gain`, [filters, 1], ones()), inputScale);
    let weight = multiply(centred, divide(gain, spread));
    let bias: Tensor = store.use(graph, `${name}.bias`, [filters], zeros());
    if (branchScale !== undefined) {
      const share = scale(store.use(graph, `${name}.share`, [1], ones()), branchScale);
      weight = multiply(weight, share);
      bias = multiply(bias, share);
    }
    return { weight: reshape(weight, shape), bias };
  };
}

/** Weights that are used as they are. */
export function foldedWeights(store: ParameterStore): WeightSource {
  return (graph, { name, shape }) => ({
    weight: store.use(graph, `${name}.weight`, shape, zeros()),
    bias: store.use(graph, `${name}.bias`, [shape[0]], zeros()),
  });
}

/** What `standardisedWeights` makes of a store's numbers, for `foldedWeights`. */
export async function foldWeights(
  store: ParameterStore,
  architecture: CompactArchitecture,
): Promise<ParameterStore> {
  const graph = new Graph();
  const standardised = standardisedWeights(store);
  const shapes = new Map<string, readonly number[]>();
  const noted: WeightSource = (_graph, request) => {
    const weights = standardised(graph, request);
    for (const [part, tensor] of Object.entries(weights)) {
      // A parameter that is used as it is needs a node of its own to be an output.
      graph.output(`folded ${request.name}.${part}`, scale(tensor, 1.0));
      shapes.set(`${request.name}.${part}`, tensor.shape);
    }
    return weights;
  };
  compactNetwork(graph.input('pixels', [1, 3, 64, 64]), noted, architecture);
  const session = await createSession(graph.toOnnx({ frozen: store.frozen() }));
  const folded = new ParameterStore(createRandom('folded'));
  // The picture has no part in the weights: ONNX leaves it out.
  const values = await session.run({ pixels: new Float32Array(3 * 64 * 64) });
  for (const [name, shape] of shapes) folded.set(name, values[`folded ${name}`], shape);
  await session.release();
  return folded;
}
