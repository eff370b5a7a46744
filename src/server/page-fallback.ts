import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Paths that belong to programs: an unknown one among them is an error, never a page. */
const API_PATH = /^\/(v1|health|media|docs|openapi\.json|metrics|mcp|assets)(\/|$)/;

/** Whether an unknown path is one of the web application's own, such as `/item/42`. */
export function isPageRequest(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = request.url.split('?', 1)[0];
  if (API_PATH.test(path)) return false;
  const accepts = request.headers.accept ?? '*/*';
  const looksLikeFile = /\.[a-z\d]{1,5}$/i.test(path);
  return accepts.includes('text/html') || (accepts.includes('*/*') && !looksLikeFile);
}

/** The web application, which finds the page by the path itself; or a page that says that it is not built. */
export function answerWebPage(
  _request: FastifyRequest,
  reply: FastifyReply,
  webFolder: string,
): FastifyReply {
  if (existsSync(join(webFolder, 'index.html'))) {
    return reply.code(200).sendFile('index.html', webFolder, { cacheControl: false });
  }
  return reply.code(503).type('text/html; charset=utf-8').header('Cache-Control', 'no-store').send(NOT_BUILT);
}

const NOT_BUILT = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Daogou: pages not built</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style></head>
<body><main>
<h1>The web pages are not built yet</h1>
<p>The server runs, but its pages are missing. Build them, then load this page again:</p>
<pre><code>npm run build</code></pre>
<p>The HTTP interface works without them: see <a href="/docs">its documentation</a>
and <a href="/health/ready">whether it is ready</a>.</p>
<p lang="zh">网页尚未构建。请运行 <code>npm run build</code>，然后刷新本页。</p>
</main></body></html>
`;
