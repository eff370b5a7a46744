import { itemsAnswerSchema, searchRequestSchema } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';

export function registerSearch(app: ApiServer, guide: Guide | undefined): void {
  app.get('/v1/search', {
    schema: {
      tags: ['guide'],
      summary: 'Items for a few words, in English or Chinese',
      querystring: searchRequestSchema,
      response: { 200: itemsAnswerSchema, ...problemResponse },
    },
    handler: async ({ query }) => loadedGuide(guide).search(query),
  });
}
