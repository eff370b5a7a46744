import type { Graph, Tensor } from '../../../tensor/graph.ts';
import { convolutionLayer } from '../../../tensor/layers/convolution.ts';
import { linearLayer } from '../../../tensor/layers/linear.ts';
import { relu } from '../../../tensor/ops/activation.ts';
import { reshape } from '../../../tensor/ops/shape.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';

/** Side of the square picture that the network reads, in pixels. */
export const PICTURE_SIDE = 64;

const CHANNELS = [16, 32, 64, 64] as const;

/**
 * A small convolutional network: four strided convolutions, then one linear layer over what is left of the
 * picture, so that where something stands is not lost. Pooling by stride instead of MaxPool keeps the backward
 * pass cheap.
 *
 * @param pictures `(rows, 3, 64, 64)`, normalised by `normalisePixels`
 * @returns `(rows, width)`, not normalised
 */
export function smallCnn(graph: Graph, parameters: ParameterStore, pictures: Tensor, width: number): Tensor {
  let features = pictures;
  for (const [depth, channels] of CHANNELS.entries()) {
    features = relu(
      convolutionLayer(graph, parameters, `image.convolution${depth}`, features, {
        channels,
        kernel: 3,
        stride: 2,
        padding: 1,
      }),
    ); // (rows, channels, side / 2, side / 2)
  }
  const [rows, channels, height, breadth] = features.shape;
  const flat = reshape(features, [rows, channels * height * breadth]);
  return linearLayer(graph, parameters, 'image.projection', flat, width);
}
