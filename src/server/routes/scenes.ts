import { scenesAnswerSchema } from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';

export function registerScenes(app: ApiServer, guide: Guide | undefined): void {
  app.get('/v1/scenes', {
    schema: {
      tags: ['guide'],
      summary: 'The scenes of this shop: what counts in each, and how a page should show it',
      description: "The built-in ones, then the shop's own.",
      response: { 200: scenesAnswerSchema, ...problemResponse },
    },
    handler: async () => [...loadedGuide(guide).scenes],
  });
}
