import staticFiles from '@fastify/static';
import type { ApiServer } from '../api-server.ts';

/**
 * The workspace's pictures. They may change under the same name, so caches keep them an hour and then ask again by
 * ETag. What lies in the folder came from outside: it is never run as a page of this site.
 */
export async function registerMedia(app: ApiServer, mediaFolder: string): Promise<void> {
  await app.register(staticFiles, {
    root: mediaFolder,
    prefix: '/media/',
    decorateReply: false,
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    maxAge: '1h',
    schemaHide: true,
    suppressWarning: true,
    setHeaders: (reply) => {
      reply.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      reply.header('Cross-Origin-Resource-Policy', 'cross-origin');
    },
  });
}
