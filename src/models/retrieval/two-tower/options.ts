/** Shape of the two-tower model. All sizes are part of a stored model. */
export interface TwoTowerOptions {
  /** Width of item and shopper vectors; some fusions round it up. */
  readonly width: number;
  /** Items of a shopper's past that the model reads. */
  readonly historyLength: number;
  /** Scores are cosines divided by this. */
  readonly temperature: number;
}

export const DEFAULT_TWO_TOWER: TwoTowerOptions = {
  width: 64,
  historyLength: 24,
  temperature: 0.12,
};
