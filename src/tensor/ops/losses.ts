/** Losses over classes: each gives one number to make small, and fuses its backward pass with its forward pass. */
import { checkFraction } from '../check-setting.ts';
import type { Tensor } from '../graph.ts';
import { binary, reduced, reshaped, sliced, unary } from '../primitives.ts';
import { checkBroadcastsTo, failOnShapes, sameShape } from '../shapes.ts';
import { add } from './arithmetic.ts';
import { checkWeights, refuseTraining, rowFactors, weightedMean, type LossOptions } from './row-weights.ts';

export interface CrossEntropyOptions extends LossOptions {
  /** Share of each target that is spread evenly over all classes (Szegedy et al., 2016), in [0, 1); default 0. */
  readonly smoothing?: number;
}

export interface SampledSoftmaxOptions extends LossOptions {
  /**
   * Added to the logits, broadcast: usually -log of how likely each candidate was to be drawn, which makes the
   * loss an unbiased stand-in for the full softmax (Bengio and Senécal, 2008), and large negative numbers where a
   * negative happens to be the row's positive.
   */
  readonly correction?: Tensor;
}

/** Stands for 0 in a logarithm that is multiplied by 0. */
const SMALLEST_PROBABILITY = 1e-30;

/**
 * Softmax cross-entropy: mean of -Σ target · log softmax(logits).
 * @param logits [rows, classes]
 * @param targets the right class of each row: [rows], int32 or int64, each in [0, classes); or probabilities:
 * [rows, classes], float32, each row with sum 1. Negative classes mean nothing (-1 counts from the end): a row to leave
 * out gets the weight 0 and any class.
 */
export function crossEntropy(logits: Tensor, targets: Tensor, options: CrossEntropyOptions = {}): Tensor {
  checkRows('crossEntropy', logits, options.weights);
  const { smoothing = 0 } = options;
  checkFraction('crossEntropy: the smoothing', smoothing, 0.1);
  if (targets.dtype === 'float32' && sameShape(targets.shape, logits.shape)) {
    return softCrossEntropy(logits, targets, smoothing, options.weights);
  }
  const [rows, classes] = logits.shape;
  if (!sameShape(targets.shape, [rows]) || (targets.dtype !== 'int32' && targets.dtype !== 'int64')) {
    failOnShapes(
      'crossEntropy',
      `the targets are ${targets.dtype} and neither one class per row nor one probability per class`,
      [logits.shape, targets.shape],
      `Give an int32 or int64 tensor of shape [${rows}], or float32 of shape [${rows}, ${classes}].`,
    );
  }
  return classCrossEntropy(logits, targets, smoothing, options.weights);
}

function classCrossEntropy(
  logits: Tensor,
  targets: Tensor,
  smoothing: number,
  weights: Tensor | undefined,
): Tensor {
  const { graph } = logits;
  const [rows, classes] = logits.shape;
  const logProbabilities = logSoftmaxOf(logits);
  const places = reshaped(targets, [rows, 1]);
  const chosen = graph.emit('GatherElements', [logProbabilities, places], [rows, 1], {
    attributes: { axis: 1 },
  });
  const spread = (): Tensor => binary('Mul', reduced('ReduceMean', logProbabilities, [1]), smoothing);
  const likelihood = smoothing === 0 ? chosen : binary('Add', binary('Mul', chosen, 1 - smoothing), spread());
  return graph.record(
    weightedMean(unary('Neg', likelihood), weights),
    [logits],
    [
      (gradient) => {
        const probabilities = unary('Exp', logProbabilities);
        const difference = graph.emit(
          'ScatterElements',
          [
            smoothing === 0 ? probabilities : binary('Sub', probabilities, smoothing / classes),
            places,
            graph.constant(new Float32Array(rows).fill(smoothing - 1), [rows, 1]),
          ],
          logits.shape,
          { attributes: { axis: 1, reduction: 'add' } },
        );
        return binary('Mul', difference, rowFactors(gradient, rows, weights));
      },
    ],
  );
}

function softCrossEntropy(
  logits: Tensor,
  targets: Tensor,
  smoothing: number,
  weights: Tensor | undefined,
): Tensor {
  refuseTraining('crossEntropy', targets, 'targets', 'Feed them as an input without a gradient.');
  const [rows, classes] = logits.shape;
  const logProbabilities = logSoftmaxOf(logits);
  const smooth =
    smoothing === 0 ? targets : binary('Add', binary('Mul', targets, 1 - smoothing), smoothing / classes);
  const losses = unary('Neg', reduced('ReduceSum', binary('Mul', smooth, logProbabilities), [1]));
  return logits.graph.record(
    weightedMean(losses, weights),
    [logits],
    [
      (gradient) => {
        // Rows whose probabilities do not quite add up to 1 still get the gradient of what was computed.
        const total = reduced('ReduceSum', smooth, [1]);
        const difference = binary('Sub', binary('Mul', unary('Exp', logProbabilities), total), smooth);
        return binary('Mul', difference, rowFactors(gradient, rows, weights));
      },
    ],
  );
}

/**
 * Mean over rows of how far softmax(logits) is from the targets: Σ target · (log target - log softmax(logits))
 * (Kullback and Leibler, 1951). Differs from `crossEntropy` by the targets' entropy, so its least value is 0.
 * @param logits [rows, classes]
 * @param targets [rows, classes], probabilities
 */
export function klDivergence(logits: Tensor, targets: Tensor, options: LossOptions = {}): Tensor {
  checkRows('klDivergence', logits, options.weights);
  if (!sameShape(targets.shape, logits.shape) || targets.dtype !== 'float32') {
    failOnShapes(
      'klDivergence',
      'the targets are not one probability per class',
      [logits.shape, targets.shape],
      'Give float32 targets of the shape of the logits.',
    );
  }
  const floor = binary('Max', targets, SMALLEST_PROBABILITY);
  const entropies = reduced('ReduceSum', binary('Mul', targets, unary('Log', floor)), [1]);
  return add(softCrossEntropy(logits, targets, 0, options.weights), weightedMean(entropies, options.weights));
}

/**
 * Cross-entropy over a positive and sampled negatives (Jean et al., 2015).
 * @param logits [rows, 1 + negatives], the positive in column 0
 */
export function sampledSoftmax(logits: Tensor, options: SampledSoftmaxOptions = {}): Tensor {
  checkRows('sampledSoftmax', logits, options.weights);
  const { correction } = options;
  if (correction) checkBroadcastsTo('sampledSoftmax', 'the correction', correction.shape, logits.shape);
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

function checkRows(operation: string, logits: Tensor, weights: Tensor | undefined): void {
  if (logits.shape.length !== 2) {
    failOnShapes(operation, 'logits need two axes', [logits.shape], 'Reshape them to [rows, classes].');
  }
  checkWeights(operation, logits.shape, weights);
}
