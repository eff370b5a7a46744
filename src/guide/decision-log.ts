import { randomUUID } from 'node:crypto';
import type { Decision, Store } from '../core/contracts/store.ts';
import type { Shopper } from './shopper-context.ts';

/** What an answer carries, so that what comes of it can be told. */
export interface Decided {
  readonly recommendationId: string;
  readonly modelId: string;
}

/** Logs what is about to be shown and gives it its id. */
export type DecisionLog = (
  kind: Decision['kind'],
  shopper: Shopper,
  shown: readonly { readonly target: string; readonly score: number }[],
) => Promise<Decided>;

export function decisionLog(store: Store, modelId: string, now: () => number): DecisionLog {
  return async (kind, { userId, sessionId }, shown) => {
    const recommendationId = randomUUID();
    await store.decisions.append([
      {
        recommendationId,
        time: new Date(now()).toISOString(),
        kind,
        userId: userId ?? null,
        sessionId: sessionId ?? null,
        modelId,
        shown: shown.map(({ target, score }) => ({ target, score, propensity: 1 })),
      },
    ]);
    return { recommendationId, modelId };
  };
}
