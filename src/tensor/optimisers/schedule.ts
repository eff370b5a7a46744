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
export function warmUpCosine(options: WarmUpCosineOptions): (step: number) => number {
  const { peak, warmUpSteps = 0, totalSteps, floor = 0 } = options;
  return (step) => {
    if (step < warmUpSteps) return (peak * step) / warmUpSteps;
    const progress = Math.min(1, (step - warmUpSteps) / Math.max(1, totalSteps - warmUpSteps));
    return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
  };
}
