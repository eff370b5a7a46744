import type { z } from 'zod';
import type {
  ItemsAnswer,
  NextActionAnswer,
  nextActionRequestSchema,
  RecommendAnswer,
  recommendRequestSchema,
  searchRequestSchema,
  similarRequestSchema,
} from './api.ts';

/**
 * The online path: from what a shopper did to what to look at and do next. Requests are already checked against
 * their schemas; every answer is logged as a decision before it is returned.
 *
 * Throws `not-found` where an item named by the request is not in the catalogue that the model was trained on.
 */
export interface Guide {
  /** The model that answers, as its manifest names it. */
  readonly modelId: string;
  recommend(request: z.output<typeof recommendRequestSchema>): Promise<RecommendAnswer>;
  similar(request: z.output<typeof similarRequestSchema>): Promise<ItemsAnswer>;
  search(request: z.output<typeof searchRequestSchema>): Promise<ItemsAnswer>;
  nextAction(request: z.output<typeof nextActionRequestSchema>): Promise<NextActionAnswer>;
}
