/** Summaries of feature maps [images, channels, height, width]. */
import type { Tensor } from '../graph.ts';
import { expanded, matrixProduct, reshaped } from '../primitives.ts';
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
  return x.graph.record(y, [x], [(gradient) => spread(gradient, x.shape, window, countPadding)]);
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

/**
 * Shares each element of the gradient among the places of its window. A mean over a window is a mean over its rows
 * of means over its columns, so the way back is a product with a matrix on either side. Measured at half the time of
 * a transposed convolution where windows overlap, and faster than repeating elements where they do not.
 */
function spread(gradient: Tensor, shape: Shape, window: Window, countPadding: boolean): Tensor {
  const [images, channels, height, width] = shape;
  const [down, across] = window.size;
  const { graph } = gradient;
  const [vertical, horizontal] = ([0, 1] as const).map((i) => shares(shape[i + 2], window, i, countPadding));
  const rows = matrixProduct(
    reshaped(gradient, [images * channels * down, across]),
    graph.constant(horizontal, [across, width]),
    false,
    false,
  );
  const whole = graph.emit(
    'MatMul',
    [
      graph.constant(transposed(vertical, down, height), [height, down]),
      reshaped(rows, [images * channels, down, width]),
    ],
    [images * channels, height, width],
  );
  return reshaped(whole, shape);
}

/** [windows, places] along one axis: which share of each window a place has. */
function shares(places: number, window: Window, axis: 0 | 1, countPadding: boolean): Float32Array {
  const count = window.size[axis];
  const matrix = new Float32Array(count * places);
  for (let at = 0; at < count; at++) {
    const from = at * window.stride[axis] - window.before[axis];
    const [start, end] = [Math.max(from, 0), Math.min(from + window.kernel[axis], places)];
    const share = 1 / (countPadding ? window.kernel[axis] : end - start);
    matrix.fill(share, at * places + start, at * places + end);
  }
  return matrix;
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]);
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
