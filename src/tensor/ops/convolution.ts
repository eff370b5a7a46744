/** Two-dimensional convolution, as networks for images use it (a cross-correlation). */
import type { Tensor } from '../graph.ts';
import { permuted, reduced, sliced } from '../primitives.ts';
import { failOnShapes } from '../shapes.ts';

export interface ConvolutionOptions {
  /** Step of the window, for both axes or as [vertical, horizontal]; default 1. */
  readonly stride?: number | readonly [number, number];
  /** Zeros on each side, for both axes or as [vertical, horizontal]; default 0. */
  readonly padding?: number | readonly [number, number];
}

interface Geometry {
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly kernel: readonly [number, number];
  /** Height and width of the result. */
  readonly size: readonly [number, number];
  /** Rows and columns at the far end that no window reaches. */
  readonly unread: readonly [number, number];
}

/**
 * @param x [images, channels, height, width]
 * @param weight [filters, channels, kernel height, kernel width]
 * @param bias [filters]
 * @returns [images, filters, ⌊(height + 2 padding - kernel) / stride⌋ + 1, the same of the width]
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvolutionOptions = {}): Tensor {
  const geometry = measure(x, weight, bias, options);
  const shape = [x.shape[0], weight.shape[0], ...geometry.size];
  const result = x.graph.emit('Conv', bias ? [x, weight, bias] : [x, weight], shape, {
    attributes: {
      kernel_shape: geometry.kernel,
      strides: geometry.stride,
      pads: [...geometry.padding, ...geometry.padding],
    },
  });
  return x.graph.record(result, bias ? [x, weight, bias] : [x, weight], [
    (gradient) => inputGradient(gradient, x, weight, geometry),
    (gradient) => weightGradient(gradient, x, weight, geometry),
    (gradient) => reduced('ReduceSum', gradient, [0, 2, 3], false),
  ]);
}

/** The transposed convolution of the gradient with the same weights. */
function inputGradient(gradient: Tensor, x: Tensor, weight: Tensor, geometry: Geometry): Tensor {
  const { kernel, stride, padding, unread } = geometry;
  // Padding that no window reaches needs no gradient; real pixels that no window reaches get zeros.
  return x.graph.emit('ConvTranspose', [gradient, weight], x.shape, {
    attributes: {
      kernel_shape: kernel,
      strides: stride,
      pads: [...padding, ...padding],
      output_padding: unread,
    },
  });
}

/**
 * A convolution again: images and channels change places, the gradient is the kernel, and the stride becomes its
 * dilation. Measured at half the time of gathering windows into columns first.
 */
function weightGradient(gradient: Tensor, x: Tensor, weight: Tensor, geometry: Geometry): Tensor {
  const { stride, padding, size, unread } = geometry;
  const [filters, channels, ...kernel] = weight.shape;
  const ends = padding.map((zeros, i) => zeros - unread[i]);
  // The far end is cut where windows stop before the padding begins.
  const cut = ends.reduce(
    (image, end, i) => (end < 0 ? sliced(image, i + 2, 0, image.shape[i + 2] + end) : image),
    x,
  );
  const result = x.graph.emit(
    'Conv',
    [permuted(cut, [1, 0, 2, 3]), permuted(gradient, [1, 0, 2, 3])],
    [channels, filters, ...kernel],
    {
      attributes: {
        kernel_shape: size,
        dilations: stride,
        pads: [...padding, ...ends.map((end) => Math.max(end, 0))],
      },
    },
  );
  return permuted(result, [1, 0, 2, 3]);
}

function measure(
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  { stride = 1, padding = 0 }: ConvolutionOptions,
): Geometry {
  const shapes = [x.shape, weight.shape, ...(bias ? [bias.shape] : [])];
  const strides = typeof stride === 'number' ? ([stride, stride] as const) : stride;
  const paddings = typeof padding === 'number' ? ([padding, padding] as const) : padding;
  const fits =
    x.shape.length === 4 &&
    weight.shape.length === 4 &&
    x.shape[1] === weight.shape[1] &&
    (!bias || (bias.shape.length === 1 && bias.shape[0] === weight.shape[0]));
  if (!fits) {
    failOnShapes(
      'conv2d',
      'the parts do not fit',
      shapes,
      'Give x [images, channels, height, width], weight [filters, channels, height, width] and bias [filters].',
    );
  }
  const room = ([0, 1] as const).map((i) => x.shape[i + 2] + 2 * paddings[i] - weight.shape[i + 2]);
  const valid =
    strides.every((step) => Number.isInteger(step) && step > 0) && room.every((free) => free >= 0);
  if (!valid || !paddings.every((zeros) => Number.isInteger(zeros) && zeros >= 0)) {
    failOnShapes(
      'conv2d',
      `a window does not fit with stride ${strides.join('×')} and padding ${paddings.join('×')}`,
      shapes,
      'Use a smaller kernel or more padding, and whole numbers for both.',
    );
  }
  return {
    stride: strides,
    padding: paddings,
    kernel: [weight.shape[2], weight.shape[3]],
    size: [Math.floor(room[0] / strides[0]) + 1, Math.floor(room[1] / strides[1]) + 1],
    unread: [room[0] % strides[0], room[1] % strides[1]],
  };
}
