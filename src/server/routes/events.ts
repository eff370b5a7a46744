import { eventsAnswerSchema, eventsRequestSchema } from '../../core/contracts/api.ts';
import type { Store } from '../../core/contracts/store.ts';
import type { ApiServer } from '../api-server.ts';
import { problemResponse } from '../openapi.ts';

const BODY_LIMIT = 5 * 1024 * 1024;

export function registerEvents(app: ApiServer, store: Store): void {
  app.post('/v1/events', {
    bodyLimit: BODY_LIMIT,
    schema: {
      tags: ['events'],
      summary: 'Tell what a shopper did: one event, or up to 1,000',
      description:
        'Idempotent by event id, so a request may be repeated safely. Answers 202 where at least one event was ' +
        'new, and 200 where all of them had been stored before.',
      body: eventsRequestSchema,
      response: { 200: eventsAnswerSchema, 202: eventsAnswerSchema, ...problemResponse },
    },
    handler: async ({ body }, reply) => {
      const counts = await store.events.append([body].flat());
      return reply.code(counts.inserted > 0 ? 202 : 200).send(counts);
    },
  });
}
