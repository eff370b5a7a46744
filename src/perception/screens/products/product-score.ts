/** What speaks for one item being the product that is shown. */
export interface ProductEvidence {
  readonly item: number;
  /** Of the picture with the item's, in [-1, 1]; 0 where either has none. */
  readonly picture: number;
  /** Share of the item's title that is written there, share of what is written that is its title, and their cosine. */
  readonly coverage: number;
  readonly contained: number;
  readonly title: number;
  /** 1 where the item's price is written there, -1 where only other prices are, 0 where none are or it has none. */
  readonly price: number;
}

export interface ProductWeights {
  /** Of what makes one item likelier than another: picture, coverage, contained, title, price. */
  readonly rank: readonly number[];
  /** Of what makes the best one right at all: the same five, its lead over the next, and a constant. */
  readonly trust: readonly number[];
}

/** A lead of more than this says no more. */
const LARGEST_LEAD = 3;

/** In the order of the weights. */
export const evidenceFeatures = ({
  picture,
  coverage,
  contained,
  title,
  price,
}: ProductEvidence): number[] => [picture, coverage, contained, title, price];

/** How an item compares with others for one product; only differences mean something. */
export function rankOf(evidence: ProductEvidence, { rank }: ProductWeights): number {
  return dot(evidenceFeatures(evidence), rank);
}

/** What the trust in the best item is weighed by. */
export function trustFeatures(best: ProductEvidence, lead: number): number[] {
  return [...evidenceFeatures(best), Math.min(LARGEST_LEAD, lead), 1];
}

/** The probability that the best item is the one that is shown, in [0, 1]. */
export function trustIn(best: ProductEvidence, lead: number, { trust }: ProductWeights): number {
  return 1 / (1 + Math.exp(-dot(trustFeatures(best, lead), trust)));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);
