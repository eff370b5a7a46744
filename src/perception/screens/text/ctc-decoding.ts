/** A sign that was read, at the time step where it is surest. */
export interface ReadSign {
  readonly sign: string;
  /** Between 0 and the number of steps. */
  readonly step: number;
  readonly probability: number;
  /** The highest probability of the last class, the space, since the sign before. */
  readonly space: number;
}

/**
 * Greedy decoding of connectionist temporal classification (Graves and others, 2006): the likeliest class of each
 * step; repetitions are one sign; class 0 is none.
 *
 * @param values probabilities, `(steps, signs.length)` from `start` on
 */
export function decodeCtc(
  values: Float32Array,
  start: number,
  steps: number,
  signs: readonly string[],
): ReadSign[] {
  const classes = signs.length;
  const read: ReadSign[] = [];
  let previous = 0;
  let space = 0;
  for (let step = 0; step < steps; step++) {
    const from = start + step * classes;
    const best = likeliest(values, from, classes);
    const probability = values[from + best];
    if (best !== 0 && best !== previous) {
      read.push({ sign: signs[best], step, probability, space });
      space = 0;
    } else if (best !== 0 && probability > read[read.length - 1].probability) {
      read[read.length - 1] = { ...read[read.length - 1], step, probability };
    }
    space = Math.max(space, values[from + classes - 1]);
    previous = best;
  }
  return read;
}

function likeliest(values: Float32Array, from: number, classes: number): number {
  // Probabilities sum to 1: nothing can be above the first one that is over a half.
  let best = 0;
  let highest = values[from];
  for (let i = 1; i < classes && highest <= 0.5; i++) {
    if (values[from + i] > highest) {
      highest = values[from + i];
      best = i;
    }
  }
  return best;
}
