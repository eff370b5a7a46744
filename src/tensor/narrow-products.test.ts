import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { Graph, type Tensor } from './graph.ts';
import { relu } from './ops/activation.ts';
import { matmul } from './ops/matmul.ts';
import { sum } from './ops/reduce.ts';
import { concat, slice } from './ops/shape.ts';
import { createSession } from './session.ts';

const random = createRandom('narrow');
const draw = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());

function decode(onnx: Uint8Array): string {
  return Buffer.from(onnx).toString('latin1');
}

const A = draw(4 * 3);
const B = draw(3 * 6);
const transposed = Float32Array.from(B, (_, i) => B[(i % 3) * 6 + Math.floor(i / 3)]);

/** Columns `from` up to `to` of A · B, in plain numbers. */
function columns(from: number, to: number): number[] {
  return Array.from({ length: 4 * (to - from) }, (_, i) => {
    const [row, column] = [Math.floor(i / (to - from)), from + (i % (to - from))];
    return [0, 1, 2].reduce((total, k) => total + A[row * 3 + k] * B[k * 6 + column], 0);
  });
}

async function parts(transposeB: boolean, also?: (product: Tensor, graph: Graph) => void) {
  const graph = new Graph();
  const a = graph.input('a', [4, 3]);
  const product = transposeB
    ? matmul(a, graph.input('b', [6, 3]), { transposeB })
    : matmul(a, graph.input('b', [3, 6]));
  graph.output('left', slice(product, 1, 0, 2));
  graph.output('right', slice(product, 1, 3, 6));
  also?.(product, graph);
  const onnx = graph.toOnnx();
  const session = await createSession(onnx);
  const results = await session.run({ a: A, b: transposeB ? transposed : B });
  await session.release();
  return { results, isNarrow: decode(onnx).includes(' columns') };
}

describe('columns of a product', () => {
  it.each([false, true])('are computed alone, b transposed: %s', async (transposeB) => {
    const { results, isNarrow } = await parts(transposeB);
    expect(isNarrow).toBe(true);
    for (const [i, value] of columns(0, 2).entries()) expect(results.left[i]).toBeCloseTo(value, 5);
    for (const [i, value] of columns(3, 6).entries()) expect(results.right[i]).toBeCloseTo(value, 5);
  });

  it.each<[string, (product: Tensor, graph: Graph) => void]>([
    ['an output', (product, graph) => graph.output('whole', product)],
    ['read by another operation', (product, graph) => graph.output('relu', relu(product))],
    ['cut along its rows', (product, graph) => graph.output('rows', slice(product, 0, 0, 2))],
  ])('are cut from it where the whole is %s', async (_name, also) => {
    const { results, isNarrow } = await parts(false, also);
    expect(isNarrow).toBe(false);
    for (const [i, value] of columns(3, 6).entries()) expect(results.right[i]).toBeCloseTo(value, 5);
  });

  it('are those of the parts of a concatenation that want a gradient', async () => {
    const graph = new Graph();
    const wanted = graph.input('wanted', [2, 2], 'float32', { gradient: true });
    const product = matmul(concat([graph.input('fed', [2, 5]), wanted], 1), graph.parameter('w', [7, 3]));
    const [gradient] = graph.gradients(sum(product, [0, 1]), [wanted]);
    graph.output('gradient', gradient);
    const session = await createSession(graph.toOnnx());
    const w = draw(21);
    const results = await session.run({ fed: draw(10), wanted: draw(4), w });
    const rowSum = (row: number): number => w[3 * row] + w[3 * row + 1] + w[3 * row + 2];
    for (let i = 0; i < 4; i++) expect(results.gradient[i]).toBeCloseTo(rowSum(5 + (i % 2)), 5);
  });
});
