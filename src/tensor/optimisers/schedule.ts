/** Learning rates as functions of the step, which counts from 1. */
export type Schedule = (step: number) => number;

export interface WarmUpCosineOptions {
  /** The rate after the warm-up. */
  readonly peak: number;
  /** Steps over which the rate rises from 0; default 0. */
  readonly warmUpSteps?: number;
  /** Step at which the rate has come down to `floor`. */
  readonly totalSteps: number;
  /** Default 0. */
  readonly floor?: number;
}

/** A straight rise, then half a cosine down (Loshchilov and Hutter, 2017). */
export function warmUpCosine(options: WarmUpCosineOptions): Schedule {
  const { peak, warmUpSteps = 0, totalSteps, floor = 0 } = options;
  return (step) => {
    if (step < warmUpSteps) return (peak * step) / warmUpSteps;
    const progress = Math.min(1, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
  };
}

export interface LinearOptions {
  readonly from: number;
  readonly to: number;
  /** Step at which the rate arrives at `to`, where it stays. */
  readonly totalSteps: number;
}

/** A straight line. */
export function linearSchedule({ from, to, totalSteps }: LinearOptions): Schedule {
  return (step) => from + (to - from) * Math.min(1, step / totalSteps);
}

export interface StepDecayOptions {
  readonly initial: number;
  /** What the rate is multiplied by at each of the `at` steps. */
  readonly factor: number;
  /** Steps from which on the rate is lower, in rising order. */
  readonly at: readonly number[];
}

/** A staircase down. */
export function stepDecay({ initial, factor, at }: StepDecayOptions): Schedule {
  return (step) => initial * factor ** at.filter((lowered) => step >= lowered).length;
}

/** A straight rise from 0 over some steps, then whatever follows, whose steps count on. */
export function warmUp(steps: number, then: Schedule): Schedule {
  return (step) => (step < steps ? (then(steps) * step) / steps : then(step));
}
