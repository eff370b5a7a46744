import { z } from 'zod';
import {
  itemListAnswerSchema,
  itemListRequestSchema,
  itemsRequestSchema,
  itemViewSchema,
  writeCountSchema,
} from '../../core/contracts/api.ts';
import { idSchema } from '../../core/contracts/item.ts';
import type { Store } from '../../core/contracts/store.ts';
import { DaogouError } from '../../core/errors.ts';
import type { ApiServer } from '../api-server.ts';
import { problemResponse } from '../openapi.ts';
import { distinctById } from '../distinct-by-id.ts';

export function registerItems(app: ApiServer, store: Store): void {
  app.get('/v1/items', {
    schema: {
      tags: ['catalogue'],
      summary: 'List items',
      description:
        'Those that are sold: retired ones are in no list, and `GET /v1/items/{id}` alone tells of them.',
      querystring: itemListRequestSchema,
      response: { 200: itemListAnswerSchema, ...problemResponse },
    },
    handler: async ({ query: { category, ...rest } }) => {
      const page = await store.items.list(category === undefined ? rest : { ...rest, category });
      return { rows: [...page.rows], total: page.total };
    },
  });

  app.get('/v1/items/:id', {
    schema: {
      tags: ['catalogue'],
      summary: 'Read an item',
      params: z.object({ id: idSchema }),
      response: { 200: itemViewSchema, ...problemResponse },
    },
    handler: async ({ params }) => {
      const [item] = await store.items.get([params.id]);
      if (item) return item;
      throw new DaogouError('not-found', 'There is no item with this id', {
        received: params.id,
        remedy: 'GET /v1/items lists the items.',
      });
    },
  });

  app.post('/v1/items', {
    schema: {
      tags: ['catalogue'],
      summary: 'Store one item, or up to 1,000',
      description: 'An item whose id is there already is replaced. The same rows twice change nothing.',
      body: itemsRequestSchema,
      response: { 200: writeCountSchema, ...problemResponse },
    },
    handler: async ({ body }) => ({ ...(await store.items.upsert(distinctById([body].flat()))) }),
  });
}
