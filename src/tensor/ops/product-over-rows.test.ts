import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { Graph } from '../graph.ts';
import { matrixProduct, productOverRows } from '../primitives.ts';
import { createSession } from '../session.ts';

describe('productOverRows', () => {
  it.each([
    ['many narrow rows', 5000, 33, 40],
    ['rows that are too narrow', 5000, 5, 40],
    ['rows that are too wide', 4500, 70, 40],
    ['few rows', 7, 33, 40],
  ])('equals the product with the left side read transposed: %s', async (_name, rows, width, columns) => {
    const random = createRandom('rows');
    const graph = new Graph();
    const [a, b] = [graph.input('a', [rows, width]), graph.input('b', [rows, columns])];
    graph.output('product', productOverRows(a, b));
    graph.output('expected', matrixProduct(a, b, true, false));
    const session = await createSession(graph.toOnnx());
    const draw = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal());
    const { product, expected } = await session.run({ a: draw(rows * width), b: draw(rows * columns) });
    await session.release();
    const worst = product.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
    expect(product).toHaveLength(width * columns);
    expect(worst).toBeLessThan(1e-3);
  });
});
