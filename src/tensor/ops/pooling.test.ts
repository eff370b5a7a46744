/** Poolings against plain loops, and their gradients against differences. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients, type Sampler } from '../check-gradients.ts';
import { Graph } from '../graph.ts';
import { createSession } from '../session.ts';
import { compute } from './compute.ts';
import { multiply } from './arithmetic.ts';
import { averagePool, globalAveragePool, maxPool, type AveragePoolOptions } from './pooling.ts';
import { sum } from './reduce.ts';

type Sides = readonly [number, number, number, number];

interface Form {
  readonly size: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly padding: Sides;
}

const FORMS: readonly (Form & Pick<AveragePoolOptions, 'countPadding'>)[] = [
  { size: [6, 4], kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0] },
  { size: [7, 5], kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0] },
  { size: [7, 9], kernel: [3, 3], stride: [2, 2], padding: [1, 1, 1, 1] },
  { size: [8, 9], kernel: [3, 3], stride: [2, 2], padding: [0, 0, 1, 1], countPadding: true },
  { size: [5, 5], kernel: [3, 3], stride: [1, 1], padding: [1, 1, 1, 1] },
  { size: [5, 6], kernel: [3, 2], stride: [1, 1], padding: [2, 0, 1, 1], countPadding: true },
  { size: [9, 8], kernel: [2, 3], stride: [3, 4], padding: [1, 0, 0, 2] },
];

/** The elements of each window, window by window. */
function windows(x: readonly number[], images: number, form: Form): number[][] {
  const [height, width] = form.size;
  const [top, left, bottom, right] = form.padding;
  const found: number[][] = [];
  for (let map = 0; map < images; map++) {
    for (let y = -top; y + form.kernel[0] <= height + bottom; y += form.stride[0]) {
      for (let z = -left; z + form.kernel[1] <= width + right; z += form.stride[1]) {
        const window: number[] = [];
        for (let row = Math.max(y, 0); row < Math.min(y + form.kernel[0], height); row++) {
          for (let column = Math.max(z, 0); column < Math.min(z + form.kernel[1], width); column++) {
            window.push(x[(map * height + row) * width + column]);
          }
        }
        found.push(window);
      }
    }
  }
  return found;
}

const total = (window: readonly number[]): number => window.reduce((sum_, value) => sum_ + value, 0);

/** Distinct values, at least 0.1 apart, so that differences do not change which is the largest. */
function distinct(): Sampler {
  const shuffled = createRandom('order').shuffle(Array.from({ length: 600 }, (_, i) => i));
  let next = 0;
  return () => 0.1 * shuffled[next++] - 30;
}

describe.each(FORMS.map((form) => [JSON.stringify(form), form] as const))('%s', (_title, form) => {
  const shape = [2, 3, ...form.size];
  const random = createRandom('pooling');
  const x = Array.from({ length: 6 * form.size[0] * form.size[1] }, () => random.normal());

  it('averages', async () => {
    const received = await compute([[x, shape]], (a) => averagePool(a, form));
    const expected = windows(x, 6, form).map(
      (window) => total(window) / (form.countPadding ? form.kernel[0] * form.kernel[1] : window.length),
    );
    expect(received).toEqual(expected.map((value): unknown => expect.closeTo(value, 5)));
    const check = await checkGradients(({ parameter }) => averagePool(parameter(shape), form), {
      random: createRandom('average'),
    });
    expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
  });

  it('finds the largest', async () => {
    const received = await compute([[x, shape]], (a) => maxPool(a, form));
    expect(received).toEqual(windows(x, 6, form).map((window) => Math.fround(Math.max(...window))));
    const check = await checkGradients(({ parameter }) => maxPool(parameter(shape, distinct()), form), {
      random: createRandom('largest'),
      samples: 20,
    });
    expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
  });
});

describe('maxPool', () => {
  it('gives the gradient of equal values to the first of them alone', async () => {
    const graph = new Graph();
    const x = graph.input('x', [1, 1, 2, 4], 'float32', { gradient: true });
    const y = maxPool(x, { kernel: 2 });
    const [gradient] = graph.gradients(sum(multiply(y, graph.input('factor', y.shape))), [x]);
    graph.output('gradient', gradient);
    const session = await createSession(graph.toOnnx());
    const outputs = await session.run({
      x: Float32Array.of(0, 0, 1, 2, 0, 0, 2, 2),
      factor: Float32Array.of(3, 5),
    });
    await session.release();
    expect([...outputs['gradient']]).toEqual([3, 0, 0, 5, 0, 0, 0, 0]);
  });

  it('loses no addition where windows overlap, on one thread and on two', async () => {
    const [images, side] = [8, 61];
    const graph = new Graph();
    const x = graph.input('x', [images, 4, side, side], 'float32', { gradient: true });
    const y = maxPool(x, { kernel: 3, stride: 1, padding: 1 });
    const [gradient] = graph.gradients(sum(multiply(y, graph.input('factor', []))), [x]);
    graph.output('gradient', gradient);
    const random = createRandom('overlap');
    // Few distinct values and no ties: every third place in both directions stands out for nine windows.
    const feeds = {
      x: Float32Array.from({ length: images * 4 * side * side }, () => random.next()),
      factor: Float32Array.of(1),
    };
    for (const threads of [1, 2]) {
      const session = await createSession(graph.toOnnx(), { threads });
      for (let run = 0; run < 10; run++) {
        const outputs = await session.run(feeds);
        expect(total([...outputs['gradient']])).toBe(images * 4 * side * side);
      }
      await session.release();
    }
  });
});

describe('poolings', () => {
  it('take the mean over all places', async () => {
    const x = [1, 2, 3, 6, 0, 0, 0, 4];
    expect(await compute([[x, [1, 2, 2, 2]]], globalAveragePool)).toEqual([3, 1]);
  });

  it('step by the window where no step is given', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 4, max: 9 }),
        async (kernel, size) => {
          const x = Array.from({ length: size * size }, (_, i) => (i * 7919) % 101);
          const side = [kernel, kernel] as const;
          const form: Form = { size: [size, size], kernel: side, stride: side, padding: [0, 0, 0, 0] };
          expect(await compute([[x, [1, 1, size, size]]], (a) => maxPool(a, { kernel }))).toEqual(
            windows(x, 1, form).map((window) => Math.max(...window)),
          );
        },
      ),
      { numRuns: 10, seed: 5 },
    );
  });

  it.each([
    ['three axes', [3, 5, 5], { kernel: 2 }],
    ['a window larger than the map', [1, 1, 3, 5], { kernel: 4 }],
    ['padding as large as the window', [1, 1, 5, 5], { kernel: 2, padding: 2 }],
    ['half a step', [1, 1, 5, 5], { kernel: 2, stride: 0.5 }],
  ])('refuse %s', (_name, shape, options) => {
    const x = new Graph().input('x', shape);
    for (const pool of [averagePool, maxPool]) {
      expect(() => pool(x, options)).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    }
  });
});
