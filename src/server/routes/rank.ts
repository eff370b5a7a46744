import { rankAnswerSchema, rankRequestSchema } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';
import { sceneChoice } from './scene-choice.ts';

export function registerRank(app: ApiServer, guide: Guide | undefined): void {
  app.post('/v1/rank', {
    schema: {
      tags: ['guide'],
      summary: 'Your own list of items, in the order that suits this shopper',
      description:
        'For shops with a search engine of their own: send what it found, in its order. Items that the model does not ' +
        'know yet, or that are retired, are named in `unknown`, yours to place.',
      body: rankRequestSchema.extend({ scene: sceneChoice(guide) }),
      response: { 200: rankAnswerSchema, ...problemResponse },
    },
    handler: async ({ body }) => loadedGuide(guide).rank(body),
  });
}
