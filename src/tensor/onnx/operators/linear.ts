/** Products of matrices. */
import type { Tensor } from '../../graph.ts';
import { add, scale } from '../../ops/arithmetic.ts';
import { matmul, type MatmulOptions } from '../../ops/matmul.ts';
import { reshape } from '../../ops/shape.ts';
import type { NodeReading } from '../node-reading.ts';
import { fold, type ScaleAndShift } from './normalisation.ts';
import { withGradient } from './operator.ts';

export const LINEAR = withGradient({
  Gemm: (reading) => gemm(reading),
  MatMul: (reading) => product(reading, {}),
  FusedMatMul: (reading) => {
    for (const batched of ['transBatchA', 'transBatchB']) {
      if (reading.integer(batched, 0) !== 0) reading.fail(`uses ${batched}`, 'Export it without fusions.');
    }
    return scaled(product(reading, transposes(reading)), reading.float('alpha', 1));
  },
});

/** α A B + β C; a normalisation behind it may become part of it. */
export function gemm(reading: NodeReading, normalisation?: ScaleAndShift): Tensor {
  const options = transposes(reading);
  const [alpha, beta] = [reading.float('alpha', 1), reading.float('beta', 1)];
  let weight = reading.value(1);
  let bias = reading.has(2) ? reading.value(2) : undefined;
  if (normalisation) {
    if (alpha !== 1 || beta !== 1 || (bias && bias.shape.length !== 1)) {
      reading.fail('is scaled before a normalisation', 'Export the network with its normalisations folded.');
    }
    ({ weight, bias } = fold(reading, weight, bias, options.transposeB ? 0 : 1, normalisation));
  }
  const y = scaled(matmul(reading.tensor(0), reading.asTensor(weight), options), alpha);
  return bias ? add(y, scaled(reading.asTensor(bias), beta)) : y;
}

function transposes(reading: NodeReading): Required<MatmulOptions> {
  return {
    transposeA: reading.integer('transA', 0) === 1,
    transposeB: reading.integer('transB', 0) === 1,
  };
}

/** NumPy's product: a vector counts as one row or one column, which is dropped again. */
function product(reading: NodeReading, options: MatmulOptions): Tensor {
  const [a, b] = [reading.tensor(0), reading.tensor(1)];
  const left = a.shape.length === 1 ? reshape(a, [1, a.shape[0]]) : a;
  const right = b.shape.length === 1 ? reshape(b, [b.shape[0], 1]) : b;
  const y = matmul(left, right, options);
  const rows = a.shape.length === 1 ? [] : [y.shape.at(-2)!];
  const columns = b.shape.length === 1 ? [] : [y.shape.at(-1)!];
  return reshape(y, [...y.shape.slice(0, -2), ...rows, ...columns]);
}

function scaled(x: Tensor, factor: number): Tensor {
  return factor === 1 ? x : scale(x, factor);
}
