import type { Graph, Tensor } from '../graph.ts';
import { gru, type GruOptions, type GruResult } from '../ops/gru.ts';
import { uniform, type ParameterStore } from '../parameters.ts';

export interface GruLayerOptions extends GruOptions {
  /** Of the state. */
  readonly width: number;
}

/**
 * x [rows, steps, inputs] → states [rows, steps, width] and the last [rows, width], with parameters
 * NAME.input.weight, NAME.state.weight, NAME.input.bias and NAME.state.bias, all uniform in ±1 / √width at first.
 */
export function gruLayer(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: GruLayerOptions,
): GruResult {
  const { width, ...rest } = options;
  const initialise = uniform(width ** -0.5);
  const use = (part: string, shape: readonly number[]): Tensor =>
    store.use(graph, `${name}.${part}`, shape, initialise);
  const weights = {
    input: use('input.weight', [x.shape.at(-1) ?? 0, 3 * width]),
    state: use('state.weight', [width, 3 * width]),
    inputBias: use('input.bias', [3 * width]),
    stateBias: use('state.bias', [3 * width]),
  };
  return gru(x, weights, rest);
}
