import type { Graph, Tensor } from '../graph.ts';
import { layerNorm } from '../ops/normalise.ts';
import { ones, zeros, type ParameterStore } from '../parameters.ts';

/** Layer normalisation over the last axis: x [..., width] → the same shape, with parameters NAME.gain and NAME.bias. */
export function layerNormLayer(graph: Graph, store: ParameterStore, name: string, x: Tensor): Tensor {
  const width = [x.shape.at(-1) ?? 0];
  const gain = store.use(graph, `${name}.gain`, width, ones());
  return layerNorm(x, gain, store.use(graph, `${name}.bias`, width, zeros()));
}
