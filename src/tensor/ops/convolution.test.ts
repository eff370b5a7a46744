/** Convolutions against plain loops, and their gradients against finite differences, for each way they are made. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../check-gradients.ts';
import { Graph } from '../graph.ts';
import { createSession } from '../session.ts';
import { sizeOf } from '../shapes.ts';
import { multiply } from './arithmetic.ts';
import { compute } from './compute.ts';
import { conv1d, conv2d, type ConvolutionOptions } from './convolution.ts';
import { sum } from './reduce.ts';

interface Case extends ConvolutionOptions {
  readonly images?: number;
  readonly channels?: number;
  readonly filters?: number;
  readonly size: readonly [number, number];
  readonly kernel: readonly [number, number];
}

const CASES: readonly Case[] = [
  { size: [8, 8], kernel: [3, 3], stride: 2, padding: 1 },
  { size: [7, 7], kernel: [3, 3], stride: 1, padding: 1 },
  { size: [9, 6], kernel: [3, 2], stride: [2, 1], padding: [0, 1] },
  { size: [10, 11], kernel: [3, 3], stride: 3, padding: 0 },
  { size: [10, 8], kernel: [2, 2], stride: 3, padding: 1 },
  { size: [5, 5], kernel: [5, 5], stride: 1, padding: 2 },
  { size: [4, 4], kernel: [4, 4], stride: 4, padding: 0 },
  // Each side padded differently, as some files have it, and by more than the window covers.
  { size: [7, 6], kernel: [3, 3], stride: 2, padding: [0, 0, 1, 1] },
  { size: [7, 5], kernel: [3, 2], padding: [2, 0, 1, 1] },
  { size: [3, 4], kernel: [2, 2], padding: [3, 0, 2, 4], stride: [1, 2] },
  { size: [4, 5], kernel: [1, 2], padding: [1, 3, 0, 2] },
  // Windows with gaps.
  { size: [9, 8], kernel: [3, 3], dilation: 2, padding: 2 },
  { size: [9, 8], kernel: [3, 3], dilation: [3, 1], padding: [1, 0], stride: [2, 1] },
  { size: [9, 10], kernel: [2, 3], dilation: [2, 3], stride: [3, 2], padding: [1, 2, 0, 1] },
  // One place each: a product per image, one over all images, with a stride, with padding.
  { size: [5, 7], kernel: [1, 1] },
  { images: 3, channels: 9, filters: 8, size: [1, 2], kernel: [1, 1] },
  { size: [5, 4], kernel: [1, 1], stride: 2 },
  { size: [3, 4], kernel: [1, 1], padding: 1 },
  // Groups.
  { channels: 6, filters: 4, groups: 2, size: [6, 5], kernel: [3, 3], padding: 1 },
  { channels: 4, filters: 8, groups: 4, size: [7, 6], kernel: [3, 2], stride: 2, padding: [1, 0] },
  { channels: 6, filters: 9, groups: 3, size: [6, 7], kernel: [2, 3], dilation: 2, padding: 1 },
  { channels: 4, filters: 6, groups: 2, size: [3, 5], kernel: [1, 1] },
  // Depthwise.
  { channels: 5, filters: 5, groups: 5, size: [6, 7], kernel: [3, 3], padding: 1 },
  { channels: 3, filters: 3, groups: 3, size: [8, 7], kernel: [5, 3], stride: 2, padding: [2, 1, 1, 2] },
  { channels: 3, filters: 3, groups: 3, size: [9, 8], kernel: [3, 3], dilation: 2, padding: 2 },
  // Large enough for weights to be turned around: 2,048 places and 16 channels.
  { images: 2, channels: 16, filters: 2, size: [32, 33], kernel: [3, 3], padding: [1, 1, 0, 1] },
];

interface Sizes {
  readonly x: readonly number[];
  readonly weight: readonly number[];
}

function sizesOf({ images = 2, channels = 3, filters = 4, groups = 1, size, kernel }: Case): Sizes {
  return { x: [images, channels, ...size], weight: [filters, channels / groups, ...kernel] };
}

const both = (value: number | readonly [number, number] = 1): readonly [number, number] =>
  typeof value === 'number' ? [value, value] : value;

/** The definition, place by place. */
function convolve(
  x: ArrayLike<number>,
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
  sizes: Sizes,
  options: ConvolutionOptions,
): number[] {
  const [images, channels, height, width] = sizes.x;
  const [filters, perGroup, rows, columns] = sizes.weight;
  const { padding = 0, groups = 1 } = options;
  const [stride, dilation] = [both(options.stride), both(options.dilation)];
  const [top, left, bottom, right] =
    typeof padding === 'number' || padding.length === 2 ? [...both(padding), ...both(padding)] : padding;
  const down = Math.floor((height + top + bottom - dilation[0] * (rows - 1) - 1) / stride[0]) + 1;
  const across = Math.floor((width + left + right - dilation[1] * (columns - 1) - 1) / stride[1]) + 1;
  const result: number[] = [];
  for (let at = 0; at < images * filters * down * across; at++) {
    const column = at % across;
    const row = Math.floor(at / across) % down;
    const filter = Math.floor(at / (across * down)) % filters;
    const image = Math.floor(at / (across * down * filters));
    const group = Math.floor(filter / (filters / groups));
    let total = bias[filter];
    for (let c = 0; c < perGroup; c++) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          const y = row * stride[0] + i * dilation[0] - top;
          const z = column * stride[1] + j * dilation[1] - left;
          if (y < 0 || y >= height || z < 0 || z >= width) continue;
          const pixel = x[((image * channels + group * perGroup + c) * height + y) * width + z];
          total += pixel * weight[((filter * perGroup + c) * rows + i) * columns + j];
        }
      }
    }
    result.push(total);
  }
  return result;
}

