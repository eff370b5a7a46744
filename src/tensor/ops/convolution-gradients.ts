/**
 * How gradients pass back through a convolution. Each can be written as several compositions of ONNX operators,
 * whose speed differs up to tenfold with the shape; what is chosen here was the fastest of those measured on one
 * and two threads, with 32 images of 64 × 64 down to 4 × 4 and 3 to 384 channels.
 */
import type { Tensor } from '../graph.ts';
import {
  binary,
  joined,
  matrixProduct,
  paddedAll,
  permuted,
  reduced,
  reshaped,
  reversed,
  sliced,
  slicedAll,
} from '../primitives.ts';
import { sizeOf, type Shape } from '../shapes.ts';
import { windowAttributes, type Window } from './window.ts';

/** Below so many output places in a batch, turning the weights around costs more than it saves. */
const FEWEST_PLACES_TO_TURN_WEIGHTS = 2048;
/** Shorter sums than this cost more to add up than another thread gains. */
const FEWEST_PLACES_IN_A_PART = 512;
/** A convolution that makes fewer channels than this leaves most of a matrix kernel's rows empty. */
const FEWEST_CHANNELS_TO_TURN_WEIGHTS = 16;

/**
 * The transposed convolution of the gradient with the same weights. With stride 1 that is an ordinary convolution
 * with weights turned around, which spares adding up overlapping windows: a tenth to a third of the time on large
 * feature maps, and more than half for a depthwise convolution on two threads. With larger strides, inserting
 * zeros or computing each phase of the stride apart was slower than ONNX Runtime's transposed convolution.
 */
export function inputGradient(
  gradient: Tensor,
  shape: Shape,
  weight: Tensor,
  window: Window,
  groups: number,
): Tensor {
  const { kernel, stride, dilation, before, after, unread } = window;
  const reach = [dilation[0] * (kernel[0] - 1), dilation[1] * (kernel[1] - 1)];
  const pads = [...before, ...after].map((places, i) => reach[i % 2] - places);
  const [images, , height, width] = gradient.shape;
  const worthTurning =
    isDepthwise(shape, weight.shape, groups) ||
    isPointwise(window) ||
    (images * height * width >= FEWEST_PLACES_TO_TURN_WEIGHTS &&
      shape[1] / groups >= FEWEST_CHANNELS_TO_TURN_WEIGHTS);
  if (stride.every((step) => step === 1) && pads.every((places) => places >= 0) && worthTurning) {
    return gradient.graph.emit('Conv', [gradient, turnedAround(weight, groups)], shape, {
      attributes: { kernel_shape: kernel, pads, dilations: dilation, group: groups },
    });
  }
  // Padding that no window reaches needs no gradient; real pixels that no window reaches get zeros.
  return gradient.graph.emit('ConvTranspose', [gradient, weight], shape, {
    attributes: {
      ...windowAttributes(window),
      dilations: dilation,
      group: groups,
      output_padding: unread,
    },
  });
}

export function weightGradient(
  gradient: Tensor,
  x: Tensor,
  weight: Shape,
  window: Window,
  groups: number,
): Tensor {
  if (isDepthwise(x.shape, weight, groups)) return depthwiseWeights(gradient, x, weight, window);
  if (isPointwise(window) && groups === 1) return pointwiseWeights(gradient, x, weight);
  // Groups are products of their own already.
  const parts = groups > 1 ? 1 : partsOf(x.shape[0], window.size[0] * window.size[1]);
  if (window.dilation[1] > 1 || parts === 0) return channelWeights(gradient, x, weight, window, groups);
  return windowWeights(gradient, x, weight, window, groups, parts);
}

/**
 * One convolution in which the images are the channels, the gradient is the kernel and the channels lie side by
 * side in a row: the input's rows are read as width · channels places, the stride is the kernel's dilation, and
 * kernel width · channels places of the result are what it takes to hold every weight. So the runtime computes
 * matrix products of filters × (kernel · channels), and gathers the windows for them piece by piece in the cache.
 * Two to four times as fast as keeping channels apart (products that are as narrow as the kernel), and up to twice
 * as fast as one product per place of the kernel or as gathering all windows first.
 */
function windowWeights(
  gradient: Tensor,
  x: Tensor,
  weight: Shape,
  window: Window,
  groups: number,
  parts: number,
): Tensor {
  const { stride, dilation, kernel, before, size } = window;
  const [filters, channels] = weight;
  const { image, end } = cutToWindows(x, window);
  const [images, , height, width] = image.shape;
  const rows =
    groups === 1
      ? permuted(image, [0, 2, 3, 1])
      : permuted(reshaped(image, [images, groups, channels, height, width]), [1, 0, 3, 4, 2]);
  const kernels = permuted(
    reshaped(gradient, [parts, images / parts, filters, size[0] * size[1]]),
    [0, 2, 1, 3],
  );
  const result = x.graph.emit(
    'Conv',
    [
      reshaped(rows, [1, groups * images, height, width * channels]),
      reshaped(kernels, [parts * filters, images / parts, ...size]),
    ],
    [1, parts * filters, kernel[0], kernel[1] * channels],
    {
      attributes: {
        kernel_shape: size,
        dilations: [stride[0], stride[1] * channels],
        strides: [dilation[0], 1],
        pads: [before[0], before[1] * channels, end[0], end[1] * channels],
        group: parts * groups,
      },
    },
  );
  const whole = reduced('ReduceSum', reshaped(result, [parts, sizeOf(weight)]), [0], false);
  return permuted(reshaped(whole, [filters, ...kernel, channels]), [0, 3, 1, 2]);
}

