import { ConnectionError, ProblemError } from '../../../src/client/client-errors.ts';
import { createClient } from '../../../src/client/http-client.ts';
import type { PictureLookRequest } from '../../../src/client/look-stream.ts';
import { ShopProblem, Unreachable } from '../api.ts';
import { sceneSetting } from '../state/settings.ts';
import { shopper } from '../state/shopper.ts';

/** Of each of the answers to a picture: a busy server reads a full page for many seconds. */
const LONGEST_MILLISECONDS = 45_000;

/** What looks at screens for these pages. */
export const looking = createClient({ baseUrl: '', timeoutMs: LONGEST_MILLISECONDS });

/** Who asks, on which occasion. */
export function lookRequest(): PictureLookRequest {
  const { userId, sessionId } = shopper.get();
  const scene = sceneSetting.get();
  return { sessionId, ...(userId !== null && { userId }), ...(scene !== 'auto' && { scene }) };
}

/** As the pages' other calls fail, so that they say it in the same words. */
export function asShopError(thrown: unknown): Error {
  if (thrown instanceof ProblemError) return new ShopProblem(thrown.status, thrown.problem);
  if (thrown instanceof ConnectionError) return new Unreachable(thrown.message, { cause: thrown });
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
