import swaggerUi from '@fastify/swagger-ui';
import type { ApiServer } from '../api-server.ts';

/** The OpenAPI document, and pages to read and try it. */
export async function registerDocs(app: ApiServer): Promise<void> {
  app.get('/openapi.json', {
    schema: { hide: true },
    handler: async (_request, reply) => reply.type('application/json').send(JSON.stringify(app.swagger())),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', uiConfig: { deepLinking: true } });
}
