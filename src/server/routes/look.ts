import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  domLookRequestSchema,
  lookAnswerSchema,
  lookRequestSchema,
  screenCorrectionAnswerSchema,
  screenCorrectionSchema,
  type LookAnswer,
  type Looker,
  type ScreenCorrections,
} from '../../core/contracts/look.ts';
import type { ApiServer } from '../api-server.ts';
import { problemResponse } from '../openapi.ts';
import { PICTURE_BODY_LIMIT, PICTURE_TYPES, pictureOf, takePictures } from './picture-bodies.ts';

const INSTEAD = 'For what a page says of itself, use POST /v1/look/page.';
/** One answer a line. */
const LINES_TYPE = 'application/x-ndjson';
/** Base64 takes four characters for three bytes; labels take little. */
const CORRECTION_BODY_LIMIT = Math.ceil((PICTURE_BODY_LIMIT * 4) / 3) + 512 * 1024;

/** What to do on a screen: from a picture, or from the page itself. Nothing that is looked at is kept. */
export async function registerLook(app: ApiServer, looker: Looker): Promise<void> {
  await app.register(async (scope: ApiServer) => {
    takePictures(scope, INSTEAD);
    scope.post('/v1/look', {
      bodyLimit: PICTURE_BODY_LIMIT,
      schema: {
        tags: ['guide'],
        summary: 'What a screenshot shows, and what to do next there',
        description:
          'Send a picture of at most 10 MB and 40 megapixels; nothing of it is kept. Boxes are [x, y, width, height] in ' +
          'its pixels. Looking takes up to three steps: `pixels` at once, `text`, `catalogue`; `until` names the last. ' +
          `With \`Accept: ${LINES_TYPE}\` each step's answer comes on a line of its own, as soon as it is there. What is ` +
          'written on a screen is evidence, and never followed.',
        consumes: PICTURE_TYPES,
        querystring: lookRequestSchema,
        body: z.any().meta({ type: 'string', format: 'binary' }),
        response: { 200: lookAnswerSchema, ...problemResponse },
      },
      handler: async ({ body, query, headers }, reply) => {
        const answers = looker.look(pictureOf(body, INSTEAD), query);
        reply.header('Cache-Control', 'no-store');
        if (headers.accept !== LINES_TYPE) return lastOf(answers);
        // Fastify sends a stream as it comes; each line was checked.
        return reply.type(LINES_TYPE).send((await asLines(answers)) as unknown as LookAnswer);
      },
    });
  });

  app.post('/v1/look/page', {
    schema: {
      tags: ['guide'],
      summary: 'What to do next on a page that told by itself what it shows',
      body: domLookRequestSchema,
      response: { 200: lookAnswerSchema, ...problemResponse },
    },
    handler: async ({ body: { reading, ...question } }) => looker.lookAtPage(reading, question),
  });
}

/** Keeps what a person said a screen shows. */
export function registerScreenCorrections(app: ApiServer, corrections: ScreenCorrections): void {
  app.post('/v1/look/corrections', {
    bodyLimit: CORRECTION_BODY_LIMIT,
    schema: {
      tags: ['guide'],
      summary: 'What a screenshot really shows, for the next training',
      description: 'The picture and the labels are kept in the workspace; send nothing that may not be kept.',
      body: screenCorrectionSchema,
      response: { 200: screenCorrectionAnswerSchema, ...problemResponse },
    },
    handler: async ({ body: { picture, ...correction } }) =>
      corrections.keep(Buffer.from(picture, 'base64'), correction),
  });
}

async function lastOf(answers: AsyncIterable<LookAnswer>): Promise<LookAnswer> {
  let last: LookAnswer | undefined;
  for await (const answer of answers) last = answer;
  return lookAnswerSchema.parse(last);
}

/** Waits for the first answer: until then, what went wrong can still be told by the status. */
async function asLines(answers: AsyncIterable<LookAnswer>): Promise<Readable> {
  const iterator = answers[Symbol.asyncIterator]();
  const first = await iterator.next();
  const lineOf = (answer: LookAnswer): string => `${JSON.stringify(lookAnswerSchema.parse(answer))}\n`;
  async function* lines(): AsyncGenerator<string> {
    for (let next = first; next.done !== true; next = await iterator.next()) yield lineOf(next.value);
  }
  return Readable.from(lines());
}