const random = createRandom('convolution');
const draw = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());

async function expectAsLoops(options: Case): Promise<void> {
  const sizes = sizesOf(options);
  const [x, weight, bias] = [sizeOf(sizes.x), sizeOf(sizes.weight), sizes.weight[0]].map(draw);
  const received = await compute(
    [
      [x, sizes.x],
      [weight, sizes.weight],
      [bias, [bias.length]],
    ],
    (a, b, c) => conv2d(a, b, c, options),
  );
  const expected = convolve(x, weight, bias, sizes, options);
  expect(received).toHaveLength(expected.length);
  const worst = received.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  expect(worst).toBeLessThan(1e-4);
}

/** Held against the loops' own derivative: the result is linear in the input and in the weights. */
async function gradientsAt(options: Case, threads: number): Promise<Float32Array[]> {
  const { x, weight } = sizesOf(options);
  const seeded = createRandom('fixed');
  const numbers = (size: number): Float32Array => Float32Array.from({ length: size }, () => seeded.normal());
  const graph = new Graph();
  const image = graph.input('x', x, 'float32', { gradient: true });
  const kernel = graph.input('weight', weight, 'float32', { gradient: true });
  const result = conv2d(image, kernel, undefined, options);
  const factor = graph.input('factor', result.shape);
  for (const [i, gradient] of graph.gradients(sum(multiply(result, factor)), [image, kernel]).entries()) {
    graph.output(`${i}`, gradient);
  }
  const session = await createSession(graph.toOnnx(), { threads });
  const feeds = {
    x: numbers(sizeOf(x)),
    weight: numbers(sizeOf(weight)),
    factor: numbers(sizeOf(result.shape)),
  };
  const outputs = await session.run(feeds);
  await session.release();
  return [outputs[0], outputs[1]];
}

