/** Convolutions, as networks for images and signals use them (cross-correlations). */
import type { Tensor } from '../graph.ts';
import { reduced, reshaped } from '../primitives.ts';
import { failOnShapes, type Shape } from '../shapes.ts';
import { inputGradient, weightGradient } from './convolution-gradients.ts';
import { measureWindow, windowAttributes, type WindowOptions } from './window.ts';

export interface ConvolutionOptions extends WindowOptions {
  /**
   * Channels and filters are cut into so many groups that do not see each other; default 1. As many as there are
   * channels makes a depthwise convolution.
   */
  readonly groups?: number;
}

export interface SignalConvolutionOptions {
  /** Step of the window; default 1. */
  readonly stride?: number;
  /** Zeros on both ends, or as [start, end]; default 0. */
  readonly padding?: number | readonly [start: number, end: number];
  /** Distance between the places that a window reads; default 1. */
  readonly dilation?: number;
  /** As for `conv2d`. */
  readonly groups?: number;
}

/**
 * @param x [images, channels, height, width]
 * @param weight [filters, channels / groups, kernel height, kernel width]
 * @param bias [filters]
 * @returns [images, filters, ⌊(height + padding - dilation (kernel - 1) - 1) / stride⌋ + 1, the same of the width]
 * @throws shape-mismatch when the parts do not fit each other or no window fits.
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  const { groups = 1 } = options;
  const shapes = [x.shape, weight.shape, ...(bias ? [bias.shape] : [])];
  checkParts(shapes, groups);
  const window = measureWindow('conv2d', shapes, [weight.shape[2], weight.shape[3]], options);
  const inputs = bias ? [x, weight, bias] : [x, weight];
  const result = x.graph.emit('Conv', inputs, [x.shape[0], weight.shape[0], ...window.size], {
    attributes: { ...windowAttributes(window), dilations: window.dilation, group: groups },
  });
  return x.graph.record(result, inputs, [
    (gradient) => inputGradient(gradient, x.shape, weight, window, groups),
    (gradient) => weightGradient(gradient, x, weight.shape, window, groups),
    (gradient) => reduced('ReduceSum', gradient, [0, 2, 3], false),
  ]);
}

/**
 * @param x [rows, channels, length]
 * @param weight [filters, channels / groups, kernel]
 * @param bias [filters]
 * @returns [rows, filters, ⌊(length + padding - dilation (kernel - 1) - 1) / stride⌋ + 1]
 * @throws shape-mismatch as `conv2d`
 */
export function conv1d(
  x: Tensor,
  weight: Tensor,
  bias?: Tensor,
  options: SignalConvolutionOptions = {},
): Tensor {
  if (x.shape.length !== 3 || weight.shape.length !== 3) {
    failOnShapes(
      'conv1d',
      'signals and filters have three axes',
      [x.shape, weight.shape],
      'Give x [rows, channels, length] and weight [filters, channels / groups, kernel].',
    );
  }
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const [start, end] = typeof padding === 'number' ? [padding, padding] : padding;
  const flat = conv2d(withHeight(x), withHeight(weight), bias, {
    stride: [1, stride],
    padding: [0, start, 0, end],
    dilation: [1, dilation],
    groups,
  });
  const shape = [flat.shape[0], flat.shape[1], flat.shape[3]];
  return x.graph.record(reshaped(flat, shape), [flat], [(gradient) => reshaped(gradient, flat.shape)]);
}

/** A signal as an image of height 1. */
function withHeight(x: Tensor): Tensor {
  const [first, second, length] = x.shape;
  const image = reshaped(x, [first, second, 1, length]);
  return x.graph.record(image, [x], [(gradient) => reshaped(gradient, x.shape)]);
}

function checkParts(shapes: readonly Shape[], groups: number): void {
  const [x, weight, bias] = shapes;
  const fits =
    x.length === 4 &&
    weight.length === 4 &&
    Number.isInteger(groups) &&
    groups > 0 &&
    x[1] === weight[1] * groups &&
    weight[0] % groups === 0 &&
    (!bias || (bias.length === 1 && bias[0] === weight[0]));
  if (fits) return;
  failOnShapes(
    'conv2d',
    groups === 1 ? 'the parts do not fit' : `the parts do not fit with ${groups} groups`,
    shapes,
    'Give x [images, channels, height, width], weight [filters, channels / groups, height, width] and bias ' +
      '[filters], with channels and filters that can be divided by the groups.',
  );
}
