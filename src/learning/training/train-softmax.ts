import { minimise } from '../../models/ranking/minimise.ts';

export interface SoftmaxExamples {
  /** `(examples, width)`, row-major. */
  readonly rows: Float32Array;
  readonly width: number;
  /** Scores each class has before anything is learned, `(examples, classes)`, in nats. */
  readonly offsets: Float64Array;
  readonly classes: number;
  /** Class of each example. */
  readonly labels: Int32Array;
  /** How much each example counts; any positive numbers. */
  readonly weights: Float64Array;
}

export interface SoftmaxModel {
  /** `(classes, width)`, row-major. */
  readonly weights: Float64Array;
  /** One a class. */
  readonly bias: Float64Array;
  /** What the offsets are multiplied by. */
  readonly offsetScale: number;
}

/** Spread of the biases and of the scale of offsets around 0 and 1, as multiples of that of the weights. */
const FREEDOM = 4;
const ITERATIONS = 200;

/**
 * Multinomial logistic regression from a prior guess: the weights of largest posterior probability where each is
 * normal around 0 with a variance of 1 / (`l2` × examples), by L-BFGS. A class without examples keeps its prior
 * scores and takes no part, so that it can still be found later. The same examples give the same model.
 */
export function trainSoftmax(examples: SoftmaxExamples, l2: number): SoftmaxModel {
  const { classes, labels, offsets, rows, width } = examples;
  const count = labels.length;
  const present = new Uint8Array(classes);
  for (const label of labels) present[label] = 1;
  const total = examples.weights.reduce((sum, weight) => sum + weight, 0);
  const shares = examples.weights.map((weight) => weight / total);
  const scores = new Float64Array(classes);
  const { columns, starts, values } = sparse(rows, width);
  const point = new Float64Array(classes * (width + 1) + 1);
  const biasAt = classes * width;
  const scaleAt = biasAt + classes;
  point[scaleAt] = 1;

  const objective = (at: Float64Array, gradient: Float64Array): number => {
    let loss = 0;
    for (let i = 0; i < at.length; i++) {
      const fromPrior = i === scaleAt ? at[i] - 1 : at[i];
      const strength = i < biasAt ? l2 : l2 / FREEDOM;
      gradient[i] = strength * fromPrior;
      loss += (strength * fromPrior * fromPrior) / 2;
    }
    for (let example = 0; example < count; example++) {
      loss += shares[example] * step(example, at, gradient);
    }
    return loss;
  };

  /** Adds the gradient of one example, and gives its loss: −log of the probability of its class. */
  const step = (example: number, at: Float64Array, gradient: Float64Array): number => {
    const from = starts[example];
    const until = starts[example + 1];
    let most = -Infinity;
    for (let k = 0; k < classes; k++) {
      if (present[k] === 0) continue;
      let score = at[biasAt + k] + at[scaleAt] * offsets[example * classes + k];
      const own = k * width;
      for (let i = from; i < until; i++) score += at[own + columns[i]] * values[i];
      scores[k] = score;
      if (score > most) most = score;
    }
    let sum = 0;
    for (let k = 0; k < classes; k++) if (present[k] === 1) sum += Math.exp(scores[k] - most);
    for (let k = 0; k < classes; k++) {
      if (present[k] === 0) continue;
      const probability = Math.exp(scores[k] - most) / sum;
      const slope = shares[example] * (probability - (k === labels[example] ? 1 : 0));
      const own = k * width;
      for (let i = from; i < until; i++) gradient[own + columns[i]] += slope * values[i];
      gradient[biasAt + k] += slope;
      gradient[scaleAt] += slope * offsets[example * classes + k];
    }
    return Math.log(sum) + most - scores[labels[example]];
  };

  const found = minimise(objective, point, { iterations: ITERATIONS });
  return { weights: found.slice(0, biasAt), bias: found.slice(biasAt, scaleAt), offsetScale: found[scaleAt] };
}

/** The features that are not zero, row after row: of words, few are on any one screen. */
function sparse(
  rows: Float32Array,
  width: number,
): { columns: Int32Array; starts: Int32Array; values: Float32Array } {
  const kept = rows.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const columns = new Int32Array(kept);
  const values = new Float32Array(kept);
  const starts = new Int32Array(rows.length / width + 1);
  let place = 0;
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] !== 0) {
      columns[place] = i % width;
      values[place++] = rows[i];
    }
    if (i % width === width - 1) starts[(i + 1) / width] = place;
  }
  return { columns, starts, values };
}
