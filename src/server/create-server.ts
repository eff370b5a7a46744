import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Guide } from '../core/contracts/guide.ts';
import type { Looker, ScreenCorrections } from '../core/contracts/look.ts';
import type { Store } from '../core/contracts/store.ts';
import type { Transcriber } from '../core/contracts/transcriber.ts';
import { toError } from '../core/errors.ts';
import { answerUnreadable, installErrorAnswers } from './error-answers.ts';
import { registerOpenapi, serializerCompiler } from './openapi.ts';
import { problemOf, sendProblem } from './problem-answers.ts';
import { validatorCompiler } from './request-validation.ts';
import { registerCategories } from './routes/categories.ts';
import { registerDocs } from './routes/docs.ts';
import { registerEvents } from './routes/events.ts';
import { registerHealth } from './routes/health.ts';
import { registerItems } from './routes/items.ts';
import { registerLook, registerScreenCorrections } from './routes/look.ts';
import { registerLookStream } from './routes/look-stream.ts';
import { registerMedia } from './routes/media.ts';
import { registerNextAction } from './routes/next-action.ts';
import { registerRank } from './routes/rank.ts';
import { registerRecommend } from './routes/recommend.ts';
import { registerScenes } from './routes/scenes.ts';
import { registerSearch } from './routes/search.ts';
import { registerSimilar } from './routes/similar.ts';
import { registerTranscribe } from './routes/transcribe.ts';
import { registerUsers } from './routes/users.ts';
import { registerWebPages } from './routes/web-pages.ts';
import type { ApiServer } from './api-server.ts';

export interface ServerOptions {
  readonly store: Store;
  /** Left out where no model is trained yet: the catalogue and events work, and recommending answers 503. */
  readonly guide?: Guide | undefined;
  /** Understands speech; left out, voice search says how to get it. */
  readonly transcriber?: Transcriber | undefined;
  /** Looks at screens; left out, there are no routes for it. */
  readonly looker?: Looker | undefined;
  /** Keeps what people say of screens; left out, nothing is kept. */
  readonly corrections?: ScreenCorrections | undefined;
  /** The workspace's `media` folder, absolute; served under `/media/`. */
  readonly mediaFolder: string;
  /** The built web pages, absolute; left out, the server has no pages. */
  readonly webFolder?: string | undefined;
  /** Left out, nothing is logged. */
  readonly logger?: FastifyBaseLogger | undefined;
}

const BODY_LIMIT = 1024 * 1024;
/** A `Request-Id` that is safe to put into a header and a log line. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;
/** From a percent-encoded id of 200 Chinese characters: nine bytes each. */
const LONGEST_PARAMETER = 1800;
const REQUEST_MILLISECONDS = 30_000;
/** Requests under way have this long to end when the server closes. */
const CLOSE_MILLISECONDS = 1500;

/**
 * The HTTP surface over a store and a guide, ready to listen. `close()` refuses new requests, gives those under way
 * 1.5 s, and then cuts their connections; the store stays open, it is the caller's.
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_MILLISECONDS,
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    requestIdHeader: false,
    genReqId: (incoming) => {
      const given = incoming.headers['request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => {
      reply.header('Request-Id', request.id);
      void sendProblem(reply, problemOf(error, request));
    },
    clientErrorHandler: answerUnreadable,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Request-Id', request.id);
    reply.header('X-Content-Type-Options', 'nosniff');
  });
  cutConnectionsOnClose(app);
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installErrorAnswers(app, options.webFolder);
  await registerOpenapi(app);
  await registerRoutes(app, options);
  try {
    await app.ready();
  } catch (thrown) {
    await app.close();
    throw toError(thrown);
  }
  return app;
}

/** On all addresses: Fastify listens to `localhost` with one server for IPv4 and one, that it keeps, for IPv6. */
function cutConnectionsOnClose(app: FastifyInstance): void {
  const sockets = new Set<Socket>();
  app.addHook('onRequest', async ({ socket }) => {
    if (sockets.has(socket)) return;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    setTimeout(() => sockets.forEach((socket) => socket.destroy()), CLOSE_MILLISECONDS).unref();
  });
}

async function registerRoutes(app: ApiServer, options: ServerOptions): Promise<void> {
  const { store, guide } = options;
  registerItems(app, store);
  registerCategories(app, store);
  registerUsers(app, store);
  registerEvents(app, store);
  registerRecommend(app, guide);
  registerScenes(app, guide);
  registerSimilar(app, guide);
  await registerSearch(app, guide);
  registerRank(app, guide);
  registerNextAction(app, guide);
  if (options.looker) {
    await registerLook(app, options.looker);
    await registerLookStream(app, options.looker);
  }
  if (options.corrections) registerScreenCorrections(app, options.corrections);
  await registerTranscribe(app, options.transcriber);
  registerHealth(app, store, guide);
  await registerDocs(app);
  await registerMedia(app, options.mediaFolder);
  if (options.webFolder !== undefined) await registerWebPages(app, options.webFolder);
}
