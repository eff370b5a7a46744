import type { Graph, Tensor } from '../graph.ts';
import { linear } from '../ops/matmul.ts';
import { glorot, zeros, type Initialiser, type ParameterStore } from '../parameters.ts';

export interface LinearLayerOptions {
  /** Default true. */
  readonly bias?: boolean;
  /** Of the weight [inputs, outputs]; Glorot by default. */
  readonly initialise?: Initialiser;
}

/** x [..., inputs] → [..., outputs], with parameters NAME.weight and NAME.bias. */
export function linearLayer(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  outputs: number,
  options: LinearLayerOptions = {},
): Tensor {
  const { bias = true, initialise = glorot() } = options;
  const weight = store.use(graph, `${name}.weight`, [x.shape.at(-1) ?? 0, outputs], initialise);
  return linear(x, weight, bias ? store.use(graph, `${name}.bias`, [outputs], zeros()) : undefined);
}
