/** Convolutions and poolings: operators that move a window over feature maps. */
import type { Tensor } from '../../graph.ts';
import { conv1d, conv2d } from '../../ops/convolution.ts';
import { averagePool, maxPool } from '../../ops/pooling.ts';
import { reshape } from '../../ops/shape.ts';
import type { Shape } from '../../shapes.ts';
import type { NodeReading } from '../node-reading.ts';
import { fold, type ScaleAndShift } from './normalisation.ts';
import { withGradient } from './operator.ts';
import { emitRaw } from './raw.ts';

/** How a window moves, an entry for each axis of the feature map. */
export interface Movement {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Places added before and after each axis. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** A convolution; a normalisation behind it may become part of it. */
export function convolution(reading: NodeReading, normalisation?: ScaleAndShift): Tensor {
  const x = reading.tensor(0);
  let weight = reading.value(1);
  let bias = reading.has(2) ? reading.value(2) : undefined;
  if (normalisation) ({ weight, bias } = fold(reading, weight, bias, 0, normalisation));
  const { strides, dilations, before, after } = movement(reading, x.shape, weight.shape.slice(2));
  const groups = reading.integer('group', 1);
  const filters = reading.asTensor(weight);
  const shifts = bias && reading.asTensor(bias);
  if (x.shape.length === 3) {
    const [stride, dilation] = [strides[0], dilations[0]];
    return conv1d(x, filters, shifts, { stride, dilation, groups, padding: [before[0], after[0]] });
  }
  if (x.shape.length !== 4) reading.failOnShape('moves over more than two axes', x.shape);
  return conv2d(x, filters, shifts, {
    stride: [strides[0], strides[1]],
    dilation: [dilations[0], dilations[1]],
    padding: [before[0], before[1], after[0], after[1]],
    groups,
  });
}

/** Reads strides, dilations and padding, explicit or automatic. */
export function movement(reading: NodeReading, shape: Shape, kernel: Shape): Movement {
  const places = shape.slice(2);
  const strides = reading.integers('strides') ?? places.map(() => 1);
  const dilations = reading.integers('dilations') ?? places.map(() => 1);
  const pads = reading.integers('pads') ?? [...places, ...places].map(() => 0);
  const isComplete =
    kernel.length === places.length &&
    strides.length === places.length &&
    dilations.length === places.length &&
    pads.length === 2 * places.length;
  if (!isComplete || [...kernel, ...strides, ...dilations].some((size) => size < 1)) {
    reading.failOnShape('has a window that does not fit its input', shape, kernel);
  }
  const automatic = reading.text('auto_pad', 'NOTSET');
  if (automatic !== 'SAME_UPPER' && automatic !== 'SAME_LOWER') {
    const isExplicit = automatic === 'NOTSET';
    return {
      kernel,
      strides,
      dilations,
      before: isExplicit ? pads.slice(0, places.length) : places.map(() => 0),
      after: isExplicit ? pads.slice(places.length) : places.map(() => 0),
    };
  }
  // As many results as steps fit into the input; an odd place goes to the end (UPPER) or to the start.
  const added = places.map((size, i) => {
    const reach = (kernel[i] - 1) * dilations[i] + 1;
    return Math.max(0, (Math.ceil(size / strides[i]) - 1) * strides[i] + reach - size);
  });
  const less = added.map((places) => Math.floor(places / 2));
  const more = added.map((places) => Math.ceil(places / 2));
  const isUpper = automatic === 'SAME_UPPER';
  return { kernel, strides, dilations, before: isUpper ? less : more, after: isUpper ? more : less };
}

export const WINDOWS = withGradient({
  Conv: (reading) => convolution(reading),
  AveragePool: (reading) => pooling(reading),
  MaxPool: (reading) => pooling(reading),
});

function pooling(reading: NodeReading): Tensor {
  const x = reading.tensor(0);
  const { kernel, strides, dilations, before, after } = movement(
    reading,
    x.shape,
    reading.integers('kernel_shape') ?? [],
  );
  if (reading.node.outputs.slice(1).some(Boolean)) {
    reading.fail('gives the places of what it found', 'Stop before this node (stopAt).');
  }
  const roundUp = reading.integer('ceil_mode', 0) === 1;
  const size = x.shape.slice(2).map((places, i) => {
    const room = places + before[i] + after[i] - dilations[i] * (kernel[i] - 1) - 1;
    const steps = roundUp ? Math.ceil(room / strides[i]) : Math.floor(room / strides[i]);
    // A window that would start in the padding behind the last place is left out.
    return roundUp && steps * strides[i] >= places + before[i] ? steps : steps + 1;
  });
  const end = size.map((count, i) => {
    const reach = (count - 1) * strides[i] + kernel[i];
    return Math.max(after[i], reach - x.shape[i + 2] - before[i]);
  });
  const countPadding = reading.integer('count_include_pad', 0) === 1;
  const isRoundedUp = end.some((places, i) => places !== after[i]);
  const isPlain =
    dilations.every((step) => step === 1) &&
    [before, end].every((sides) => sides.every((places, i) => places < kernel[i])) &&
    kernel.length <= 2;
  // What is added to round up counts as padding for none of the exporters, so it is left to the runtime.
  if (!isPlain || (isRoundedUp && countPadding)) {
    if (reading.graph.isDifferentiable(x)) reading.failOnGradient();
    return emitRaw(reading, [[...x.shape.slice(0, 2), ...size]])[0];
  }
  return pool(reading, x, { kernel, strides, before, after: end, dilations }, countPadding);
}

function pool(reading: NodeReading, x: Tensor, window: Movement, countPadding: boolean): Tensor {
  if (x.shape.length === 3) {
    // A signal is a map of one row.
    const [rows, channels, length] = x.shape;
    const flat = {
      kernel: [1, ...window.kernel],
      strides: [1, ...window.strides],
      dilations: [1, 1],
      before: [0, ...window.before],
      after: [0, ...window.after],
    };
    const y = pool(reading, reshape(x, [rows, channels, 1, length]), flat, countPadding);
    return reshape(y, [rows, channels, y.shape[3]]);
  }
  const options = {
    kernel: [window.kernel[0], window.kernel[1]],
    stride: [window.strides[0], window.strides[1]],
    padding: [window.before[0], window.before[1], window.after[0], window.after[1]],
  } as const;
  return reading.node.operator === 'MaxPool'
    ? maxPool(x, options)
    : averagePool(x, { ...options, countPadding });
}
