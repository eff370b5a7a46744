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
import type {
  DomLookRequest,
  LookAnswer,
  ScreenCorrection,
  ScreenCorrectionAnswer,
} from '../core/contracts/look.ts';
import type { WriteCount } from '../core/contracts/store.ts';
import {
  openLookStream,
  type ClientLookStream,
  type LookStreamListener,
  type PictureLookRequest,
} from './look-stream.ts';
import { sendCall, sendCallForLines, type Call, type CallOptions, type ClientOptions } from './send-call.ts';

export type { CallOptions, ClientOptions } from './send-call.ts';

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
  /** What a screenshot shows and what to do there, once all of it was looked at. Nothing of it is kept. */
  look(picture: Blob, request?: PictureLookRequest, options?: CallOptions): Promise<LookAnswer>;
  /** The same in up to three answers, each replacing the one before; resolves to the last. */
  lookStages(
    picture: Blob,
    request: PictureLookRequest,
    onAnswer: (answer: LookAnswer) => void,
    options?: CallOptions,
  ): Promise<LookAnswer>;
  /** What to do on a page that told by itself what it shows: see `readDomScreen`. */
  lookAtPage(request: DomLookRequest, options?: CallOptions): Promise<LookAnswer>;
  /** A person's word on what a screenshot shows; it is kept, with the picture, for the next training. */
  correctScreen(correction: ScreenCorrection, options?: CallOptions): Promise<ScreenCorrectionAnswer>;
  /** For frames of one screen as it changes. */
  openLookStream(request: PictureLookRequest, listener: LookStreamListener): ClientLookStream;
  live(options?: CallOptions): Promise<{ status: 'live' }>;
  /** Also answers, and does not throw, where the server is not ready. */
  ready(options?: CallOptions): Promise<ReadyAnswer>;
}

/** A typed client of the HTTP interface: no dependencies, for browsers and for Node alike. */
export function createClient(options: ClientOptions): Client {
  const get = async <Answer>(path: string, call: Call = {}) => sendCall<Answer>(options, 'GET', path, call);
  const post = async <Answer>(path: string, body: unknown, call: Call = {}) =>
    sendCall<Answer>(options, 'POST', path, { ...call, body });
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
    look: (picture, request, call) => post('/v1/look', picture, { ...call, query: request }),
    lookStages: (picture, request, onAnswer, call) =>
      sendCallForLines(options, '/v1/look', { ...call, query: request, body: picture }, onAnswer),
    lookAtPage: (request, call) => post('/v1/look/page', request, call),
    correctScreen: (correction, call) => post('/v1/look/corrections', correction, call),
    openLookStream: (request, listener) => openLookStream(options.baseUrl, request, listener),
    live: (call) => get('/health/live', call),
    ready: (call) => get('/health/ready', { ...call, answers: [503] }),
  };
}
