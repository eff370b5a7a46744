import { itemsAnswerSchema, similarRequestSchema } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';

export function registerSimilar(app: ApiServer, guide: Guide | undefined): void {
  app.get('/v1/similar', {
    schema: {
      tags: ['guide'],
      summary: 'Items like this one',
      querystring: similarRequestSchema,
      response: { 200: itemsAnswerSchema, ...problemResponse },
    },
    handler: async ({ query }) => loadedGuide(guide).similar(query),
  });
}