/**
 * In how many parts images are taken, each a product of its own, added up in the end; 0 when they cannot be
 * parted. The runtime shares whole products between threads, so that sums have the same order, and so the same
 * bits, on any number of threads; one product alone it would cut in ways that change its blocks.
 */
function partsOf(images: number, places: number): number {
  const most = Math.min(8, Math.max(2, Math.floor((images * places) / FEWEST_PLACES_IN_A_PART)));
  for (let parts = most; parts > 1; parts--) if (images % parts === 0) return parts;
  return 0;
}

/**
 * As `windowWeights`, but each channel on its own: for dilated windows, which leave gaps between channels in a row,
 * and for numbers of images that cannot be parted.
 */
function channelWeights(gradient: Tensor, x: Tensor, weight: Shape, window: Window, groups: number): Tensor {
  const { stride, dilation, kernel, before, size } = window;
  const [filters, channels] = weight;
  const { image, end } = cutToWindows(x, window);
  const [images, , height, width] = image.shape;
  const apart = permuted(reshaped(image, [images, groups, channels, height, width]), [2, 1, 0, 3, 4]);
  const result = x.graph.emit(
    'Conv',
    [reshaped(apart, [channels, groups * images, height, width]), permuted(gradient, [1, 0, 2, 3])],
    [channels, filters, ...kernel],
    {
      attributes: {
        kernel_shape: size,
        dilations: stride,
        strides: dilation,
        pads: [...before, ...end],
        group: groups,
      },
    },
  );
  return permuted(result, [1, 0, 2, 3]);
}

/** A product per image, or, where those would be larger than the feature maps, one over all images. */
function pointwiseWeights(gradient: Tensor, x: Tensor, weight: Shape): Tensor {
  const [filters, channels] = weight;
  const [images, , height, width] = gradient.shape;
  const places = height * width;
  if (filters * channels <= (filters + channels) * places) {
    const each = x.graph.emit(
      'FusedMatMul',
      [reshaped(gradient, [images, filters, places]), reshaped(x, [images, channels, places])],
      [images, filters, channels],
      { domain: 'com.microsoft', attributes: { transA: 0, transB: 1 } },
    );
    return reshaped(reduced('ReduceSum', each, [0], false), weight);
  }
  const rows = (maps: Tensor, width_: number): Tensor =>
    reshaped(permuted(maps, [0, 2, 3, 1]), [images * places, width_]);
  return reshaped(matrixProduct(rows(gradient, filters), rows(x, channels), true, false), weight);
}

/**
 * Per place of the kernel, the gradient times what that place reads, added up by a product with ones. Channels
 * come last, so that every step runs over contiguous numbers: two to five times as fast on one thread as the
 * convolutions above.
 */
function depthwiseWeights(gradient: Tensor, x: Tensor, weight: Shape, window: Window): Tensor {
  const { kernel, stride, dilation, before, after, size } = window;
  const [images, channels] = gradient.shape;
  const places = images * size[0] * size[1];
  const ones = x.graph.constant(new Float32Array(places).fill(1), [1, places]);
  const flat = permuted(gradient, [0, 2, 3, 1]); // (images, height, width, channels)
  const image = paddedAll(permuted(x, [0, 2, 3, 1]), [0, ...before, 0], [0, ...after, 0]);
  const sums: Tensor[] = [];
  for (let row = 0; row < kernel[0]; row++) {
    for (let column = 0; column < kernel[1]; column++) {
      const starts = [row * dilation[0], column * dilation[1]];
      const read = slicedAll(image, [1, 2], starts, size, stride);
      const product = reshaped(binary('Mul', read, flat), [places, channels]);
      sums.push(matrixProduct(ones, product, false, false));
    }
  }
  return reshaped(permuted(joined(sums, 0), [1, 0]), weight);
}

/** Leaves out what no window reads: padding first, then real places at the far end. */
function cutToWindows(x: Tensor, { after, unread }: Window): { image: Tensor; end: readonly number[] } {
  const ends = after.map((places, i) => places - unread[i]);
  const image = ends.reduce(
    (cut, end, i) => (end < 0 ? sliced(cut, i + 2, 0, cut.shape[i + 2] + end) : cut),
    x,
  );
  return { image, end: ends.map((end) => Math.max(end, 0)) };
}

/** Weights for the way back: each kernel turned by 180°, inputs and outputs of each group exchanged. */
function turnedAround(weight: Tensor, groups: number): Tensor {
  const [filters, channels, ...kernel] = weight.shape;
  const perGroup = filters / groups;
  const exchanged =
    groups === 1
      ? permuted(weight, [1, 0, 2, 3])
      : reshaped(permuted(reshaped(weight, [groups, perGroup, channels, ...kernel]), [0, 2, 1, 3, 4]), [
          groups * channels,
          perGroup,
          ...kernel,
        ]);
  return reversed(
    exchanged,
    [2, 3].filter((axis) => exchanged.shape[axis] > 1),
  );
}

function isDepthwise(x: Shape, weight: Shape, groups: number): boolean {
  return groups > 1 && groups === x[1] && groups === weight[0];
}

/** Whether each place of the result reads the one place that it lies at. */
function isPointwise({ kernel, stride, before, after }: Window): boolean {
  return (
    [...kernel, ...stride].every((value) => value === 1) &&
    [...before, ...after].every((value) => value === 0)
  );
}
