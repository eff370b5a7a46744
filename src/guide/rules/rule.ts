import type { Item } from '../../core/contracts/item.ts';
import type { RuleName } from '../../core/contracts/rules.ts';
import type { OwnPast } from '../engine.ts';

/** An item that may be shown, by its number in the catalogue. Scores are finite. */
export interface Candidate {
  readonly item: number;
  readonly score: number;
}

export interface RuleContext {
  readonly items: readonly Item[];
  /** What the shopper did with items before. */
  readonly past: ReadonlyMap<number, OwnPast>;
  /** The moment of asking, in milliseconds since 1970 in UTC. */
  readonly now: number;
  /** Items that the answer has room for, at least 1. */
  readonly limit: number;
  /** How alike two items are, from -1 to 1: cosines, so that a matrix of them has no negative eigenvalue. */
  readonly similarity: (one: number, other: number) => number;
}

/** Why a rule did something to items: stands after "2 hidden: " or "2 moved up: ". */
export interface RuleWords {
  readonly en: string;
  readonly zh: string;
}

/**
 * Leaves out what it does not let pass, or puts it behind all that passes. Where nothing at all passes, the chain lifts
 * it, so that no answer is empty because of it.
 */
export interface FilterRule {
  readonly kind: 'filter';
  readonly name: RuleName;
  readonly placement: 'hide' | 'last';
  passes(candidate: Candidate, context: RuleContext): boolean;
  readonly why: RuleWords;
}

/** Keeps some of the candidates, in their order, and at least one of any. */
export interface CapRule {
  readonly kind: 'cap';
  readonly name: RuleName;
  keep(candidates: readonly Candidate[], context: RuleContext): Candidate[];
  readonly why: RuleWords;
}

/** Puts candidates, best first, into the order to show; none is added and none is lost. */
export interface OrderRule {
  readonly kind: 'order';
  readonly name: RuleName;
  arrange(candidates: readonly Candidate[], context: RuleContext): Candidate[];
  readonly why: RuleWords;
}

export type Rule = FilterRule | CapRule | OrderRule;

/** Candidates that the spread of scores is told from: how many there are beyond must not matter. */
const SPREAD_DEPTH = 100;

/**
 * The unit that boosts, freshness and diversity reckon in: how far the best score lies above the hundredth best, or
 * the last where there are fewer. Scores of different recommenders have different sizes; shares of this do not.
 * 0 where all are equal.
 */
export function scoreSpread(candidates: readonly Candidate[]): number {
  if (candidates.length === 0) return 0;
  const scores = candidates.map(({ score }) => score).sort((a, b) => b - a);
  return scores[0] - scores[Math.min(SPREAD_DEPTH, scores.length) - 1];
}

/** Best first; what is equal keeps its order. */
export function byScore(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score);
}
