import { DaogouError } from '../../../core/errors.ts';

/** A network of one hidden layer, applied in place: a session's start would cost more than its few thousand products. */
export interface SmallNetwork {
  /** Of each input, over the training rows. */
  readonly mean: Float32Array;
  /** One over the deviation of each input. */
  readonly scale: Float32Array;
  /** `(inputs, hidden)`, row-major. */
  readonly inner: Float32Array;
  readonly innerBias: Float32Array;
  /** `(hidden, classes)`, row-major. */
  readonly outer: Float32Array;
  readonly outerBias: Float32Array;
}

/** Inputs further from the mean, in deviations, are taken for this far: a row unlike all others stays in bounds. */
const FARTHEST = 6;

/** Throws `model-mismatch` where the arrays do not fit each other or the number of inputs. */
export function checkNetwork(network: SmallNetwork, inputs: number, classes: number): SmallNetwork {
  const { mean, scale, inner, innerBias, outer, outerBias } = network;
  const hidden = innerBias.length;
  const fits =
    mean.length === inputs &&
    scale.length === inputs &&
    inner.length === inputs * hidden &&
    outer.length === hidden * classes &&
    outerBias.length === classes;
  if (!fits) {
    throw new DaogouError('model-mismatch', 'A network of screens does not fit this version', {
      received: { inputs: mean.length, hidden, classes: outerBias.length },
      remedy: `Train it again: ${inputs} inputs and ${classes} classes are needed.`,
    });
  }
  return network;
}

/** An input as the network takes it. */
export function standardised(
  { mean, scale }: Pick<SmallNetwork, 'mean' | 'scale'>,
  i: number,
  value: number,
): number {
  return Math.max(-FARTHEST, Math.min(FARTHEST, (value - mean[i]) * scale[i]));
}

/** Probabilities of the classes: rows `(count, inputs)` → `(count, classes)`. */
export function classify(network: SmallNetwork, rows: Float32Array): Float32Array {
  const { inner, innerBias, outer, outerBias } = network;
  const inputs = network.mean.length;
  const hidden = innerBias.length;
  const classes = outerBias.length;
  const count = rows.length / inputs;
  const probabilities = new Float32Array(count * classes);
  // What a row of zeros gives: most inputs of most rows are zero.
  const rest = Float64Array.from(innerBias);
  for (let i = 0; i < inputs; i++) {
    const value = standardised(network, i, 0);
    for (let h = 0; h < hidden; h++) rest[h] += value * inner[i * hidden + h];
  }
  const activations = new Float64Array(hidden);
  for (let row = 0; row < count; row++) {
    activations.set(rest);
    for (let i = 0; i < inputs; i++) {
      const raw = rows[row * inputs + i];
      if (raw === 0) continue;
      const value = standardised(network, i, raw) - standardised(network, i, 0);
      const from = i * hidden;
      for (let h = 0; h < hidden; h++) activations[h] += value * inner[from + h];
    }
    putSoftmax(activations, outer, outerBias, probabilities.subarray(row * classes, (row + 1) * classes));
  }
  return probabilities;
}

function putSoftmax(
  activations: Float64Array,
  outer: Float32Array,
  outerBias: Float32Array,
  out: Float32Array,
): void {
  const classes = out.length;
  out.set(outerBias);
  for (const [h, activation] of activations.entries()) {
    if (activation <= 0) continue;
    for (let c = 0; c < classes; c++) out[c] += activation * outer[h * classes + c];
  }
  const highest = Math.max(...out);
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += out[c] = Math.exp(out[c] - highest);
  for (let c = 0; c < classes; c++) out[c] /= sum;
}
