import type { Query } from '../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../core/contracts/event.ts';
import type { ModalityWeights } from '../core/contracts/modality.ts';
import type { Item } from '../core/contracts/item.ts';
import type { Recommender } from '../core/contracts/recommender.ts';
import { dot, topIndices } from '../core/maths.ts';
import type { ActionProbability, NextActionModel } from '../models/actions/next-action-model.ts';
import type { Session } from '../models/actions/session-state.ts';
import { tellsTaste } from '../models/retrieval/two-tower/shopper-features.ts';
import type { TwoTower } from '../models/retrieval/two-tower/two-tower.ts';
import type { InferredScene, SceneInference } from '../models/scenes/scene-inference.ts';
import { LexicalSearch } from './lexical-search.ts';

export interface EngineParts {
  readonly items: readonly Item[];
  /** One an item: 1 where somebody had bought it when the model was trained. */
  readonly bought: Uint8Array;
  /** Orders the items; the model a shop gets without asking. */
  readonly ranker: Recommender;
  /** Gives the vectors that similarity and explanations rest on. */
  readonly tower: TwoTower;
  readonly scenes: SceneInference;
  /** Missing where the shop's log has no sessions to learn from. */
  readonly nextAction: NextActionModel | undefined;
}

/** An item in an answer, with what speaks for it. */
export interface RankedItem {
  readonly item: number;
  readonly score: number;
  readonly weights: ModalityWeights;
  /** Items of the shopper's past that are closest to it, closest first. */
  readonly becauseOf: readonly { item: number; similarity: number; weights: ModalityWeights }[];
  readonly cold: boolean;
  /** What the shopper did with this very item before. */
  readonly ownPast: OwnPast | null;
}

export type OwnPast = 'bought' | 'seen';

export interface RankedList {
  readonly items: readonly RankedItem[];
  readonly shopperWeights: { readonly history: number; readonly scene: number; readonly general: number };
}

export interface RankOptions {
  readonly limit: number;
  readonly category: string | undefined;
  /** Item numbers not to show. */
  readonly exclude: readonly number[];
}

type Asked = 'recommend' | 'similar' | 'search' | 'inferScene' | 'nextActions';

/** The engine's questions as they are asked across a thread boundary. */
export type EngineMethods = {
  [Name in Asked]: (
    ...parameters: Parameters<GuideEngine[Name]>
  ) => Promise<Awaited<ReturnType<GuideEngine[Name]>>>;
};

const PURCHASE = EVENT_TYPES.indexOf('purchase');

/** Evidence shown with one item: more would not be read. */
const EVIDENCE = 3;
/** A past item less alike than this is no reason. */
const LEAST_SIMILARITY = 0.3;
/** How far personal taste may move a search result, as a share of the best match's score. */
const PERSONAL_SHARE = 0.35;
/** Matches that personal taste re-orders. */
const SEARCH_DEPTH = 200;

/** The guide's thinking, without storage or network: numbers in, numbers out. Lives in a worker thread. */
export class GuideEngine {
  private readonly parts: EngineParts;
  private readonly lexical: LexicalSearch;
  /** log P(scene | item), the scenes of one item after those of another. */
  private readonly sceneFit: Float32Array;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.lexical = new LexicalSearch(parts.items);
    this.sceneFit = new Float32Array(parts.items.length * SCENES.length);
    for (const [i, item] of parts.items.entries()) {
      this.sceneFit.set(parts.scenes.sceneOfItem(item).map(Math.log), i * SCENES.length);
    }
  }

  async recommend(query: Query, options: RankOptions): Promise<RankedList> {
    const [[scores], [reading]] = await Promise.all([
      this.parts.ranker.score([query]),
      this.parts.tower.read([query]),
    ]);
    if (query.scene >= 0) this.favour(scores, query.scene);
    for (const item of options.exclude) scores[item] = -Infinity;
    this.restrict(scores, options.category);
    const past = pastItems(query);
    return {
      items: topIndices(scores, options.limit).map((item) => this.explain(item, scores[item], past)),
      shopperWeights: reading.weights,
    };
  }

  /** Items most like one item, the item itself left out. */
  similar(item: number, limit: number): RankedItem[] {
    const scores = this.parts.tower.similarities(item);
    scores[item] = -Infinity;
    return topIndices(scores, limit).map((other) =>
      this.explain(other, scores[other], new Map([[item, 'seen']])),
    );
  }

  /** Items that match the words, the ones nearer to the shopper's taste first among equals. */
  async search(text: string, query: Query, limit: number): Promise<RankedItem[]> {
    const matches = this.lexical.find(text, SEARCH_DEPTH);
    if (matches.length === 0) return [];
    const best = matches[0].score;
    const [scores] = query.history.length > 0 ? await this.parts.ranker.score([query]) : [];
    const personal = scores ? percentiles(matches.map(({ item }) => scores[item])) : [];
    const past = pastItems(query);
    return matches
      .map(({ item, score }, i) => ({ item, score: score / best + PERSONAL_SHARE * (personal[i] ?? 0) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, limit)
      .map(({ item, score }) => this.explain(item, score, past));
  }

  inferScene(viewed: readonly number[]): InferredScene {
    return this.parts.scenes.infer(viewed.map((item) => this.parts.items[item]));
  }

  /** Every action with its probability, likeliest first; undefined where there was nothing to learn from. */
  async nextActions(session: Session): Promise<ActionProbability[] | undefined> {
    return this.parts.nextAction?.predict(session);
  }

  /**
   * Turns scores by past into scores by past and scene: as logarithms, P(item | past, scene) is P(item | past) times
   * P(scene | item), up to a constant, where past and scene are taken to be independent given the item.
   */
  private favour(scores: Float32Array, scene: number): void {
    for (let item = 0; item < scores.length; item++) {
      scores[item] += this.sceneFit[item * SCENES.length + scene];
    }
  }

  private restrict(scores: Float32Array, category: string | undefined): void {
    if (category === undefined) return;
    for (const [i, item] of this.parts.items.entries())
      if (!item.categories.includes(category)) scores[i] = -Infinity;
  }

  private explain(item: number, score: number, past: ReadonlyMap<number, OwnPast>): RankedItem {
    const { tower, bought } = this.parts;
    const vector = tower.vectorOf(item);
    const becauseOf = [...past.keys()]
      .filter((other) => other !== item)
      .map((other) => ({ item: other, similarity: dot(tower.vectorOf(other), vector) }))
      .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, EVIDENCE)
      .map((other) => Object.assign(other, { weights: tower.weightsOf(other.item) }));
    return {
      item,
      score,
      weights: tower.weightsOf(item),
      becauseOf,
      cold: bought[item] === 0,
      ownPast: past.get(item) ?? null,
    };
  }
}

/** Each item of the history once, with the most that was done to it; what a page merely listed was not looked at. */
function pastItems(query: Query): Map<number, OwnPast> {
  const past = new Map<number, OwnPast>();
  for (const { item, type } of query.history) {
    if (item < 0 || !tellsTaste(type)) continue;
    if (type === PURCHASE) past.set(item, 'bought');
    else if (!past.has(item)) past.set(item, 'seen');
  }
  return past;
}

/** Each score's rank among the others, from 0 (lowest) to 1. */
function percentiles(scores: readonly number[]): number[] {
  const sorted = scores.toSorted((a, b) => a - b);
  const rank = new Map(sorted.map((score, i) => [score, scores.length > 1 ? i / (scores.length - 1) : 0]));
  return scores.map((score) => rank.get(score) ?? 0);
}
