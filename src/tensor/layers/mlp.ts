import type { Graph, Tensor } from '../graph.ts';
import { relu } from '../ops/activation.ts';
import { he, type ParameterStore } from '../parameters.ts';
import { linearLayer } from './linear.ts';

export interface MlpOptions {
  /** Widths of the layers; the last one is the width of the result, which no activation follows. */
  readonly widths: readonly number[];
  /** Between layers; relu by default. */
  readonly activation?: (x: Tensor) => Tensor;
}

/** A multi-layer perceptron, with parameters NAME.0.weight, NAME.0.bias, NAME.1.weight and so on. */
export function mlp(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: MlpOptions,
): Tensor {
  const { widths, activation = relu } = options;
  return widths.reduce((features, width, depth) => {
    const isLast = depth === widths.length - 1;
    const initial = isLast ? {} : { initialise: he() };
    const layer = linearLayer(graph, store, `${name}.${depth}`, features, width, initial);
    return isLast ? layer : activation(layer);
  }, x);
}
