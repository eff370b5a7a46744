import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../core/contracts/api.ts';
import type { Store } from '../core/contracts/store.ts';
import { serve } from './testing/start-test-server.ts';

/** Files need no store: a route that asked this one for anything would fail. */
const noStore = {} as Store;

const SECRET = 'nobody may read 4711';

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-files-'));
  await mkdir(join(folder, 'media', '衬衫'), { recursive: true });
  await mkdir(join(folder, 'web', 'assets'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), SECRET);
  await writeFile(join(folder, 'media', '衬衫', 'red 1.png'), 'picture');
  await writeFile(join(folder, 'media', 'page.html'), '<script>alert(1)</script>');
  await writeFile(join(folder, 'media', '.hidden'), SECRET);
  await writeFile(join(folder, 'web', 'index.html'), '<h1>The shop</h1>');
  await writeFile(join(folder, 'web', 'assets', 'app-1a2b.js'), 'run()');
  server = await serve({
    store: noStore,
    mediaFolder: join(folder, 'media'),
    webFolder: join(folder, 'web'),
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Asks for a path as it is written, with these headers alone; `fetch` would resolve dots and add to the headers. */
function getRaw(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

describe('/media', () => {
  const picture = `/media/${encodeURIComponent('衬衫')}/red%201.png`;

  it('serves a picture that caches may keep and ask for again', async () => {
    const response = await fetch(`${server.url}${picture}`);
    expect(await response.text()).toBe('picture');
    expect(response.headers.get('Content-Type')).toBe('image/png');
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=3600');
    const etag = response.headers.get('ETag') ?? '';
    const again = await getRaw(picture, { 'If-None-Match': etag });
    expect(again.status).toBe(304);
  });

  it('never lets a file from outside act as a page of this site', async () => {
    const response = await fetch(`${server.url}/media/page.html`);
    expect(response.headers.get('Content-Security-Policy')).toContain('sandbox');
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  it.each([
    '/media/../secret.txt',
    '/media/%2e%2e/secret.txt',
    '/media/..%2fsecret.txt',
    '/media/%2e%2e%2fsecret.txt',
    '/media/..%5csecret.txt',
    '/media/%252e%252e/secret.txt',
    '/media//../secret.txt',
    '/media/./../secret.txt',
    '/media/%E8%A1%AC/../../secret.txt',
    '/media/.hidden',
    '/media/a%00.png',
    '/media/',
    '/media',
    '/media/none.png',
    '//secret.txt',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
  ])('does not give away what lies outside by %s', async (path) => {
    const { status, body } = await getRaw(path);
    expect(body).not.toContain(SECRET);
    // Outside /media an unknown path may be a page of the shop.
    expect(path.startsWith('/media') ? [400, 403, 404] : [200, 403, 404]).toContain(status);
  });
});

describe('the web pages', () => {
  it.each(['/', '/item/42', '/item/shirt.red', '/类别', '/search?q=a.b'])('answer %s', async (path) => {
    const response = await fetch(`${server.url}${path}`, { headers: { Accept: 'text/html,*/*;q=0.8' } });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('<h1>The shop</h1>');
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
  });

  it('keep their named assets for a year', async () => {
    const response = await fetch(`${server.url}/assets/app-1a2b.js`);
    expect(response.headers.get('Cache-Control')).toContain('immutable');
  });

  it.each(['/assets/app-old.js', '/v1/nothing', '/favicon.png', '/health/x'])(
    'are not answered for %s',
    async (path) => {
      const response = await fetch(`${server.url}${path}`);
      expect(response.status).toBe(404);
      expect(problemSchema.parse(await response.json()).received).toBe(path);
    },
  );

  it('say how to build them where they are missing', async () => {
    const unbuilt = await serve({ store: noStore, mediaFolder: folder, webFolder: join(folder, 'none') });
    try {
      const response = await fetch(`${unbuilt.url}/`);
      expect(response.status).toBe(503);
      expect(await response.text()).toContain('npm run build');
      await mkdir(join(folder, 'none'));
      await writeFile(join(folder, 'none', 'index.html'), 'built meanwhile');
      expect(await (await fetch(`${unbuilt.url}/`)).text()).toBe('built meanwhile');
    } finally {
      await unbuilt.close();
    }
  });

  it('are no part of a server that was given none', async () => {
    const bare = await serve({ store: noStore, mediaFolder: folder });
    try {
      expect((await fetch(`${bare.url}/`)).headers.get('Content-Type')).toMatch('application/problem+json');
    } finally {
      await bare.close();
    }
  });
});
