import type { z } from 'zod';
import type {
  categoriesAnswerSchema,
  eventsAnswerSchema,
  ItemListAnswer,
  itemListRequestSchema,
  ItemsAnswer,
  ItemView,
  NextActionAnswer,
  NextActionRequest,
  Problem,
  RecommendAnswer,
  RecommendRequest,
  SearchAnswer,
  ScenesAnswer,
  TranscribeAnswer,
  TranscriptionAnswer,
  userListAnswerSchema,
} from '../../src/core/contracts/api.ts';
import type { EventInput } from '../../src/core/contracts/event.ts';

/** The shop answered with a problem document. */
export class ShopProblem extends Error {
  readonly status: number;
  readonly problem: Partial<Problem>;

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
    this.name = 'ShopProblem';
    this.status = status;
    this.problem = problem;
  }
}

/** No answer came: the shop is down or the device is offline. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

type Query = Record<string, string | number | null | undefined>;

function withQuery(path: string, query: Query): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)]))}`;
}

async function call<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (cause) {
    if (init.signal?.aborted === true) throw cause;
    throw new Unreachable(`no answer from ${path}`, { cause });
  }
  const body: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ShopProblem(response.status, body as Partial<Problem>);
  return body as T;
}

const read = <T>(path: string, query: Query, signal?: AbortSignal): Promise<T> =>
  call<T>(withQuery(path, query), signal ? { signal } : {});

const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> =>
  call<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

export type Categories = z.infer<typeof categoriesAnswerSchema>;
export type UserList = z.infer<typeof userListAnswerSchema>;
export type ItemSort = z.output<typeof itemListRequestSchema>['sort'];
type ItemListQuery = { category?: string; sort?: ItemSort; offset?: number; limit?: number };

export const fetchItems = (query: ItemListQuery, signal?: AbortSignal) =>
  read<ItemListAnswer>('/v1/items', query, signal);
export const fetchItem = (id: string, signal?: AbortSignal) =>
  read<ItemView>(`/v1/items/${encodeURIComponent(id)}`, {}, signal);
export const fetchCategories = (signal?: AbortSignal) => read<Categories>('/v1/categories', {}, signal);
export const fetchScenes = (signal?: AbortSignal) => read<ScenesAnswer>('/v1/scenes', {}, signal);
export const fetchUsers = (limit: number, signal?: AbortSignal) =>
  read<UserList>('/v1/users', { limit }, signal);
export const fetchSimilar = (itemId: string, limit: number, signal?: AbortSignal) =>
  read<ItemsAnswer>('/v1/similar', { itemId, limit }, signal);
/** What a search is narrowed down to; amounts in minor units. */
export interface SearchFilter {
  category?: string | undefined;
  minPrice?: number | undefined;
  maxPrice?: number | undefined;
}
type SearchQuery = SearchFilter & { userId: string | null; sessionId: string };
export const fetchSearch = (query: SearchQuery & { q: string }, signal?: AbortSignal) =>
  read<SearchAnswer>('/v1/search', { ...query }, signal);
export const fetchSearchByPhoto = (picture: Blob, query: SearchQuery, signal?: AbortSignal) =>
  call<SearchAnswer>(withQuery('/v1/search', { ...query }), {
    method: 'POST',
    headers: { 'content-type': picture.type },
    body: picture,
    ...(signal && { signal }),
  });
export const fetchRecommendations = (request: RecommendRequest, signal?: AbortSignal) =>
  post<RecommendAnswer>('/v1/recommend', request, signal);
export const fetchNextActions = (request: NextActionRequest, signal?: AbortSignal) =>
  post<NextActionAnswer>('/v1/next-action', request, signal);
export const sendEvents = (events: readonly EventInput[]) =>
  post<z.infer<typeof eventsAnswerSchema>>('/v1/events', events);
export const fetchTranscription = (signal?: AbortSignal) =>
  read<TranscriptionAnswer>('/v1/transcribe', {}, signal);
export const transcribe = (wav: Uint8Array<ArrayBuffer>, signal?: AbortSignal) =>
  call<TranscribeAnswer>('/v1/transcribe', {
    method: 'POST',
    headers: { 'content-type': 'audio/wav' },
    body: wav,
    ...(signal && { signal }),
  });
