import { recommendAnswerSchema, recommendRequestSchema } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';
import { sceneChoice } from './scene-choice.ts';

export function registerRecommend(app: ApiServer, guide: Guide | undefined): void {
  app.post('/v1/recommend', {
    schema: {
      tags: ['guide'],
      summary: 'What this person or guest session should look at',
      description:
        'Without a user and a session, what suits most shoppers. Echo the recommendationId in the events that follow.',
      body: recommendRequestSchema.extend({ scene: sceneChoice(guide) }),
      response: { 200: recommendAnswerSchema, ...problemResponse },
    },
    handler: async ({ body }) => loadedGuide(guide).recommend(body),
  });
}
