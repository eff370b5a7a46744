import { z } from 'zod';
import {
  pictureSearchRequestSchema,
  searchAnswerSchema,
  searchRequestSchema,
} from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';
import { PICTURE_BODY_LIMIT, PICTURE_TYPES, pictureOf, takePictures } from './picture-bodies.ts';

const INSTEAD = 'For words, use GET.';

/** By words or by photo. In a scope of its own: no other route takes pictures. */
export async function registerSearch(app: ApiServer, guide: Guide | undefined): Promise<void> {
  app.get('/v1/search', {
    schema: {
      tags: ['guide'],
      summary: 'Items for a few words, in English or Chinese',
      description:
        'Facets count what was found; name a category or a price range to narrow it down. What is sold out comes last.',
      querystring: searchRequestSchema,
      response: { 200: searchAnswerSchema, ...problemResponse },
    },
    handler: async ({ query }) => loadedGuide(guide).search(query),
  });

  await app.register(async (scope: ApiServer) => {
    takePictures(scope, INSTEAD);
    scope.post('/v1/search', {
      bodyLimit: PICTURE_BODY_LIMIT,
      schema: {
        tags: ['guide'],
        summary: 'Items that look like a photo',
        description:
          'Send a picture of at most 10 MB and 40 megapixels; nothing of it is kept. Words in `q` say what of it is meant.',
        consumes: PICTURE_TYPES,
        querystring: pictureSearchRequestSchema,
        body: z.any().meta({ type: 'string', format: 'binary' }),
        response: { 200: searchAnswerSchema, ...problemResponse },
      },
      handler: async ({ body, query }, reply) => {
        const there = loadedGuide(guide);
        const picture = pictureOf(body, INSTEAD);
        reply.header('Cache-Control', 'no-store');
        return there.searchByPicture(picture, query);
      },
    });
  });
}
