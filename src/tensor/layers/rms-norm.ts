import type { Graph, Tensor } from '../graph.ts';
import { rmsNorm } from '../ops/normalise.ts';
import { ones, type ParameterStore } from '../parameters.ts';

/** Root-mean-square normalisation over the last axis: x [..., width] → the same shape, with the parameter NAME.gain. */
export function rmsNormLayer(graph: Graph, store: ParameterStore, name: string, x: Tensor): Tensor {
  return rmsNorm(x, store.use(graph, `${name}.gain`, [x.shape.at(-1) ?? 0], ones()));
}
