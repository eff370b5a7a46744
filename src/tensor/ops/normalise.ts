/** Vectors along the last axis brought to a common scale. */
import type { Tensor } from '../graph.ts';
import { binary, columnSums, reduced, unary } from '../primitives.ts';
import { failOnShapes, resolveAxis, sameShape } from '../shapes.ts';

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): mean 0 and variance 1 along the last axis, then times `gain`
 * plus `bias`.
 * @param x [..., width]
 * @param gain [width]
 * @param bias [width]
 * @param epsilon added to the variance.
 */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  const { graph } = x;
  const axis = resolveAxis('layerNorm', -1, x.shape);
  const row = [x.shape[axis]];
  if (!sameShape(gain.shape, row) || !sameShape(bias.shape, row)) {
    failOnShapes(
      'layerNorm',
      'gain and bias do not match the last axis',
      [x.shape, gain.shape, bias.shape],
      `Give both the shape [${row[0]}].`,
    );
  }
  const perRow = [...x.shape.slice(0, -1), 1];
  const [y, average, inverseDeviation] = graph.emitMany(
    'LayerNormalization',
    [x, gain, bias],
    [x.shape, perRow, perRow],
    { attributes: { axis, epsilon: { float: epsilon } } },
  );
  const normalised = (): Tensor => binary('Mul', binary('Sub', x, average), inverseDeviation);
  return graph.record(
    y,
    [x, gain, bias],
    [
      (gradient) => {
        const inner = binary('Mul', gradient, gain);
        const shared = reduced('ReduceMean', inner, [axis]);
        const along = reduced('ReduceMean', binary('Mul', inner, normalised()), [axis]);
        const centred = binary('Sub', inner, shared);
        return binary('Mul', inverseDeviation, binary('Sub', centred, binary('Mul', normalised(), along)));
      },
      (gradient) => columnSums(binary('Mul', gradient, normalised())),
      columnSums,
    ],
  );
}

/**
 * Root-mean-square normalisation (Zhang and Sennrich, 2019): mean of squares 1 along the last axis, times `gain`.
 * @param x [..., width]
 * @param gain [width]
 * @param epsilon added to the mean of squares.
 */
export function rmsNorm(x: Tensor, gain: Tensor, epsilon = 1e-6): Tensor {
  const axis = resolveAxis('rmsNorm', -1, x.shape);
  if (!sameShape(gain.shape, [x.shape[axis]])) {
    failOnShapes(
      'rmsNorm',
      'the gain does not match the last axis',
      [x.shape, gain.shape],
      `Give it the shape [${x.shape[axis]}].`,
    );
  }
  const squares = reduced('ReduceMean', binary('Mul', x, x), [axis]);
  const inverse = unary('Reciprocal', unary('Sqrt', binary('Add', squares, epsilon)));
  const normalised = binary('Mul', x, inverse);
  return x.graph.record(
    binary('Mul', normalised, gain),
    [x, gain],
    [
      (gradient) => {
        const inner = binary('Mul', gradient, gain);
        const along = reduced('ReduceMean', binary('Mul', inner, normalised), [axis]);
        return binary('Mul', inverse, binary('Sub', inner, binary('Mul', normalised, along)));
      },
      (gradient) => columnSums(binary('Mul', gradient, normalised)),
    ],
  );
}

/** Vectors of Euclidean length 1 along the last axis; `epsilon` under the root keeps a zero vector at zero. */
export function l2Normalise(x: Tensor, epsilon = 1e-12): Tensor {
  const axis = resolveAxis('l2Normalise', -1, x.shape);
  const squares = reduced('ReduceSum', binary('Mul', x, x), [axis]);
  const inverseLength = unary('Reciprocal', unary('Sqrt', binary('Add', squares, epsilon)));
  const y = binary('Mul', x, inverseLength);
  return x.graph.record(
    y,
    [x],
    [
      (gradient) => {
        const along = reduced('ReduceSum', binary('Mul', gradient, y), [axis]);
        return binary('Mul', inverseLength, binary('Sub', gradient, binary('Mul', y, along)));
      },
    ],
  );
}
