import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '../core/contracts/api.ts';
import { DaogouError } from '../core/errors.ts';
import { ERROR_STATUSES } from './error-statuses.ts';
import { receivedValue } from './received-value.ts';
import { RefusedRequest } from './request-validation.ts';

export const PROBLEM_TYPE = 'application/problem+json';

/** A problem document (RFC 9457) without the members that follow from its kind. */
interface ProblemParts {
  readonly kind: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly received?: unknown;
  readonly remedy?: string | undefined;
  readonly errors?: Problem['errors'];
}

/** A problem document (RFC 9457); its type is `urn:daogou:problem:` and the kind. */
export function problem({ kind, received, remedy, errors, ...rest }: ProblemParts): Problem {
  const shown = receivedValue(received);
  return {
    type: `urn:daogou:problem:${kind}`,
    ...rest,
    ...(shown === undefined ? {} : { received: shown }),
    ...(remedy === undefined ? {} : { remedy }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** Answers with a problem document, whatever the route's own content type is. */
export function sendProblem(reply: FastifyReply, document: Problem): FastifyReply {
  return reply
    .code(document.status)
    .type(PROBLEM_TYPE)
    .serializer((value: unknown) => JSON.stringify(value))
    .send(document);
}

/** The problem document for anything that a route threw. Never says more of an unforeseen error than that it was. */
export function problemOf(thrown: unknown, request: FastifyRequest): Problem {
  if (thrown instanceof RefusedRequest) return refusedRequest(thrown);
  if (thrown instanceof DaogouError) return foreseen(thrown, request);
  const error = thrown as Partial<FastifyError> | null | undefined;
  const known = error?.code === undefined ? undefined : FRAMEWORK_PROBLEMS[error.code];
  if (known) return problem({ ...known, received: receivedOf(request, known.kind) });
  if (error?.statusCode === 403) return problem(FORBIDDEN);
  if (error?.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return problem({
      kind: 'malformed-request',
      status: error.statusCode,
      title: 'The request cannot be read',
      detail: error.message ?? 'The request cannot be read',
      remedy: 'Correct the request; /docs describes each route.',
    });
  }
  return unforeseen(request);
}

function refusedRequest(refused: RefusedRequest): Problem {
  const count = refused.fields.length + refused.unlisted;
  const first = refused.fields[0];
  const where = first.path === '' ? 'The body' : first.path;
  return problem({
    kind: 'invalid-input',
    ...ERROR_STATUSES['invalid-input'],
    detail:
      count === 1
        ? `${where}: ${first.message}`
        : `${count} fields were refused, the first of them ${where}: ${first.message}${
            refused.unlisted > 0 ? `; ${refused.unlisted} are not listed` : ''
          }`,
    received: first.received,
    remedy: first.remedy,
    errors: [...refused.fields],
  });
}

function foreseen(error: DaogouError, request: FastifyRequest): Problem {
  const { status, title } = ERROR_STATUSES[error.code];
  // What broke inside names files and machines; it is in the log, under the request's id.
  if (status === 500) return { ...unforeseen(request), type: `urn:daogou:problem:${error.code}`, title };
  return problem({
    kind: error.code,
    status,
    title,
    detail: error.message,
    received: error.received,
    remedy: error.remedy,
  });
}

function unforeseen(request: FastifyRequest): Problem {
  return problem({
    kind: 'internal',
    status: 500,
    title: 'The server failed',
    detail: 'The server met an error that it did not foresee.',
    remedy: `Try again; if it stays, look for request ${request.id} in the server's log.`,
  });
}

function receivedOf(request: FastifyRequest, kind: string): unknown {
  if (kind === 'unsupported-media-type') return request.headers['content-type'];
  return kind === 'body-too-large' ? request.headers['content-length'] : undefined;
}

const FORBIDDEN: ProblemParts = {
  kind: 'forbidden',
  status: 403,
  title: 'The address leads out of the folder',
  detail: 'The path contains parts that never name a file here.',
  remedy: 'Use the path that an item gives in `image`.',
};

/** What Fastify itself refuses, by its codes. */
const FRAMEWORK_PROBLEMS: Readonly<Record<string, Omit<ProblemParts, 'received' | 'errors'>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    kind: 'body-too-large',
    status: 413,
    title: 'The body is too large',
    detail:
      'The body is larger than this route takes (1 MB; 2 MB for /v1/transcribe, 5 MB for /v1/events, 10 MB for a ' +
      'picture to /v1/search).',
    remedy: 'Send it in several smaller requests; a recording, shorter; a picture, smaller.',
  },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    kind: 'unsupported-media-type',
    status: 415,
    title: 'The content type is not supported',
    detail: 'Routes read JSON; /v1/transcribe reads WAV files instead, and POST /v1/search pictures.',
    remedy:
      'Send the header Content-Type: application/json, with a recording audio/wav, with a picture image/jpeg or its own.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    kind: 'malformed-json',
    status: 400,
    title: 'The body is not JSON',
    detail: 'The body is empty although its content type is JSON.',
    remedy: 'Send a JSON document; {} where there is nothing to say.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: {
    kind: 'malformed-json',
    status: 400,
    title: 'The body is not JSON',
    detail: 'The body cannot be parsed as JSON, or contains a key such as __proto__ that is never accepted.',
    remedy: 'Send a JSON document in UTF-8.',
  },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: {
    kind: 'malformed-request',
    status: 400,
    title: 'The request cannot be read',
    detail: 'The body is not as long as the header Content-Length says.',
    remedy: 'Send the length in bytes, or leave the header to your HTTP library.',
  },
  FST_ERR_BAD_URL: {
    kind: 'malformed-request',
    status: 400,
    title: 'The address cannot be read',
    detail: 'The path contains a percent sign that starts no valid encoding.',
    remedy: 'Percent-encode each part of the path (encodeURIComponent).',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    kind: 'malformed-request',
    status: 414,
    title: 'The address is too long',
    detail: 'A part of the path is longer than any id can be.',
    remedy: 'Ids have at most 200 characters.',
  },
};
