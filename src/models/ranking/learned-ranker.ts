import type { ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { Query } from '../../core/contracts/dataset.ts';
import type { Recommender } from '../../core/contracts/recommender.ts';
import { keepColdPlaces } from './cold-places.ts';
import { componentColumns, componentFeature } from './component-scores.ts';
import type { Feature } from './features/feature-group.ts';
import { soldItems } from './features/sales.ts';
import { guessScores, rankedScores } from './ranked-scores.ts';
import { candidatesOf } from './scorer.ts';
import { writeRanker, type RankerParts } from './stored-ranker.ts';

/** One feature's part in the score of one item. */
export interface Contribution {
  readonly feature: string;
  readonly modality: Feature['modality'];
  readonly value: number;
  /** What the feature adds to the score; see `Scorer.explain`. */
  readonly contribution: number;
}

export interface RankerFacts {
  /** Questions of the past that were learned from; 0 where there were too few and the first guess stands. */
  readonly questions: number;
  readonly coldPlaces: number;
  /** Components that take no part, since the order of past windows was no better with them. */
  readonly silent: readonly string[];
  /** `weight` is what the feature counts for; see `Scorer.weights`. */
  readonly features: readonly { name: string; guess: number; weight: number }[];
}

/** A first guess over features and over the scores of other recommenders, whose best a learned scorer puts in order. */
export class LearnedRanker implements Recommender {
  readonly name: string;
  private readonly parts: RankerParts;
  private readonly features: readonly Feature[];
  private readonly cold: Uint8Array;
  /** The components that are asked. */
  private readonly heard: readonly Recommender[];

  constructor(parts: RankerParts) {
    const { name, space, components, silent, events } = parts;
    this.name = name;
    this.parts = parts;
    this.heard = components.filter((component) => !silent.includes(component.name));
    this.features = [...space.features, ...this.heard.map((component) => componentFeature(component.name))];
    this.cold = soldItems(events, space.itemCount).map((sold) => 1 - sold);
  }

  /** What was learned, for the manifest and for the curious. */
  get facts(): RankerFacts {
    const { questions, coldPlaces, silent, scorer } = this.parts;
    const weights = scorer.weights(this.features);
    return {
      questions,
      coldPlaces,
      silent,
      features: this.features.map(({ name, guess }, f) => ({ name, guess, weight: weights[f] })),
    };
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    const { space, coldPlaces, scorer } = this.parts;
    const { features } = this;
    const scored = await componentColumns(this.heard, queries, space.hidden);
    const rankings: Float32Array[] = [];
    for (const [index, query] of queries.entries()) {
      const columns = [...space.columns(query), ...scored[index].columns];
      const guess = guessScores(features, columns, space.hidden);
      const scores = await rankedScores(scorer, { query, features, columns, guess });
      for (const item of scored[index].never) scores[item] = -Infinity;
      keepColdPlaces(scores, guess, this.cold, coldPlaces);
      rankings.push(scores);
    }
    return rankings;
  }

  /** For each item asked about, each feature's part in its score, the largest first. */
  async explain(query: Query, items: readonly number[]): Promise<Contribution[][]> {
    const { space, scorer } = this.parts;
    const { features } = this;
    const [scored] = await componentColumns(this.heard, [query], space.hidden);
    const candidates = candidatesOf(query, features, [...space.columns(query), ...scored.columns], items);
    const parts = await scorer.explain(candidates);
    return items.map((_, row) =>
      features
        .map(({ name, modality }, f) => ({
          feature: name,
          modality,
          value: candidates.rows[row * features.length + f],
          contribution: parts[row * features.length + f],
        }))
        .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    );
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await writeRanker(this.parts, artifacts);
  }
}
