import type { Query } from '../core/contracts/dataset.ts';
import { EVENT_TYPES, SCENES } from '../core/contracts/event.ts';
import type { ModalityWeights } from '../core/contracts/modality.ts';
import type { Facets } from '../core/contracts/api.ts';
import type { Item } from '../core/contracts/item.ts';
import type { RuleNote, Rules } from '../core/contracts/rules.ts';
import type { Recommender } from '../core/contracts/recommender.ts';
import { DaogouError } from '../core/errors.ts';
import { dot, topIndices } from '../core/maths.ts';
import { neverShown, type NeverShown } from '../core/retired-items.ts';
import { itemFacts } from '../models/actions/item-facts.ts';
import type { ActionForecast, NextActionModel } from '../models/actions/next-action-model.ts';
import type { ItemFacts, Situation } from '../models/actions/situation.ts';
import { tellsTaste } from '../models/retrieval/two-tower/shopper-features.ts';
import type { TwoTower } from '../models/retrieval/two-tower/two-tower.ts';
import type { SceneStrategy } from '../core/contracts/scene.ts';
import type { SessionMoment } from '../models/scenes/scene-clues.ts';
import type { InferredScene, SceneInference } from '../models/scenes/scene-inference.ts';
import { StrategyFacets, type PictureVectors } from '../models/scenes/strategy-facets.ts';
import { applyRules } from './rules/chain.ts';
import type { Candidate } from './rules/rule.ts';
import { rulesOf } from './rules/rules-of.ts';
import { CatalogueSearch, type Wanted } from './search/catalogue-search.ts';
import type { FacetChoice } from './search/facets.ts';
import type { SharedSpace } from './search/shared-space.ts';

export interface EngineParts {
  readonly items: readonly Item[];
  /** One an item: 1 where somebody had bought it when the model was trained. */
  readonly bought: Uint8Array;
  /** Orders the items; the model a shop gets without asking. */
  readonly ranker: Recommender;
  /** Gives the vectors that similarity and explanations rest on. */
  readonly tower: TwoTower;
  readonly scenes: SceneInference;
  /** Pictures of the items, which a scene's visual taste goes by; without them it has no say. */
  readonly pictures?: PictureVectors;
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
  /** Where a business rule left out or moved something. */
  readonly notes: readonly RuleNote[];
  readonly shopperWeights: { readonly history: number; readonly scene: number; readonly general: number };
}

export interface RankOptions {
  readonly limit: number;
  readonly category: string | undefined;
  /** Item numbers not to show. */
  readonly exclude: readonly number[];
  readonly rules: Rules;
  /** What counts more or less in the scene; nothing does without it. */
  readonly strategy?: SceneStrategy;
}

export interface SearchOptions extends FacetChoice {
  readonly limit: number;
  readonly rules: Rules;
}

export interface SearchedList extends Pick<RankedList, 'items' | 'notes'> {
  /** Items found, of which `items` are the best. */
  readonly total: number;
  readonly facets: Facets;
}

export interface RerankOptions {
  readonly limit: number;
  /** How much the given order counts, in [0, 1]; the shopper's taste has the rest. */
  readonly orderWeight: number;
  readonly rules: Rules;
  readonly strategy?: SceneStrategy;
}

type Asked = 'recommend' | 'similar' | 'search' | 'rerank' | 'inferScene' | 'nextActions';

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
/** The same where a picture was asked with: its looks are what is wanted. */
const PERSONAL_SHARE_BESIDE_LOOKS = 0.1;
/** Matches that personal taste re-orders. */
const SEARCH_DEPTH = 200;

/** The guide's thinking, without storage or network: numbers in, numbers out. Lives in a worker thread. */
export class GuideEngine {
  private readonly parts: EngineParts;
  private readonly catalogue: CatalogueSearch;
  /** log P(scene | item), the scenes of one item after those of another. */
  private readonly sceneFit: Float32Array;
  private readonly facets: StrategyFacets;
  private readonly factsOf: (item: number) => ItemFacts | undefined;
  private readonly hidden: NeverShown;

  constructor(parts: EngineParts) {
    this.parts = parts;
    this.catalogue = new CatalogueSearch(parts.items);
    this.factsOf = itemFacts(parts.items);
    this.facets = new StrategyFacets(parts.items, parts.pictures);
    this.hidden = neverShown(parts.items);
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
    this.favour(this.hidden.hide(scores), query, options.strategy);
    for (const item of options.exclude) scores[item] = -Infinity;
    this.restrict(scores, options.category);
    const best = (count: number): Candidate[] =>
      topIndices(scores, count).map((item) => ({ item, score: scores[item] }));
    return { ...this.show(best, query, options), shopperWeights: reading.weights };
  }

  /** Items most like one item, the item itself left out. */
  similar(item: number, limit: number): RankedItem[] {
    const scores = this.hidden.hide(this.parts.tower.similarities(item));
    scores[item] = -Infinity;
    return topIndices(scores, limit).map((other) =>
      this.explain(other, scores[other], new Map([[item, 'seen']])),
    );
  }

