import { nextActionAnswerSchema, nextActionRequestSchema } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';
import { sceneChoice } from './scene-choice.ts';

export function registerNextAction(app: ApiServer, guide: Guide | undefined): void {
  app.post('/v1/next-action', {
    schema: {
      tags: ['guide'],
      summary: 'What this person or guest session should do next',
      body: nextActionRequestSchema.extend({ scene: sceneChoice(guide) }),
      response: { 200: nextActionAnswerSchema, ...problemResponse },
    },
    handler: async ({ body }) => loadedGuide(guide).nextAction(body),
  });
}
