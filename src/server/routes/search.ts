import { z } from 'zod';
import {
  pictureSearchRequestSchema,
  searchAnswerSchema,
  searchRequestSchema,
} from '../../core/contracts/api.ts';
import type { Guide } from '../../core/contracts/guide.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ApiServer } from '../api-server.ts';
import { loadedGuide } from '../loaded-guide.ts';
import { problemResponse } from '../openapi.ts';

/** A photo as phones take them; pages send far less. */
const BODY_LIMIT = 10 * 1024 * 1024;
const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'];

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
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(PICTURE_TYPES, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    scope.addContentTypeParser('*', (request, _body, done) =>
      done(unsupported(request.headers['content-type'])),
    );
    scope.post('/v1/search', {
      bodyLimit: BODY_LIMIT,
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
        if (!(body instanceof Uint8Array)) throw unsupported('no body');
        reply.header('Cache-Control', 'no-store');
        return there.searchByPicture(body, query);
      },
    });
  });
}

function unsupported(received: unknown): DaogouError {
  return new DaogouError('unsupported-format', 'This route reads pictures only', {
    received,
    remedy: `Send the bytes of a picture with its Content-Type: ${PICTURE_TYPES.join(', ')}. For words, use GET.`,
  });
}
