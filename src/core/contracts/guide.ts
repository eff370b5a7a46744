import type { z } from 'zod';
import type {
  ItemsAnswer,
  NextActionAnswer,
  nextActionRequestSchema,
  pictureSearchRequestSchema,
  RankAnswer,
  rankRequestSchema,
  RecommendAnswer,
  recommendRequestSchema,
  SearchAnswer,
  searchRequestSchema,
  similarRequestSchema,
} from './api.ts';
import type { SceneDefinition } from './scene.ts';

/**
 * The online path: from what a shopper did to what to look at and do next. Requests are already checked against
 * their schemas; every answer is logged as a decision before it is returned.
 *
 * Throws `not-found` where an item named by the request is not in the catalogue that the model was trained on.
 */
export interface Guide {
  /** The model that answers, as its manifest names it. */
  readonly modelId: string;
  /** The scenes of this shop, its own after the built-in ones. */
  readonly scenes: readonly SceneDefinition[];
  recommend(request: z.output<typeof recommendRequestSchema>): Promise<RecommendAnswer>;
  similar(request: z.output<typeof similarRequestSchema>): Promise<ItemsAnswer>;
  search(request: z.output<typeof searchRequestSchema>): Promise<SearchAnswer>;
  /**
   * Items that look like the picture; nothing of it is kept.
   *
   * Throws `bad-media` where it cannot be read, `model-missing` while the pictures of the shop are still being looked
   * at, and `not-enough-data` where there are none.
   */
  searchByPicture(
    picture: Uint8Array,
    request: z.output<typeof pictureSearchRequestSchema>,
  ): Promise<SearchAnswer>;
  /**
   * A given list in the order that suits this shopper. Items that the model does not know, or that are no longer sold, are
   * named, and no error.
   */
  rank(request: z.output<typeof rankRequestSchema>): Promise<RankAnswer>;
  nextAction(request: z.output<typeof nextActionRequestSchema>): Promise<NextActionAnswer>;
}
