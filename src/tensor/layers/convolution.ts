import type { Graph, Tensor } from '../graph.ts';
import { conv2d, type ConvolutionOptions } from '../ops/convolution.ts';
import { he, zeros, type Initialiser, type ParameterStore } from '../parameters.ts';

export interface ConvolutionLayerOptions extends ConvolutionOptions {
  /** Feature maps of the result. */
  readonly channels: number;
  /** Side of the square window. */
  readonly kernel: number;
  /** Of the weight [filters, channels, kernel, kernel]; He by default. */
  readonly initialise?: Initialiser;
}

/**
 * x [images, channels, height, width] → [images, options.channels, height', width'] as `conv2d` sizes them, with
 * parameters NAME.weight and NAME.bias.
 */
export function convolutionLayer(
  graph: Graph,
  store: ParameterStore,
  name: string,
  x: Tensor,
  options: ConvolutionLayerOptions,
): Tensor {
  const { channels, kernel, initialise = he(), ...geometry } = options;
  const weight = store.use(graph, `${name}.weight`, [channels, x.shape[1], kernel, kernel], initialise);
  return conv2d(x, weight, store.use(graph, `${name}.bias`, [channels], zeros()), geometry);
}
