import { loadGuide } from '../config/serve.ts';
import type { Workspace } from '../config/workspace.ts';
import {
  nextActionRequestSchema,
  recommendRequestSchema,
  type NextAction,
  type RecommendAnswer,
  type RecommendRequest,
} from '../core/contracts/api.ts';
import { DaogouError } from '../core/errors.ts';

export type Recommendation = RecommendAnswer & { readonly actions: readonly NextAction[] };

/** Asks the current model of a workspace, as the server would. Throws `model-missing`. */
export async function recommendIn(workspace: Workspace, request: RecommendRequest): Promise<Recommendation> {
  const modelId = await workspace.artifacts.current();
  if (modelId === undefined) {
    throw new DaogouError('model-missing', 'The workspace has no model yet', {
      received: workspace.folder,
      remedy: 'Train one: daogou train --workspace FOLDER.',
    });
  }
  const { guide, worker } = await loadGuide(workspace, modelId);
  try {
    const { userId, sessionId } = request;
    const answer = await guide.recommend(recommendRequestSchema.parse(request));
    const { actions } = await guide.nextAction(nextActionRequestSchema.parse({ userId, sessionId }));
    return { ...answer, actions };
  } finally {
    await worker.close();
  }
}
