/**
 * What boosting makes small, over rows whose truth it knows. Scores, gradients and hessians have one entry a row.
 */
export interface Loss {
  /** Rows that it knows the truth of. */
  readonly count: number;
  /** The one score for all rows that the first tree starts from. */
  readonly start: number;
  /** Writes the first and second derivative of the loss by each row's score; the second is never negative. */
  derive(scores: Float64Array, gradient: Float64Array, hessian: Float64Array): void;
  /** The mean loss at these scores: what early stopping watches. */
  value(scores: Float64Array): number;
}