  /**
   * Items that match the words or look like the picture, the ones nearer to the shopper's taste first among equals.
   *
   * Throws, for a picture, `model-missing` before `see` and `not-enough-data` where no item has one.
   */
  async search(wanted: Wanted, query: Query, options: SearchOptions): Promise<SearchedList> {
    if (wanted.looks) this.requirePictures();
    const { matches, facets } = await this.catalogue.find(wanted, options);
    if (matches.length === 0) return { items: [], notes: [], total: 0, facets };
    const [scores] = query.history.length > 0 ? await this.parts.ranker.score([query]) : [];
    const share = wanted.looks ? PERSONAL_SHARE_BESIDE_LOOKS : PERSONAL_SHARE;
    const near = matches.slice(0, SEARCH_DEPTH);
    const personal = scores ? percentiles(near.map(({ item }) => scores[item])) : [];
    const best = matches[0].score;
    const candidates = near
      .map(({ item, score }, i) => ({ item, score: score / best + share * (personal[i] ?? 0) }))
      .sort((a, b) => b.score - a.score);
    const rest = matches.slice(SEARCH_DEPTH).map(({ item, score }) => ({ item, score: score / best }));
    const all = [...candidates, ...rest];
    return { ...this.show((count) => all.slice(0, count), query, options), total: matches.length, facets };
  }

  /** Items in a given order, each once, in the order that suits the shopper. */
  async rerank(items: readonly number[], query: Query, options: RerankOptions): Promise<RankedList> {
    const [[scores], [reading]] = await Promise.all([
      this.parts.ranker.score([query]),
      this.parts.tower.read([query]),
    ]);
    this.favour(scores, query, options.strategy);
    const taste = percentiles(items.map((item) => scores[item]));
    const { orderWeight } = options;
    const candidates = items
      .map((item, i) => {
        const place = items.length > 1 ? 1 - i / (items.length - 1) : 1;
        return { item, score: orderWeight * place + (1 - orderWeight) * taste[i] };
      })
      .sort((a, b) => b.score - a.score);
    const shown = this.show((count) => candidates.slice(0, count), query, options);
    return { ...shown, shopperWeights: reading.weights };
  }

  /** From now on, search goes by looks as well. */
  async see(space: SharedSpace): Promise<void> {
    await this.catalogue.see(space);
  }

  /** @param moment what is known of the session beside the items that were looked at. */
  inferScene(viewed: readonly number[], moment?: SessionMoment): InferredScene {
    return this.parts.scenes.infer(
      viewed.map((item) => this.parts.items[item]),
      moment,
    );
  }

  /** What may come next; undefined where there was nothing to learn from. */
  async nextActions(situation: Situation): Promise<ActionForecast | undefined> {
    return this.parts.nextAction?.predict({ ...situation, factsOf: this.factsOf });
  }

  /**
   * Turns scores by past into scores by past and scene: as logarithms, P(item | past, scene) is P(item | past) times
   * P(scene | item), up to a constant, where past and scene are taken to be independent given the item. Then the
   * scene's strategy adds what it weighs, in logarithms of odds as well.
   */
  private favour(scores: Float32Array, query: Query, strategy: SceneStrategy | undefined): void {
    if (strategy) this.facets.apply(scores, strategy, query);
    const { scene } = query;
    if (scene < 0) return;
    for (let item = 0; item < scores.length; item++) {
      scores[item] += this.sceneFit[item * SCENES.length + scene];
    }
  }

  private restrict(scores: Float32Array, category: string | undefined): void {
    if (category === undefined) return;
    for (const [i, item] of this.parts.items.entries())
      if (!item.categories.includes(category)) scores[i] = -Infinity;
  }

  /** The best candidates as the business rules leave them, each with what speaks for it. */
  private show(
    best: (count: number) => readonly Candidate[],
    query: Query,
    { limit, rules }: { readonly limit: number; readonly rules: Rules },
  ): Pick<RankedList, 'items' | 'notes'> {
    const past = pastItems(query);
    const { tower, items } = this.parts;
    const { candidates, notes } = applyRules(rulesOf(rules), best, {
      items,
      past,
      limit,
      now: query.now,
      similarity: (one, other) => dot(tower.vectorOf(one), tower.vectorOf(other)),
    });
    return { items: candidates.map(({ item, score }) => this.explain(item, score, past)), notes };
  }

  private requirePictures(): void {
    const { pictures } = this.catalogue;
    if (!pictures) {
      throw new DaogouError('model-missing', 'The pictures of the shop are still being looked at', {
        remedy: 'Try again in a moment; a large shop takes minutes after its first start.',
      });
    }
    if (pictures.pictures === 0) {
      throw new DaogouError('not-enough-data', 'No item of the shop has a picture to compare with', {
        remedy: 'Give items pictures: import a shop with its media folder.',
      });
    }
  }

  private explain(item: number, score: number, past: ReadonlyMap<number, OwnPast>): RankedItem {
    const { tower, bought } = this.parts;
    const vector = tower.vectorOf(item);
    const becauseOf = [...past.keys()]
      // A reason names what it rests on: of what is no longer sold there may be no name.
      .filter((other) => other !== item && !this.hidden.has(other))
      .map((other) => ({ item: other, similarity: dot(tower.vectorOf(other), vector) }))
      .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, EVIDENCE)
      .map((other) => Object.assign(other, { weights: tower.likenessOf(item, other.item) }));
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
