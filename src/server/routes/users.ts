import {
  userListAnswerSchema,
  userListRequestSchema,
  usersRequestSchema,
  writeCountSchema,
} from '../../core/contracts/api.ts';
import type { Store } from '../../core/contracts/store.ts';
import type { ApiServer } from '../api-server.ts';
import { distinctById } from '../distinct-by-id.ts';
import { problemResponse } from '../openapi.ts';

export function registerUsers(app: ApiServer, store: Store): void {
  app.get('/v1/users', {
    schema: {
      tags: ['catalogue'],
      summary: 'List users',
      querystring: userListRequestSchema,
      response: { 200: userListAnswerSchema, ...problemResponse },
    },
    handler: async ({ query }) => {
      const page = await store.users.list(query);
      return { rows: [...page.rows], total: page.total };
    },
  });

  app.post('/v1/users', {
    schema: {
      tags: ['catalogue'],
      summary: 'Store one user, or up to 1,000',
      description: 'A user whose id is there already is replaced. The same rows twice change nothing.',
      body: usersRequestSchema,
      response: { 200: writeCountSchema, ...problemResponse },
    },
    handler: async ({ body }) => ({ ...(await store.users.upsert(distinctById([body].flat()))) }),
  });
}
