/** How the recommender that a shop gets without asking is put together; `recommender-shelf.ts` lists all there are. */
import type { ArtifactReader } from '../core/contracts/artifacts.ts';
import type { Item } from '../core/contracts/item.ts';
import { MODALITIES } from '../core/contracts/modality.ts';
import type { Recommender, RecommenderKind } from '../core/contracts/recommender.ts';
import { DaogouError } from '../core/errors.ts';
import { sasrec } from '../learning/training/train-sequence-kinds.ts';
import { trainTwoTower } from '../learning/training/train-two-tower.ts';
import { tunedTransitions, type TransitionTuning } from '../learning/tuning/tuned-transitions.ts';
import type { ContentVectors } from '../models/content-vectors.ts';
import type { ItemVectors } from '../models/ranking/catalogue.ts';
import { linearScorer } from '../models/ranking/linear-scorer.ts';
import { ranker } from '../models/ranking/ranker.ts';
import { sequenceBlend } from '../models/retrieval/sequence/sequence-blend.ts';
import { sessionKnn } from '../models/retrieval/session-knn.ts';
import { transitions } from '../models/retrieval/transitions.ts';
import { TwoTower } from '../models/retrieval/two-tower/two-tower.ts';
import { DEFAULTS } from './defaults.ts';
import type { ColdPlaces, Recipe } from './recipe.ts';

/** Share of the steps with which the network is trained to see how far the blend should trust it. */
const REHEARSAL_EFFORT = 1 / 3;

/** How the default is trained. */
export interface RecipeSettings {
  /** Default `fast`: under a minute for 200,000 events without pictures. `best` takes as long as it takes. */
  readonly recipe?: Recipe;
  /** Share of the networks' usual training, in (0, 1]; default 1. */
  readonly effort?: number;
  /**
   * Places of the first 20 that are kept for items nobody bought yet; `auto` takes nine times the share that such items had
   * in what was bought. Default 0: what is found of them costs finds among the others.
   */
  readonly coldPlaces?: ColdPlaces | undefined;
  /** How long `best` looks for constants, and where it logs what it tried. */
  readonly search?: TransitionTuning;
}

/** Last steps that the fast recipe weighs its parts on: twice as many take twice the time, and hardly tell more. */
const FAST_HELD_OUT = 1_000;
/** A name of the ranker within the default, which its stored models know it by. */
const PAST_MONTHS = 'past-months';
/** Whoever was away for so long comes to shop anew: what was looked at last says less of what is wanted next. */
const SITTING_HOURS = 6;

/** The multimodal two-tower network, over what the encoders saw; pictures are no part of it where there are none. */
export function neuralRecommender(content: ContentVectors, effort: number): RecommenderKind {
  const { samplesPerEpoch, threads } = DEFAULTS.training;
  const modalities = MODALITIES.filter((modality) => modality !== 'image' || hasPictures(content));
  const training = { content, modalities, samplesPerEpoch, threads, effort };
  return {
    name: 'neural',
    fit: (dataset, context) => trainTwoTower(dataset, training, context),
    load: (artifacts, dataset) => TwoTower.load(artifacts, dataset),
  };
}

/**
 * What a shop gets without asking. Who is in the middle of shopping is answered by what others went on to, by sessions
 * like this one and by the ranker, weighed on last steps that none of them had seen; who comes back, by the ranker: the
 * network and the simple signals, weighed on past months.
 *
 * `fast` trains the network a fifth as long where there are no pictures to understand. `best` trains it whole, searches
 * for the constants of the transitions within a time budget, and adds a network that reads sequences.
 */
export function defaultRecommender(content: ContentVectors, settings: RecipeSettings = {}): RecommenderKind {
  const { recipe = 'fast', effort = DEFAULTS.training.effort, coldPlaces = 0, search } = settings;
  const isFast = recipe === 'fast';
  const share = effort * (isFast && !hasPictures(content) ? DEFAULTS.training.fastShare : 1);
  const neural = neuralRecommender(content, share);
  const rehearsal = neuralRecommender(content, share * REHEARSAL_EFFORT);
  return defaultOver(
    pastMonths(content, neural, { rehearsal, coldPlaces }),
    isFast ? transitions() : tunedTransitions(search),
    isFast ? { heldOut: FAST_HELD_OUT } : { sequences: sasrec({ threads: DEFAULTS.training.threads }) },
  );
}

/** The stored default recommender, and the network within it, whose vectors similarity and reasons rest on. */
export async function loadRanker(
  artifacts: ArtifactReader,
  items: readonly Item[],
  content: ContentVectors,
): Promise<{ ranker: Recommender; tower: TwoTower }> {
  let tower: TwoTower | undefined;
  const neural: RecommenderKind = {
    ...neuralRecommender(content, DEFAULTS.training.effort),
    load: async (part, dataset) => (tower = await TwoTower.load(part, dataset)),
  };
  const kind = defaultOver(pastMonths(content, neural), transitions(), { sequences: sasrec() });
  const stored = await kind.load(artifacts, { items });
  if (tower) return { ranker: stored, tower };
  throw new DaogouError('model-mismatch', 'The stored model has no network in it', {
    received: kind.name,
    remedy: 'Train again: daogou train.',
  });
}

function defaultOver(
  ranked: RecommenderKind,
  counted: RecommenderKind,
  { heldOut, sequences }: { readonly heldOut?: number; readonly sequences?: RecommenderKind },
): RecommenderKind {
  return sequenceBlend({
    name: 'default',
    parts: [
      { kind: ranked, scores: 'log-probabilities' },
      { kind: counted, scores: 'shares', refit: true },
      { kind: sessionKnn(), scores: 'shares', refit: true },
      ...(sequences ? [{ kind: sequences, scores: 'log-probabilities' } as const] : []),
    ],
    ...(heldOut && { heldOut }),
    returning: { part: ranked.name, hours: SITTING_HOURS },
  });
}

/** The text vectors stay out: the ranker reads words itself, and on earlier months of H&M they cost more than they gave. */
function pastMonths(
  content: ContentVectors,
  neural: RecommenderKind,
  { rehearsal = neural, coldPlaces = 0 }: { rehearsal?: RecommenderKind; coldPlaces?: ColdPlaces } = {},
): RecommenderKind {
  return ranker(PAST_MONTHS, linearScorer, {
    components: [neural],
    rehearsal: [rehearsal],
    vectors: picturesOf(content),
    ...(coldPlaces !== 'auto' && { coldPlaces }),
  });
}

/** What rankers read of pictures: nothing in a shop without any. */
export function picturesOf(content: ContentVectors): ItemVectors[] {
  const { vectors, width } = content.image;
  return hasPictures(content) ? [{ name: 'image', modality: 'image', vectors, width }] : [];
}

function hasPictures({ image }: ContentVectors): boolean {
  return image.present.includes(1);
}
