import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerWebPage, isPageRequest } from './page-fallback.ts';
import { problem, problemOf, PROBLEM_TYPE, sendProblem } from './problem-answers.ts';

/** Every error, every unknown path and every wrong method is answered with a problem document. */
export function installErrorAnswers(app: FastifyInstance, webFolder: string | undefined): void {
  const routes = collectRoutes(app);

  app.setErrorHandler((error, request, reply) => {
    const document = problemOf(error, request);
    if (document.status >= 500) request.log.error(error);
    return sendProblem(reply, document);
  });

  app.setNotFoundHandler((request, reply) => {
    const allowed = allowedMethods(routes, pathOf(request));
    if (allowed.length > 0 && !allowed.includes(request.method)) {
      reply.header('Allow', allowed.join(', '));
      return sendProblem(
        reply,
        problem({
          kind: 'method-not-allowed',
          status: 405,
          title: 'The method is not allowed here',
          detail: `${pathOf(request)} does not take ${request.method}.`,
          received: request.method,
          remedy: `Use ${allowed.join(' or ')}.`,
        }),
      );
    }
    if (webFolder !== undefined && isPageRequest(request)) return answerWebPage(request, reply, webFolder);
    return sendProblem(
      reply,
      problem({
        kind: 'not-found',
        status: 404,
        title: 'Not found',
        detail: 'There is nothing at this address.',
        received: pathOf(request),
        remedy: 'See /docs for the routes of this server.',
      }),
    );
  });
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0];

interface KnownRoute {
  /** As Fastify writes it: `:name` stands for one part of a path, `*` for the rest. */
  readonly url: string;
  readonly methods: readonly string[];
}

function collectRoutes(app: FastifyInstance): KnownRoute[] {
  const routes: KnownRoute[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    // The pages' catch-all would make every path known.
    if (url !== '/*') routes.push({ url, methods: [method].flat() });
  });
  return routes;
}

function allowedMethods(routes: readonly KnownRoute[], path: string): string[] {
  const methods = routes.filter(({ url }) => fits(url, path)).flatMap((route) => route.methods);
  return [...new Set(methods)].sort();
}

function fits(url: string, path: string): boolean {
  const given = path.split('/');
  const wanted = url.split('/');
  const rest = wanted.indexOf('*');
  const compared = rest === -1 ? wanted : wanted.slice(0, rest);
  if (rest === -1 ? given.length !== wanted.length : given.length <= rest) return false;
  return compared.every((part, i) => part === given[i] || (part.startsWith(':') && given[i] !== ''));
}

/** Answers what is not HTTP enough to reach a route: a broken request line, too many headers, a stalled request. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const body = JSON.stringify(
    problem({
      kind: 'malformed-request',
      status,
      title: 'The request cannot be read',
      detail: STATUS_CODES[status] ?? 'Bad Request',
      remedy: 'Send a complete HTTP/1.1 request with headers of at most 16 KB.',
    }),
  );
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  }
  socket.destroySoon();
}
