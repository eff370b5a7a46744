import { z } from 'zod';
import { transcribeAnswerSchema, transcriptionAnswerSchema } from '../../core/contracts/api.ts';
import type { Transcriber } from '../../core/contracts/transcriber.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ApiServer } from '../api-server.ts';
import { problemResponse } from '../openapi.ts';

/** A minute of 16 kHz in 16 bits. */
const BODY_LIMIT = 2 * 1024 * 1024;
const WAV_TYPES = ['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave'];

/** Voice search. In a scope of its own: no other route takes recordings, and these take nothing else. */
export async function registerTranscribe(
  app: ApiServer,
  transcriber: Transcriber | undefined,
): Promise<void> {
  await app.register(async (scope: ApiServer) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(WAV_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.addContentTypeParser('*', (request, _body, done) =>
      done(unsupported(request.headers['content-type'])),
    );

    scope.get('/v1/transcribe', {
      schema: {
        tags: ['speech'],
        summary: 'Whether speech is understood here, and what can be said',
        response: { 200: transcriptionAnswerSchema, ...problemResponse },
      },
      handler: async () => ({
        source: transcriber?.source ?? null,
        phrases: (await transcriber?.phrases()) ?? null,
      }),
    });

    scope.post('/v1/transcribe', {
      bodyLimit: BODY_LIMIT,
      // The body is bytes: whether they are a recording is told by reading them.
      validatorCompiler: () => (value: unknown) => ({ value }),
      schema: {
        tags: ['speech'],
        summary: 'The words of a recording',
        description: 'Send a WAV file of at most 2 MB and 30 s. Nothing of it is kept.',
        consumes: ['audio/wav'],
        body: z.any().meta({ type: 'string', format: 'binary' }),
        response: { 200: transcribeAnswerSchema, ...problemResponse },
      },
      handler: async ({ body }, reply) => {
        const speech = available(transcriber);
        if (!(body instanceof Uint8Array)) throw unsupported('no body');
        reply.header('Cache-Control', 'no-store');
        return { ...(await speech.transcribe(body)), source: speech.source };
      },
    });
  });
}

function available(transcriber: Transcriber | undefined): Transcriber {
  if (transcriber) return transcriber;
  throw new DaogouError('model-missing', 'No speech model is there, so recordings cannot be understood', {
    remedy:
      'Download a Whisper model in ONNX form, such as onnx-community/whisper-base, and name its folder in ' +
      'DAOGOU_WHISPER or with `serve --whisper DIR`.',
  });
}

function unsupported(received: unknown): DaogouError {
  return new DaogouError('unsupported-format', 'This route reads WAV files only', {
    received,
    remedy: 'Send the bytes of a WAV file with the header Content-Type: audio/wav.',
  });
}
