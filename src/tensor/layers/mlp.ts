import type { Graph, Tensor } from '../graph.ts';
import { DaogouError } from '../../core/errors.ts';
import { relu } from '../ops/activation.ts';
import { he, type ParameterStore } from '../parameters.ts';
import { linearLayer } from './linear.ts';

export interface MlpOptions {
  /** Widths of the layers; the last one is the width of the result, which no activation follows. */
  readonly widths: readonly number[];
  /** Between layers; relu by default. */
  readonly activation?: (x: Tensor) => Tensor;
}

/**
 * A multi-layer perceptron: x [..., inputs] → [..., last of widths], with parameters NAME.0.weight, NAME.0.bias,
 * NAME.1.weight and so on.
 * @throws invalid-input without widths.
 */
export function mlp(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: MlpOptions,
): Tensor {
  const { widths, activation = relu } = options;
  if (widths.length === 0) {
    throw new DaogouError('invalid-input', `mlp: ${name} has no layers`, {
      received: widths,
      remedy: 'Give at least one width: that of the result.',
    });
  }
  return widths.reduce((features, width, depth) => {
    const isLast = depth === widths.length - 1;
    const initial = isLast ? {} : { initialise: he() };
    const layer = linearLayer(graph, store, `${name}.${depth}`, features, width, initial);
    return isLast ? layer : activation(layer);
  }, x);
}
