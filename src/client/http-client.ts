import type {
  CategoriesAnswer,
  EventsAnswer,
  EventsRequest,
  ItemListAnswer,
  ItemListRequest,
  ItemsAnswer,
  ItemsRequest,
  ItemView,
  NextActionAnswer,
  NextActionRequest,
  PictureSearchRequest,
  RankAnswer,
  RankRequest,
  ReadyAnswer,
  RecommendAnswer,
  RecommendRequest,
  SearchAnswer,
  SearchRequest,
  SimilarRequest,
  UserListAnswer,
  UserListRequest,
  UsersRequest,
} from '../core/contracts/api.ts';
import type { WriteCount } from '../core/contracts/store.ts';
import { ConnectionError, ProblemError, problemOf } from './client-errors.ts';

export interface ClientOptions {
  /** Where the server is, such as `http://localhost:7070`; '' in a page that the server itself serves. */
  readonly baseUrl: string;
  /** The platform's own where left out. */
  readonly fetch?: typeof fetch;
  /** How long an answer may take; 10,000 where left out. */
  readonly timeoutMs?: number;
}

/** Each call may be given a signal that ends it; it then rejects with the signal's reason. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/**
 * One method for each route. All of them throw ProblemError where the server answers with an error, and
 * ConnectionError where there is no answer.
 */
export interface Client {
  listItems(request?: ItemListRequest, options?: CallOptions): Promise<ItemListAnswer>;
  getItem(id: string, options?: CallOptions): Promise<ItemView>;
  upsertItems(items: ItemsRequest, options?: CallOptions): Promise<WriteCount>;
  listCategories(options?: CallOptions): Promise<CategoriesAnswer>;
  listUsers(request?: UserListRequest, options?: CallOptions): Promise<UserListAnswer>;
  upsertUsers(users: UsersRequest, options?: CallOptions): Promise<WriteCount>;
  /** One event or up to 1,000; safe to repeat, because events are stored once by their id. */
  sendEvents(events: EventsRequest, options?: CallOptions): Promise<EventsAnswer>;
  recommend(request: RecommendRequest, options?: CallOptions): Promise<RecommendAnswer>;
  similar(request: SimilarRequest, options?: CallOptions): Promise<ItemsAnswer>;
  search(request: SearchRequest, options?: CallOptions): Promise<SearchAnswer>;
  /** Items that look like a picture: a JPEG, PNG, WebP, AVIF or GIF of at most 10 MB, its type in the Blob. */
  searchByPicture(
    picture: Blob,
    request?: PictureSearchRequest,
    options?: CallOptions,
  ): Promise<SearchAnswer>;
  /** Your own list of items, in the order that suits this shopper. */
  rank(request: RankRequest, options?: CallOptions): Promise<RankAnswer>;
  nextAction(request: NextActionRequest, options?: CallOptions): Promise<NextActionAnswer>;
  live(options?: CallOptions): Promise<{ status: 'live' }>;
  /** Also answers, and does not throw, where the server is not ready. */
  ready(options?: CallOptions): Promise<ReadyAnswer>;
}

interface Call extends CallOptions {
  readonly query?: object | undefined;
  readonly body?: unknown;
  /** Statuses besides 2xx whose body is an answer and no problem. */
  readonly answers?: readonly number[];
}

const DEFAULT_TIMEOUT_MS = 10_000;

/** A typed client of the HTTP interface: no dependencies, for browsers and for Node alike. */
export function createClient(options: ClientOptions): Client {
  const get = async <Answer>(path: string, call: Call = {}) => send<Answer>(options, 'GET', path, call);
  const post = async <Answer>(path: string, body: unknown, call: Call = {}) =>
    send<Answer>(options, 'POST', path, { ...call, body });
  return {
    listItems: (request, call) => get('/v1/items', { ...call, query: request }),
    getItem: (id, call) => get(`/v1/items/${encodeURIComponent(id)}`, call),
    upsertItems: (items, call) => post('/v1/items', items, call),
    listCategories: (call) => get('/v1/categories', call),
    listUsers: (request, call) => get('/v1/users', { ...call, query: request }),
    upsertUsers: (users, call) => post('/v1/users', users, call),
    sendEvents: (events, call) => post('/v1/events', events, call),
    recommend: (request, call) => post('/v1/recommend', request, call),
    similar: (request, call) => get('/v1/similar', { ...call, query: request }),
    search: (request, call) => get('/v1/search', { ...call, query: request }),
    searchByPicture: (picture, request, call) => post('/v1/search', picture, { ...call, query: request }),
    rank: (request, call) => post('/v1/rank', request, call),
    nextAction: (request, call) => post('/v1/next-action', request, call),
    live: (call) => get('/health/live', call),
    ready: (call) => get('/health/ready', { ...call, answers: [503] }),
  };
}

async function send<Answer>(
  { baseUrl, fetch: given, timeoutMs = DEFAULT_TIMEOUT_MS }: ClientOptions,
  method: 'GET' | 'POST',
  path: string,
  { query, body, signal, answers = [] }: Call,
): Promise<Answer> {
  const address = `${baseUrl.replace(/\/+$/, '')}${path}${queryText(query)}`;
  const timeout = AbortSignal.timeout(timeoutMs);
  const fetchNow = given ?? fetch;
  try {
    const response = await fetchNow(address, {
      method,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': typeOf(body) }),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isPlainJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
    if (isPlainJson && (response.ok || answers.includes(response.status))) return JSON.parse(text) as Answer;
    throw new ProblemError(problemOf(response, text), response.headers.get('Request-Id'));
  } catch (thrown) {
    if (thrown instanceof ProblemError || signal?.aborted) throw thrown;
    const reason = timeout.aborted ? `no answer within ${timeoutMs} ms` : String(thrown);
    throw new ConnectionError(`${method} ${address}: ${reason}`, { cause: thrown });
  }
}

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
