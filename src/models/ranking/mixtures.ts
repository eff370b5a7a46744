/** Shares are tried in steps of a tenth: finer ones are chosen by chance. */
const STEPS = 10;

/** All shares of `members` in tenths that add up to 1, those with more of the earlier members first. */
export function mixtures(members: number): number[][] {
  const whole = (left: number, count: number): number[][] => {
    if (count === 1) return [[left]];
    return Array.from({ length: left + 1 }, (_, less) => left - less).flatMap((first) =>
      whole(left - first, count - 1).map((rest) => [first, ...rest]),
    );
  };
  return whole(STEPS, members).map((parts) => parts.map((part) => part / STEPS));
}

export interface MeasuredMixture {
  readonly shares: readonly number[];
  /** How well each question was answered with it. */
  readonly worth: readonly number[];
}

/**
 * The shares that answer best, the first of equal ones; but those of the first mixture, where the mean gain over it is
 * within one standard error of nothing.
 */
export function preferredMixture(measured: readonly MeasuredMixture[]): readonly number[] {
  const [first] = measured;
  const count = first.worth.length;
  let preferred = first;
  let most = 0;
  for (const mixture of measured) {
    const gain =
      mixture.worth.reduce((sum, worth, question) => sum + worth - first.worth[question], 0) / count;
    if (gain <= most) continue;
    most = gain;
    preferred = mixture;
  }
  const squares = preferred.worth.reduce(
    (sum, worth, question) => sum + (worth - first.worth[question] - most) ** 2,
    0,
  );
  return most > Math.sqrt(squares) / count ? preferred.shares : first.shares;
}
