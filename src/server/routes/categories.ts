import { categoriesAnswerSchema } from '../../core/contracts/api.ts';
import type { Store } from '../../core/contracts/store.ts';
import type { ApiServer } from '../api-server.ts';
import { problemResponse } from '../openapi.ts';

export function registerCategories(app: ApiServer, store: Store): void {
  app.get('/v1/categories', {
    schema: {
      tags: ['catalogue'],
      summary: 'List the first-level categories, largest first',
      response: { 200: categoriesAnswerSchema, ...problemResponse },
    },
    handler: async () => store.items.categories(),
  });
}
