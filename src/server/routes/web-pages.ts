import { sep } from 'node:path';
import staticFiles from '@fastify/static';
import type { ApiServer } from '../api-server.ts';

/**
 * The built web pages. Files under `assets/` carry a hash in their name and are kept for a year; the rest is asked
 * for again each time. Unknown paths fall to `page-fallback.ts`.
 */
export async function registerWebPages(app: ApiServer, webFolder: string): Promise<void> {
  await app.register(staticFiles, {
    root: webFolder,
    prefix: '/',
    index: 'index.html',
    redirect: false,
    dotfiles: 'ignore',
    cacheControl: false,
    schemaHide: true,
    suppressWarning: true,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${sep}assets${sep}`);
      reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
