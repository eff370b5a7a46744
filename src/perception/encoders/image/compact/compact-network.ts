/**
 * The network of the compact encoder: a residual network without normalisation of its features ("NF-ResNet"; Brock
 * et al., "Characterizing signal propagation to close the performance gap in unnormalized ResNets", 2021). What
 * other networks normalise over a batch is kept in scale by standardised weights and by known constants, which cost
 * next to nothing in training and nothing at all afterwards: everything folds into plain convolutions.
 */
import type { Graph, Tensor } from '../../../../tensor/graph.ts';
import { relu } from '../../../../tensor/ops/activation.ts';
import { add } from '../../../../tensor/ops/arithmetic.ts';
import { conv2d } from '../../../../tensor/ops/convolution.ts';
import { globalAveragePool } from '../../../../tensor/ops/pooling.ts';
import type { Shape } from '../../../../tensor/shapes.ts';

export interface CompactArchitecture {
  /** Feature maps after the first convolution, which halves the picture. */
  readonly stem: number;
  /** Feature maps of each stage; a stage halves its maps' sides. */
  readonly widths: readonly number[];
  /** Residual blocks of each stage. */
  readonly blocks: readonly number[];
}

export const COMPACT_ARCHITECTURE: CompactArchitecture = {
  stem: 32,
  widths: [48, 96, 192],
  blocks: [2, 2, 1],
};

export interface ConvolutionRequest {
  readonly name: string;
  /** [filters, channels, kernel, kernel] */
  readonly shape: Shape;
  /** What the weights are multiplied by, in place of the features that come in. */
  readonly inputScale: number;
  /** What weights and bias are multiplied by, in place of the features that go out; learned from 1 on. */
  readonly branchScale?: number;
}

export interface ConvolutionWeights {
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** Where a network gets the weights of its convolutions: from parameters in training, folded afterwards. */
export type WeightSource = (graph: Graph, request: ConvolutionRequest) => ConvolutionWeights;

/** √(2 / (1 - 1/π)): brings the spread of relu(x) back to 1 for standard normal x. */
const RELU_GAIN = Math.sqrt(2 / (1 - 1 / Math.PI));
/** How much of the spread a residual branch adds when its learned scale is 1. */
const BRANCH = 0.7;

/**
 * @param pixels [rows, 3, side, side], near mean 0 and spread 1
 * @returns [rows, last of `widths`], the mean over places, before any head
 */
export function compactNetwork(
  pixels: Tensor,
  weights: WeightSource,
  architecture: CompactArchitecture = COMPACT_ARCHITECTURE,
): Tensor {
  const { graph } = pixels;
  const convolve = (x: Tensor, channels: number, kernel: number, stride: number, part: Part): Tensor => {
    const { weight, bias } = weights(graph, { shape: [channels, x.shape[1], kernel, kernel], ...part });
    return conv2d(x, weight, bias, { stride, padding: kernel === 3 ? 1 : 0 });
  };
  let x = convolve(pixels, architecture.stem, 3, 2, { name: 'stem', inputScale: 1 });
  // The spread of x, known from how it came about.
  let variance = 1;
  for (const [stage, channels] of architecture.widths.entries()) {
    for (let block = 0; block < architecture.blocks[stage]; block++) {
      const name = `stage${stage}.block${block}`;
      const active = relu(x);
      const inputScale = RELU_GAIN / Math.sqrt(variance);
      const halves = block === 0;
      const shortcut = halves
        ? convolve(active, channels, 2, 2, { name: `${name}.shortcut`, inputScale })
        : x;
      const first = convolve(active, channels, 3, halves ? 2 : 1, { name: `${name}.first`, inputScale });
      const second = convolve(relu(first), channels, 3, 1, {
        name: `${name}.second`,
        inputScale: RELU_GAIN,
        branchScale: BRANCH,
      });
      x = add(shortcut, second);
      variance = (halves ? 1 : variance) + BRANCH ** 2;
    }
  }
  return globalAveragePool(relu(x));
}

type Part = Pick<ConvolutionRequest, 'name' | 'inputScale' | 'branchScale'>;
