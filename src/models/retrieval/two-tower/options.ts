/** Shape of the two-tower model. All sizes are part of a stored model. */
export interface TwoTowerOptions {
  /** Width of item and shopper vectors. */
  readonly width: number;
  /** Newest events of a shopper that the model reads. */
  readonly historyLength: number;
  /** Attention heads that read the history: each may follow another interest. */
  readonly heads: number;
  /** Scores are cosines divided by this. */
  readonly temperature: number;
}

export const DEFAULT_TWO_TOWER: TwoTowerOptions = {
  width: 64,
  historyLength: 24,
  heads: 2,
  temperature: 0.08,
};
