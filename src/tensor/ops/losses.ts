/** Losses: each gives one number to make small. The backward pass of each is fused with its forward pass. */
import { DaogouError } from '../../core/errors.ts';
import type { Tensor } from '../graph.ts';
import { binary, reduced, reshaped, sliced, unary } from '../primitives.ts';
import { broadcastShapes, failOnShapes, sameShape } from '../shapes.ts';
import { add } from './arithmetic.ts';

export interface LossOptions {
  /** [rows]: how much each row counts; the loss is then the weighted mean. Not negative. */
  readonly weights?: Tensor;
}

export interface SampledSoftmaxOptions extends LossOptions {
  /**
   * Added to the logits, broadcast: usually -log of how likely each candidate was to be drawn, which makes the
   * loss an unbiased stand-in for the full softmax (Bengio and Senécal, 2008), and large negative numbers where a
   * negative happens to be the row's positive.
   */
  readonly correction?: Tensor;
}

/** Keeps a batch in which no row counts from dividing by zero. */
const SMALLEST_TOTAL = 1e-12;

/**
 * Softmax cross-entropy with one right class per row: mean of -log softmax(logits)[target].
 * @param logits [rows, classes]
 * @param targets [rows], int32 or int64, each in [0, classes)
 */
export function crossEntropy(logits: Tensor, targets: Tensor, options: LossOptions = {}): Tensor {
  checkRows('crossEntropy', logits, options.weights);
  const { graph } = logits;
  const [rows] = logits.shape;
  if (!sameShape(targets.shape, [rows]) || (targets.dtype !== 'int32' && targets.dtype !== 'int64')) {
    failOnShapes(
      'crossEntropy',
      `the targets are ${targets.dtype} and not one class per row`,
      [logits.shape, targets.shape],
      `Give an int32 or int64 tensor of shape [${rows}].`,
    );
  }
  const logProbabilities = logSoftmaxOf(logits);
  const places = reshaped(targets, [rows, 1]);
  const chosen = graph.emit('GatherElements', [logProbabilities, places], [rows, 1], {
    attributes: { axis: 1 },
  });
  return graph.record(
    weightedMean(unary('Neg', chosen), options.weights),
    [logits],
    [
      (gradient) => {
        const minusOne = graph.constant(new Float32Array(rows).fill(-1), [rows, 1]);
        const difference = graph.emit(
          'ScatterElements',
          [unary('Exp', logProbabilities), places, minusOne],
          logits.shape,
          { attributes: { axis: 1, reduction: 'add' } },
        );
        return binary('Mul', difference, rowFactors(gradient, rows, options.weights));
      },
    ],
  );
}

/**
 * Cross-entropy over a positive and sampled negatives (Jean et al., 2015).
 * @param logits [rows, 1 + negatives], the positive in column 0
 */
export function sampledSoftmax(logits: Tensor, options: SampledSoftmaxOptions = {}): Tensor {
  checkRows('sampledSoftmax', logits, options.weights);
  const { correction } = options;
  if (
    correction &&
    !sameShape(broadcastShapes('sampledSoftmax', logits.shape, correction.shape), logits.shape)
  ) {
    failOnShapes(
      'sampledSoftmax',
      'the correction is larger than the logits',
      [logits.shape, correction.shape],
      'Give [1 + negatives], [rows, 1 + negatives] or another shape that broadcasts to the logits.',
    );
  }
  const corrected = correction ? add(logits, correction) : logits;
  const { graph } = logits;
  const [rows, candidates] = logits.shape;
  const logProbabilities = logSoftmaxOf(corrected);
  const positive = sliced(logProbabilities, 1, 0, 1);
  return graph.record(
    weightedMean(unary('Neg', positive), options.weights),
    [corrected],
    [
      (gradient) => {
        const truth = new Float32Array(candidates);
        truth[0] = 1;
        const target = graph.constant(truth, [1, candidates]);
        const difference = binary('Sub', unary('Exp', logProbabilities), target);
        return binary('Mul', difference, rowFactors(gradient, rows, options.weights));
      },
    ],
  );
}

/**
 * Mean over all elements of log(1 + e^x) - x y: the cross-entropy of a probability σ(x) with a target y.
 * @param logits any shape
 * @param targets the same shape, each in [0, 1]
 * @param options.weights the same shape as well
 */
export function binaryCrossEntropy(logits: Tensor, targets: Tensor, options: LossOptions = {}): Tensor {
  const { weights } = options;
  for (const other of [targets, weights]) {
    if (other && !sameShape(other.shape, logits.shape)) {
      failOnShapes(
        'binaryCrossEntropy',
        'logits, targets and weights differ',
        [logits.shape, other.shape],
        'Give them the same shape.',
      );
    }
  }
  const count = logits.shape.reduce((product, size) => product * size, 1);
  const flat = reshaped(logits, [count, 1]);
  const flatTargets = reshaped(targets, [count, 1]);
  const flatWeights = weights && reshaped(weights, [count]);
  const losses = binary('Sub', unary('Softplus', flat), binary('Mul', flat, flatTargets));
  return logits.graph.record(
    weightedMean(losses, flatWeights),
    [logits],
    [
      (gradient) => {
        const difference = binary('Sub', unary('Sigmoid', flat), flatTargets);
        return reshaped(binary('Mul', difference, rowFactors(gradient, count, flatWeights)), logits.shape);
      },
    ],
  );
}

function logSoftmaxOf(logits: Tensor): Tensor {
  return logits.graph.emit('LogSoftmax', [logits], logits.shape, { attributes: { axis: 1 } });
}

/** The mean of [rows, 1], weighted when weights [rows] are given, as a scalar. */
function weightedMean(losses: Tensor, weights: Tensor | undefined): Tensor {
  if (!weights) return reduced('ReduceMean', losses, [0, 1], false);
  const weighted = binary('Mul', reshaped(losses, weights.shape), weights);
  return binary('Div', reduced('ReduceSum', weighted, [0], false), totalOf(weights));
}

/** What each row's gradient is multiplied by: [1, 1], or [rows, 1] when rows have weights. */
function rowFactors(gradient: Tensor, rows: number, weights: Tensor | undefined): Tensor {
  const incoming = reshaped(gradient, [1, 1]);
  if (!weights) return binary('Mul', incoming, 1 / rows);
  return binary('Mul', binary('Div', incoming, totalOf(weights)), reshaped(weights, [rows, 1]));
}

function totalOf(weights: Tensor): Tensor {
  return binary('Max', reduced('ReduceSum', weights, [0], false), SMALLEST_TOTAL);
}

function checkRows(operation: string, logits: Tensor, weights: Tensor | undefined): void {
  if (logits.shape.length !== 2) {
    failOnShapes(operation, 'logits need two axes', [logits.shape], 'Reshape them to [rows, classes].');
  }
  if (weights && !sameShape(weights.shape, [logits.shape[0]])) {
    failOnShapes(
      operation,
      'there is not one weight per row',
      [logits.shape, weights.shape],
      `Give weights of shape [${logits.shape[0]}].`,
    );
  }
  if (weights && weights.graph.isDifferentiable(weights)) {
    throw new DaogouError('not-differentiable', `${operation}: the weights of rows cannot be trained`, {
      received: weights.name,
      remedy: 'Feed the weights as an input without a gradient.',
    });
  }
}
