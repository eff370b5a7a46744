/** Every recommender that can be measured, by name: `daogou evaluate --only` chooses among them. */
import type { RecommenderKind } from '../core/contracts/recommender.ts';
import { bpr } from '../learning/training/train-bpr.ts';
import { graph } from '../learning/training/train-graph.ts';
import { neuralScorer } from '../learning/training/train-ranker.ts';
import { sceneRecommender } from '../learning/training/train-scene-recommender.ts';
import { gru4rec, plainSasrec, sasrec } from '../learning/training/train-sequence-kinds.ts';
import { vbpr } from '../learning/training/train-vbpr.ts';
import type { ContentVectors } from '../models/content-vectors.ts';
import { bestOfValidation } from '../models/ranking/best-of-validation.ts';
import { coVisitation } from '../models/ranking/co-visitation.ts';
import { linearScorer } from '../models/ranking/linear-scorer.ts';
import { ranker } from '../models/ranking/ranker.ts';
import { treesScorer } from '../models/ranking/trees/trees-scorer.ts';
import { als } from '../models/retrieval/als.ts';
import { coldContent } from '../models/retrieval/cold-content.ts';
import { contentProfile } from '../models/retrieval/content-profile.ts';
import { ease } from '../models/retrieval/ease.ts';
import { itemKnn } from '../models/retrieval/item-knn.ts';
import { popularity } from '../models/retrieval/popularity.ts';
import { repeatPurchase } from '../models/retrieval/repeat-purchase.ts';
import { sequenceBlend } from '../models/retrieval/sequence/sequence-blend.ts';
import { sessionKnn } from '../models/retrieval/session-knn.ts';
import { transitions } from '../models/retrieval/transitions.ts';
import { DEFAULTS } from './defaults.ts';
import { defaultRecommender, neuralRecommender, picturesOf, type RecipeSettings } from './recommenders.ts';

export interface ShelvedRecommender {
  readonly name: string;
  /** Whether it is measured where no names are given: the default, and what it must beat. */
  readonly usual: boolean;
  /** Whether it reads what encoders saw in pictures and texts. */
  readonly readsContent: boolean;
  /** @param settings how the default is trained; the others look at the effort at most. */
  readonly create: (
    content: ContentVectors,
    settings: RecipeSettings,
  ) => Pick<RecommenderKind, 'name' | 'fit'>;
}

const LAST_MONTH = 30;

function plain(kind: RecommenderKind, usual = false): ShelvedRecommender {
  return { name: kind.name, usual, readsContent: false, create: () => kind };
}

function reading(name: string, create: ShelvedRecommender['create'], usual = false): ShelvedRecommender {
  return { name, usual, readsContent: true, create };
}

export const RECOMMENDERS: readonly ShelvedRecommender[] = [
  reading('default', defaultRecommender, true),
  reading(
    'neural',
    (content, { effort = DEFAULTS.training.effort }) => neuralRecommender(content, effort),
    true,
  ),
  plain(popularity(), true),
  plain(popularity({ days: LAST_MONTH }), true),
  plain(repeatPurchase, true),
  plain(coVisitation, true),
  plain(itemKnn(), true),
  plain(transitions(), true),
  plain(contentProfile, true),
  plain(ease()),
  plain(als()),
  plain(bpr()),
  plain(sessionKnn()),
  plain(plainSasrec()),
  plain(sasrec()),
  plain(gru4rec()),
  plain(
    sequenceBlend({
      parts: [
        { kind: sasrec(), scores: 'log-probabilities' },
        { kind: transitions(), scores: 'shares', refit: true },
      ],
    }),
  ),
  reading('vbpr', (content) => vbpr(content)),
  reading('graph', (content) => graph(content)),
  reading('cold-content', (content) => coldContent(content)),
  reading('scene-mmoe', (content) => sceneRecommender({ vectors: picturesOf(content) })),
  reading('trees', (content) => ranker('trees', treesScorer(), { vectors: picturesOf(content) })),
  reading('neural-ranker', (content) => {
    const vectors = picturesOf(content);
    return ranker('neural-ranker', neuralScorer({ vectors }), { vectors });
  }),
  reading('best-of-validation', (content) => {
    const vectors = picturesOf(content);
    const scorers = [linearScorer, treesScorer(), neuralScorer({ vectors })];
    return ranker('best-of-validation', bestOfValidation(scorers), { vectors });
  }),
];
