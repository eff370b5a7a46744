import { setTimeout as wait } from 'node:timers/promises';
import { liveAnswerSchema, readyAnswerSchema, type ReadyAnswer } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { Store } from '../../core/contracts/store.ts';
import { toError } from '../../core/errors.ts';
import type { ApiServer } from '../api-server.ts';
import { problemResponse } from '../openapi.ts';

const STORE_MILLISECONDS = 2000;

export function registerHealth(app: ApiServer, store: Store, guide: Guide | undefined): void {
  app.get('/health/live', {
    schema: {
      tags: ['health'],
      summary: 'Whether the process runs',
      response: { 200: liveAnswerSchema, ...problemResponse },
    },
    handler: async (_request, reply) => reply.header('Cache-Control', 'no-store').send({ status: 'live' }),
  });

  app.get('/health/ready', {
    schema: {
      tags: ['health'],
      summary: 'Whether the server can answer, and what it misses if not',
      response: { 200: readyAnswerSchema, 503: readyAnswerSchema, ...problemResponse },
    },
    handler: async (_request, reply) => {
      const missing = [await missingStore(store), missingModel(guide)].filter((part) => part !== undefined);
      const answer: ReadyAnswer = {
        status: missing.length === 0 ? 'ready' : 'not-ready',
        modelId: guide?.modelId ?? null,
        missing,
      };
      return reply
        .header('Cache-Control', 'no-store')
        .code(missing.length === 0 ? 200 : 503)
        .send(answer);
    },
  });
}

type MissingPart = ReadyAnswer['missing'][number];

async function missingStore(store: Store): Promise<MissingPart | undefined> {
  const timer = new AbortController();
  const tooLate = wait(STORE_MILLISECONDS, 'late' as const, { signal: timer.signal }).catch(
    () => 'late' as const,
  );
  try {
    const first = await Promise.race([store.imports.list(1), tooLate]);
    if (first !== 'late') return undefined;
    return storePart(`The store did not answer within ${STORE_MILLISECONDS / 1000} s`);
  } catch (thrown) {
    return storePart(`The store failed (${toError(thrown).name})`);
  } finally {
    timer.abort();
  }
}

const storePart = (reason: string): MissingPart => ({
  part: 'store',
  reason,
  remedy: 'Check the database with `npm run daogou -- doctor`.',
});

function missingModel(guide: Guide | undefined): MissingPart | undefined {
  if (guide) return undefined;
  return {
    part: 'model',
    reason: 'No model is loaded',
    remedy: 'Train one with `npm run daogou -- train`, then start the server again.',
  };
}
