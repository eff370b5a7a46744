/** Summaries of feature maps [images, channels, height, width]. */
import type { Tensor } from '../graph.ts';
import { binary, expanded, paddedAll, reshaped } from '../primitives.ts';
import { failOnShapes, sizeOf, type Shape } from '../shapes.ts';
import { mean } from './reduce.ts';
import {
  measureWindow,
  pair,
  windowAttributes,
  type Pair,
  type Window,
  type WindowOptions,
} from './window.ts';

export interface PoolOptions extends Omit<WindowOptions, 'dilation'> {
  /** Size of the window, for both axes or as [vertical, horizontal]. */
  readonly kernel: number | Pair;
  /** Default: the window's size, so that windows lie side by side. */
  readonly stride?: number | Pair;
}

export interface AveragePoolOptions extends PoolOptions {
  /** Whether padding counts as zeros or is left out of the mean; default false, as in ONNX. */
  readonly countPadding?: boolean;
}

/** The mean over all positions: [images, channels, height, width] → [images, channels] (Lin, Chen and Yan, 2013). */
export function globalAveragePool(x: Tensor): Tensor {
  checkMaps('globalAveragePool', x);
  return mean(x, [2, 3]);
}

/**
 * The mean of each window.
 * @returns [images, channels, ⌊(height + padding - kernel) / stride⌋ + 1, the same of the width]
 * @throws shape-mismatch when x has not four axes, no window fits, or padding is as large as the window.
 */
export function averagePool(x: Tensor, options: AveragePoolOptions): Tensor {
  const window = poolingWindow('averagePool', x, options);
  const { countPadding = false } = options;
  const y = x.graph.emit('AveragePool', [x], [x.shape[0], x.shape[1], ...window.size], {
    attributes: { ...windowAttributes(window), count_include_pad: countPadding ? 1 : 0 },
  });
  return x.graph.record(
    y,
    [x],
    [
      (gradient) => {
        const counts = x.graph.constant(inverseCounts(x.shape, window, countPadding), [1, 1, ...window.size]);
        return spread(binary('Mul', gradient, counts), x.shape, window);
      },
    ],
  );
}

/**
 * The largest value of each window. The gradient goes to the first place, row by row, that holds it.
 * @returns and @throws as `averagePool`
 */
export function maxPool(x: Tensor, options: PoolOptions): Tensor {
  const window = poolingWindow('maxPool', x, options);
  const shape = [x.shape[0], x.shape[1], ...window.size];
  const attributes = windowAttributes(window);
  return x.graph.record(
    x.graph.emit('MaxPool', [x], shape, { attributes }),
    [x],
    [(gradient) => scatterToLargest(gradient, x, shape, attributes)],
  );
}

/**
 * The pooling is done again, now with the places of what it found, so that a graph for serving, which has no
 * gradient, keeps the faster kernel that does not note them. ScatterElements adds on one thread, in order:
 * overlapping windows lose nothing and always give the same bits.
 */
function scatterToLargest(
  gradient: Tensor,
  x: Tensor,
  shape: Shape,
  attributes: ReturnType<typeof windowAttributes>,
): Tensor {
  const { graph } = x;
  const [, places] = graph.emitMany('MaxPool', [x], [shape, shape], {
    attributes,
    dtype: ['float32', 'int64'],
  });
  const [from, to] = [[sizeOf(shape)], [sizeOf(x.shape)]];
  const zeros = expanded(graph.scalar(0), to);
  const scattered = graph.emit(
    'ScatterElements',
    [zeros, reshaped(places, from), reshaped(gradient, from)],
    to,
    { attributes: { axis: 0, reduction: 'add' } },
  );
  return reshaped(scattered, x.shape);
}

/** Adds each element of the gradient to every place of its window. */
function spread(gradient: Tensor, shape: Shape, window: Window): Tensor {
  const { kernel, stride, before, after, size, unread } = window;
  const [images, channels, height, width] = shape;
  const { graph } = gradient;
  const bare = [...before, ...after].every((places) => places === 0);
  if (bare && kernel[0] === stride[0] && kernel[1] === stride[1]) {
    // Windows side by side: every element is repeated, places that no window reaches get zeros.
    const apart = reshaped(gradient, [images, channels, size[0], 1, size[1], 1]);
    const repeated = expanded(apart, [images, channels, size[0], kernel[0], size[1], kernel[1]]);
    const whole = [images, channels, height - unread[0], width - unread[1]];
    return paddedAll(reshaped(repeated, whole), [0, 0, 0, 0], [0, 0, ...unread]);
  }
  // Channels are separate images of a transposed convolution with ones.
  const ones = graph.constant(new Float32Array(sizeOf(kernel)).fill(1), [1, 1, ...kernel]);
  const maps = reshaped(gradient, [images * channels, 1, ...size]);
  const sums = graph.emit('ConvTranspose', [maps, ones], [images * channels, 1, height, width], {
    attributes: { ...windowAttributes(window), output_padding: unread },
  });
  return reshaped(sums, shape);
}

/** 1 / the number of elements that went into each mean. */
function inverseCounts(shape: Shape, window: Window, countPadding: boolean): Float32Array {
  const along = ([0, 1] as const).map((i) =>
    Array.from({ length: window.size[i] }, (_, at) => {
      const start = at * window.stride[i] - window.before[i];
      const end = start + window.kernel[i];
      return countPadding ? window.kernel[i] : Math.min(end, shape[i + 2]) - Math.max(start, 0);
    }),
  );
  return Float32Array.from(along[0].flatMap((rows) => along[1].map((columns) => 1 / (rows * columns))));
}

function poolingWindow(operation: string, x: Tensor, options: PoolOptions): Window {
  checkMaps(operation, x);
  const kernel = pair(options.kernel);
  const window = measureWindow(operation, [x.shape], kernel, {
    ...options,
    stride: options.stride ?? kernel,
  });
  const pads = [...window.before, ...window.after];
  if (pads.some((places, i) => places >= kernel[i % 2])) {
    failOnShapes(
      operation,
      `the padding ${pads.join()} is as large as the window ${kernel.join('×')}`,
      [x.shape],
      'Pad by less than the window, so that each window holds a real place.',
    );
  }
  return window;
}

function checkMaps(operation: string, x: Tensor): void {
  if (x.shape.length === 4) return;
  failOnShapes(
    operation,
    'feature maps have four axes',
    [x.shape],
    'Give [images, channels, height, width].',
  );
}
