/** Products of matrices. */
import type { Tensor } from '../graph.ts';
import { columnSums, matrixProduct, productOverRows, reshaped, summedTo } from '../primitives.ts';
import { broadcastShapes, failOnShapes, sizeOf } from '../shapes.ts';

export interface MatmulOptions {
  /** Read `a` with its last two axes exchanged. */
  readonly transposeA?: boolean;
  /** Read `b` with its last two axes exchanged. */
  readonly transposeB?: boolean;
}

/**
 * Matrix product over the last two axes: [..., m, k] · [..., k, n] → [..., m, n]. Leading axes are broadcast.
 * @throws shape-mismatch when an argument has fewer than two axes or the inner sizes differ.
 */
export function matmul(a: Tensor, b: Tensor, options: MatmulOptions = {}): Tensor {
  const { transposeA = false, transposeB = false } = options;
  checkProduct(a, b, transposeA, transposeB);
  return a.graph.record(
    product(a, b, transposeA, transposeB),
    [a, b],
    [
      (gradient) =>
        summedTo(
          transposeA ? product(b, gradient, transposeB, true) : product(gradient, b, false, !transposeB),
          a.shape,
        ),
      (gradient) =>
        summedTo(
          transposeB ? product(gradient, a, true, transposeA) : product(a, gradient, !transposeA, false),
          b.shape,
        ),
    ],
  );
}

/**
 * x · weight + bias over the last axis.
 * @param x [..., inputs]
 * @param weight [inputs, outputs]
 * @param bias [outputs]
 * @returns [..., outputs]
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  checkLinear(x, weight, bias);
  const [inputs, outputs] = weight.shape;
  const rows = sizeOf(x.shape) / inputs;
  const flat = reshaped(x, [rows, inputs]);
  const result = reshaped(matrixProduct(flat, weight, false, false, bias), [
    ...x.shape.slice(0, -1),
    outputs,
  ]);
  return x.graph.record(result, bias ? [x, weight, bias] : [x, weight], [
    (gradient) => reshaped(matrixProduct(reshaped(gradient, [rows, outputs]), weight, false, true), x.shape),
    (gradient) => productOverRows(flat, reshaped(gradient, [rows, outputs])),
    columnSums,
  ]);
}

function product(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): Tensor {
  if (a.shape.length === 2 && b.shape.length === 2) return matrixProduct(a, b, transposeA, transposeB);
  const batch = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
  if (!transposeA && !transposeB) return a.graph.emit('MatMul', [a, b], shape);
  return a.graph.emit('FusedMatMul', [a, b], shape, {
    attributes: { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 },
    domain: 'com.microsoft',
  });
}

function checkProduct(a: Tensor, b: Tensor, transposeA: boolean, transposeB: boolean): void {
  const shapes = [a.shape, b.shape];
  if (a.shape.length < 2 || b.shape.length < 2) {
    failOnShapes(
      'matmul',
      'both sides need two axes or more',
      shapes,
      'Reshape a vector to [1, n] or [n, 1].',
    );
  }
  const inner = [a.shape.at(transposeA ? -2 : -1), b.shape.at(transposeB ? -1 : -2)];
  if (inner[0] !== inner[1]) {
    failOnShapes(
      'matmul',
      `the inner sizes are ${inner[0]} and ${inner[1]}`,
      shapes,
      'Make them equal; transposeA and transposeB read a side with its last two axes exchanged.',
    );
  }
  broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
}

function checkLinear(x: Tensor, weight: Tensor, bias: Tensor | undefined): void {
  const shapes = [x.shape, weight.shape, ...(bias ? [bias.shape] : [])];
  const fits =
    weight.shape.length === 2 &&
    x.shape.at(-1) === weight.shape[0] &&
    (!bias || (bias.shape.length === 1 && bias.shape[0] === weight.shape[1]));
  if (fits) return;
  failOnShapes(
    'linear',
    'the parts do not fit',
    shapes,
    'Give x [..., in], weight [in, out] and bias [out].',
  );
}
