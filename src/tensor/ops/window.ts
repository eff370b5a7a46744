/** Where the windows of a convolution or of a pooling lie on a feature map. */
import { failOnShapes, type Shape } from '../shapes.ts';

export interface WindowOptions {
  /** Step of the window, for both axes or as [vertical, horizontal]; default 1 (pooling: the window's size). */
  readonly stride?: number | readonly [number, number];
  /**
   * Places added on each side: for all sides, as [vertical, horizontal], or as ONNX gives them
   * [top, left, bottom, right]; default 0.
   */
  readonly padding?: number | readonly [number, number] | readonly [number, number, number, number];
  /** Distance between the places that a window reads, for both axes or as [vertical, horizontal]; default 1. */
  readonly dilation?: number | readonly [number, number];
}

export type Pair = readonly [vertical: number, horizontal: number];

export interface Window {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly dilation: Pair;
  /** Above and to the left. */
  readonly before: Pair;
  /** Below and to the right. */
  readonly after: Pair;
  /** Height and width of the result. */
  readonly size: Pair;
  /** Rows and columns at the far end, padding included, that no window reaches. */
  readonly unread: Pair;
}

/**
 * @param shapes of the operation's arguments, for the error; the feature map [images, channels, height, width]
 * comes first.
 * @throws shape-mismatch when a number is not whole or no window fits.
 */
export function measureWindow(
  operation: string,
  shapes: readonly Shape[],
  kernel: Pair,
  options: WindowOptions,
): Window {
  const stride = pair(options.stride ?? 1);
  const dilation = pair(options.dilation ?? 1);
  const [before, after] = sides(options.padding ?? 0);
  const [, , height, width] = shapes[0];
  const room = ([height, width] as const).map(
    (places, i) => places + before[i] + after[i] - dilation[i] * (kernel[i] - 1) - 1,
  );
  const steps = [...stride, ...dilation, ...kernel];
  const valid =
    steps.every((step) => Number.isInteger(step) && step > 0) &&
    [...before, ...after].every((places) => Number.isInteger(places) && places >= 0) &&
    room.every((free) => free >= 0);
  if (!valid) {
    failOnShapes(
      operation,
      `a window of ${kernel.join('×')} does not fit with stride ${stride.join('×')}, ` +
        `padding ${[...before, ...after].join()} and dilation ${dilation.join('×')}`,
      shapes,
      'Use a smaller window or more padding, and whole numbers for all of them.',
    );
  }
  return {
    kernel,
    stride,
    dilation,
    before,
    after,
    size: [Math.floor(room[0] / stride[0]) + 1, Math.floor(room[1] / stride[1]) + 1],
    unread: [room[0] % stride[0], room[1] % stride[1]],
  };
}

/** The window as the attributes of ONNX's convolutions and poolings. */
export function windowAttributes({ kernel, stride, before, after }: Window): {
  kernel_shape: Pair;
  strides: Pair;
  pads: readonly number[];
} {
  return { kernel_shape: kernel, strides: stride, pads: [...before, ...after] };
}

export function pair(value: number | Pair): Pair {
  return typeof value === 'number' ? [value, value] : value;
}

function sides(padding: NonNullable<WindowOptions['padding']>): readonly [before: Pair, after: Pair] {
  if (typeof padding === 'number') return [pair(padding), pair(padding)];
  if (padding.length === 2) return [padding, padding];
  const [top, left, bottom, right] = padding;
  return [
    [top, left],
    [bottom, right],
  ];
}