describe('conv2d', () => {
  it.each(CASES.map((options) => [JSON.stringify(options), options] as const))(
    'agrees with loops and differences: %s',
    async (_title, options) => {
      await expectAsLoops(options);
      const { x, weight } = sizesOf(options);
      const check = await checkGradients(
        ({ parameter }) =>
          conv2d(
            parameter(x),
            parameter(weight, (r) => 0.3 * r.normal()),
            parameter([weight[0]]),
            options,
          ),
        { random: createRandom('differences') },
      );
      expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
    },
  );

  it('agrees with loops and differences for windows of any form', async () => {
    const upTo = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });
    const pairOf = (max: number): fc.Arbitrary<[number, number]> => fc.tuple(upTo(max), upTo(max));
    const form = fc.record({
      images: upTo(3),
      groups: upTo(3),
      channelsPerGroup: upTo(3),
      filtersPerGroup: upTo(3),
      extra: fc.tuple(upTo(5, 0), upTo(5, 0)),
      kernel: pairOf(3),
      stride: pairOf(3),
      dilation: pairOf(2),
      padding: fc.tuple(upTo(2, 0), upTo(2, 0), upTo(2, 0), upTo(2, 0)),
    });
    await fc.assert(
      fc.asyncProperty(form, async ({ channelsPerGroup, filtersPerGroup, extra, ...options }) => {
        const { kernel, dilation, groups } = options;
        const size = [0, 1].map((i) => dilation[i] * (kernel[i] - 1) + 1 + extra[i]) as [number, number];
        const channels = groups * channelsPerGroup;
        const whole = { ...options, size, channels, filters: groups * filtersPerGroup };
        await expectAsLoops(whole);
        const { x, weight } = sizesOf(whole);
        const check = await checkGradients(
          ({ parameter }) => conv2d(parameter(x), parameter(weight), undefined, whole),
          { random: createRandom('any form'), samples: 3 },
        );
        expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
      }),
      { numRuns: 40, seed: 3 },
    );
  });

  it('has the same gradients, to the bit, on any number of threads', async () => {
    // Narrow products, which the runtime would cut into blocks by the number of threads if they stood alone.
    const narrow = {
      images: 8,
      channels: 16,
      filters: 32,
      size: [32, 32],
      kernel: [3, 3],
      stride: 2,
    } as const;
    for (const options of [CASES[0], CASES[18], CASES[22], CASES[25], narrow, { ...narrow, images: 7 }]) {
      const alone = await gradientsAt(options, 1);
      for (const threads of [2, 4]) expect(await gradientsAt(options, threads)).toEqual(alone);
    }
  });

  it.each<[string, readonly number[], readonly number[], ConvolutionOptions]>([
    ['other channels', [1, 3, 5, 5], [4, 2, 3, 3], {}],
    ['groups that do not divide the filters', [1, 4, 5, 5], [3, 2, 3, 3], { groups: 2 }],
    ['a window larger than the image', [1, 2, 2, 5], [4, 2, 3, 3], {}],
    ['a window that dilation makes larger', [1, 2, 5, 5], [4, 2, 3, 3], { dilation: 3 }],
    ['half a step', [1, 2, 5, 5], [4, 2, 3, 3], { stride: 0.5 }],
    ['negative padding', [1, 2, 5, 5], [4, 2, 3, 3], { padding: [0, 0, 0, -1] }],
    ['three axes', [2, 5, 5], [4, 2, 3, 3], {}],
  ])('refuses %s', (_name, x, weight, options) => {
    const graph = new Graph();
    expect(() => conv2d(graph.input('x', x), graph.parameter('w', weight), undefined, options)).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});

describe('conv1d', () => {
  it('agrees with loops', async () => {
    const [x, weight, bias] = [2 * 4 * 11, 6 * 2 * 3, 6].map(draw);
    const options = { stride: 2, padding: [2, 1] as const, dilation: 2, groups: 2 };
    const received = await compute(
      [
        [x, [2, 4, 11]],
        [weight, [6, 2, 3]],
        [bias, [6]],
      ],
      (a, b, c) => conv1d(a, b, c, options),
    );
    const expected = convolve(
      x,
      weight,
      bias,
      { x: [2, 4, 1, 11], weight: [6, 2, 1, 3] },
      {
        stride: [1, 2],
        padding: [0, 2, 0, 1],
        dilation: [1, 2],
        groups: 2,
      },
    );
    expect(received).toHaveLength(expected.length);
    for (const [i, value] of received.entries()) expect(value).toBeCloseTo(expected[i], 4);
  });

  it('agrees with differences', async () => {
    for (const options of [
      { stride: 2, padding: [2, 0] as const, groups: 2 },
      { dilation: 2, padding: 1 },
    ]) {
      const check = await checkGradients(
        ({ parameter }) =>
          conv1d(
            parameter([2, 4, 11]),
            parameter([6, options.groups === 2 ? 2 : 4, 3]),
            parameter([6]),
            options,
          ),
        { random: createRandom('signal') },
      );
      expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
    }
  });

  it('refuses images', () => {
    const graph = new Graph();
    expect(() => conv1d(graph.input('x', [1, 2, 5, 5]), graph.parameter('w', [1, 2, 3]))).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
  });
});
