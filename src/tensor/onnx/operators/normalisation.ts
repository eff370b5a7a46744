/** Normalisations by stored statistics, and of rows. */
import { add, multiply } from '../../ops/arithmetic.ts';
import { layerNorm } from '../../ops/normalise.ts';
import { reshape } from '../../ops/shape.ts';
import { sizeOf } from '../../shapes.ts';
import { mapKnown } from '../known.ts';
import type { NodeReading, Value } from '../node-reading.ts';
import { withGradient } from './operator.ts';
import { combine, reshapeValue } from './values.ts';

/** What a normalisation with fixed statistics comes down to, for each feature map. */
export interface ScaleAndShift {
  /** [channels] */
  readonly scale: Value;
  /** [channels] */
  readonly shift: Value;
}

export const NORMALISATION = withGradient({
  BatchNormalization: (reading) => {
    const { scale, shift } = scaleAndShift(reading);
    const x = reading.tensor(0);
    const shape = [x.shape[1], ...x.shape.slice(2).map(() => 1)];
    return add(
      multiply(x, reading.asTensor(reshapeValue(scale, shape))),
      reading.asTensor(reshapeValue(shift, shape)),
    );
  },
  LayerNormalization: (reading) => {
    const x = reading.tensor(0);
    const axis = reading.axis(reading.integer('axis', -1), x.shape.length);
    if (reading.node.outputs.slice(1).some(Boolean)) {
      reading.fail('gives its statistics too', 'Export the network for inference.');
    }
    // Several axes are normalised together: as one.
    const width = sizeOf(x.shape.slice(axis));
    const gain = reshape(reading.tensor(1), [width]);
    const bias = reading.has(2)
      ? reshape(reading.tensor(2), [width])
      : reading.graph.constant(new Float32Array(width), [width]);
    const rows = reshape(x, [...x.shape.slice(0, axis), width]);
    return reshape(layerNorm(rows, gain, bias, reading.float('epsilon', 1e-5)), x.shape);
  },
});

/** y = γ (x - mean) / √(variance + ε) + β (Ioffe and Szegedy, 2015) with the statistics of the file. */
export function scaleAndShift(reading: NodeReading): ScaleAndShift {
  const epsilon = reading.float('epsilon', 1e-5);
  const deviation = mapKnown(reading.known(4), (variance) => Math.sqrt(variance + epsilon));
  const scale = combine(reading, 'Div', reading.value(1), deviation);
  const centre = combine(reading, 'Mul', reading.value(3), scale);
  return { scale, shift: combine(reading, 'Sub', reading.value(2), centre) };
}

/** A layer's weight and bias with a normalisation behind it made part of them. */
export function fold(
  reading: NodeReading,
  weight: Value,
  bias: Value | undefined,
  outputAxis: number,
  { scale, shift }: ScaleAndShift,
): { weight: Value; bias: Value } {
  const along = weight.shape.map((size, axis) => (axis === outputAxis ? size : 1));
  return {
    weight: combine(reading, 'Mul', weight, reshapeValue(scale, along)),
    bias: bias ? combine(reading, 'Add', combine(reading, 'Mul', bias, scale), shift) : shift,
  };
}
