import { ConnectionError, ProblemError, problemOf } from './client-errors.ts';

export interface ClientOptions {
  /** Where the server is, such as `http://localhost:7070`; '' in a page that the server itself serves. */
  readonly baseUrl: string;
  /** The platform's own where left out. */
  readonly fetch?: typeof fetch;
  /** How long an answer may take; 10,000 where left out. Of an answer in parts, how long each part may take. */
  readonly timeoutMs?: number;
}

/** Each call may be given a signal that ends it; it then rejects with the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

export interface Call extends CallOptions {
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** Statuses besides 2xx whose body is an answer and no problem. */
  readonly answers?: readonly number[];
}

const DEFAULT_TIMEOUT_MS = 10_000;
/** One answer a line. */
const LINES_TYPE = 'application/x-ndjson';

type Method = 'GET' | 'POST';

/** The one answer to a call. Throws ProblemError and ConnectionError, as every method of the client does. */
export async function sendCall<Answer>(
  options: ClientOptions,
  method: Method,
  path: string,
  call: Call,
): Promise<Answer> {
  return exchange(options, method, path, call, 'application/json', async (response) => {
    const text = await response.text();
    const isAnswer = response.ok || call.answers?.includes(response.status) === true;
    if (isAnswer && isOfType(response, 'application/json')) return JSON.parse(text) as Answer;
    throw new ProblemError(problemOf(response, text), response.headers.get('Request-Id'));
  });
}

/** As `sendCall`, for an answer in parts: hears each as it comes, and resolves to the last. */
export async function sendCallForLines<Answer>(
  options: ClientOptions,
  path: string,
  call: Call,
  hear: (answer: Answer) => void,
): Promise<Answer> {
  return exchange(options, 'POST', path, call, LINES_TYPE, async (response, keepWaiting) => {
    if (!response.ok || !isOfType(response, LINES_TYPE) || !response.body) {
      throw new ProblemError(problemOf(response, await response.text()), response.headers.get('Request-Id'));
    }
    let last: { readonly answer: Answer } | undefined;
    for await (const line of linesOf(response.body)) {
      keepWaiting();
      last = { answer: JSON.parse(line) as Answer };
      hear(last.answer);
    }
    if (!last) throw new Error('the answer ended before its first part');
    return last.answer;
  });
}

export function addressOf(baseUrl: string, path: string, query: object | undefined): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}${queryText(query)}`;
}

/** Sends a call and has `read` make something of the response, within the time for it. */
async function exchange<Result>(
  { baseUrl, fetch: given, timeoutMs = DEFAULT_TIMEOUT_MS }: ClientOptions,
  method: Method,
  path: string,
  { query, body, signal }: Call,
  accept: string,
  read: (response: Response, keepWaiting: () => void) => Promise<Result>,
): Promise<Result> {
  const address = addressOf(baseUrl, path, query);
  const late = new AbortController();
  let timer = setTimeout(() => late.abort(), timeoutMs);
  const keepWaiting = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => late.abort(), timeoutMs);
  };
  const fetchNow = given ?? fetch;
  try {
    const response = await fetchNow(address, {
      method,
      signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
      headers: { Accept: accept, ...(body === undefined ? {} : { 'Content-Type': typeOf(body) }) },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    });
    return await read(response, keepWaiting);
  } catch (thrown) {
    if (thrown instanceof ProblemError || signal?.aborted) throw thrown;
    const reason = late.signal.aborted ? `no answer within ${timeoutMs} ms` : String(thrown);
    throw new ConnectionError(`${method} ${address}: ${reason}`, { cause: thrown });
  } finally {
    clearTimeout(timer);
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  // Not every browser lets a stream be iterated.
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + decoder.decode(part.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest.trim() !== '') yield rest;
}

const isOfType = (response: Response, type: string): boolean =>
  (response.headers.get('Content-Type') ?? '').startsWith(type);

/** A picture says itself what it is; without a type it is none that the server takes, which says which ones. */
function typeOf(body: unknown): string {
  return body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json';
}

function queryText(query: object | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}
