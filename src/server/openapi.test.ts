import Ajv from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTranscriber, type RunningTranscriber } from '../config/speech.ts';
import { openStore } from '../data/storage/open-store.ts';
import { writeWav } from '../perception/encoders/speech/write-wav.ts';
import { sampleEvent } from './testing/sample-shop.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

interface Operation {
  readonly requestBody?: { readonly content: Record<string, { readonly schema: object }> };
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema: object }> }>;
}

interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: object;
}

let server: TestServer;
let speech: RunningTranscriber;
let document: Document;
let ajv: InstanceType<typeof Ajv.default>;

beforeAll(async () => {
  speech = await openTranscriber();
  server = await startTestServer({
    openStore: (workspace) => openStore({ workspace }),
    transcriber: speech.transcriber,
  });
  document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Document;
  ajv = new Ajv.default({ strict: false, validateFormats: false });
});
afterAll(async () => {
  await server.close();
  await speech.close();
});

/** Checks a value against a schema of the document, whose references stay as they are written there. */
function failures(schema: object, value: unknown): unknown[] {
  const validate = ajv.compile({ ...schema, components: document.components });
  return validate(value) ? [] : (validate.errors ?? []);
}

const item = { id: 'cup', title: { en: 'Cup' }, categories: ['Kitchen'] };

/** Bytes of sound, sent as they are; anything else is sent as JSON. */
const RECORDING = new Uint8Array(writeWav(new Float32Array(1_600), 16_000));

/** The beginning of a picture, which is as much as the guide of these tests looks at. */
const PICTURE = Uint8Array.from([0xff, 0xd8, 0xff]);
const SENT_AS = new Map<unknown, string>([
  [RECORDING, 'audio/wav'],
  [PICTURE, 'image/jpeg'],
]);

const CALLS: readonly [method: string, path: string, route: string, status: number, body?: unknown][] = [
  ['get', '/v1/items?limit=3', '/v1/items', 200],
  ['get', '/v1/items/shirt-red', '/v1/items/{id}', 200],
  ['get', '/v1/items/none', '/v1/items/{id}', 404],
  ['post', '/v1/items', '/v1/items', 200, [item]],
  ['get', '/v1/categories', '/v1/categories', 200],
  ['get', '/v1/users', '/v1/users', 200],
  ['post', '/v1/users', '/v1/users', 200, { id: 'zoe' }],
  ['post', '/v1/events', '/v1/events', 202, sampleEvent({ id: 'new' })],
  ['post', '/v1/events', '/v1/events', 200, [sampleEvent({ id: 'new' })]],
  ['post', '/v1/recommend', '/v1/recommend', 200, { userId: 'ann', scene: 'gift' }],
  ['get', '/v1/scenes', '/v1/scenes', 200],
  ['get', '/v1/similar?itemId=shirt-red', '/v1/similar', 200],
  ['get', '/v1/similar', '/v1/similar', 400],
  ['get', '/v1/search?q=shirt', '/v1/search', 200],
  ['post', '/v1/search?limit=2', '/v1/search', 200, PICTURE],
  ['post', '/v1/rank', '/v1/rank', 200, { itemIds: ['kettle'], rules: { diversity: { by: 'mmr' } } }],
  ['post', '/v1/next-action', '/v1/next-action', 200, { sessionId: 's1' }],
  ['get', '/v1/transcribe', '/v1/transcribe', 200],
  ['post', '/v1/transcribe', '/v1/transcribe', 200, RECORDING],
  ['get', '/health/live', '/health/live', 200],
  ['get', '/health/ready', '/health/ready', 200],
];

describe('the OpenAPI document', () => {
  it('names every route that is called here, and no other', () => {
    expect(document.openapi).toBe('3.1.0');
    const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(routes.sort()).toEqual(
      [...new Set(CALLS.map(([method, , route]) => `${method} ${route}`))].sort(),
    );
  });

  it.each(CALLS)('describes what %s %s answers (%s, %i)', async (method, path, route, status, body) => {
    const operation = document.paths[route][method];
    const isMedium = body instanceof Uint8Array;
    const sentAs = SENT_AS.get(body) ?? 'application/json';
    const bodySchema = operation.requestBody?.content[sentAs].schema ?? {};
    expect(body === undefined || isMedium ? [] : failures(bodySchema, body)).toEqual([]);
    const response = await fetch(`${server.url}${path}`, {
      method: method.toUpperCase(),
      ...(body === undefined
        ? {}
        : {
            headers: { 'Content-Type': sentAs },
            body: isMedium ? Uint8Array.from(body) : JSON.stringify(body),
          }),
    });
    expect(response.status).toBe(status);
    const type = (response.headers.get('Content-Type') ?? '').split(';', 1)[0];
    const described = operation.responses[status] ?? operation.responses.default;
    expect(failures(described.content[type].schema, await response.json())).toEqual([]);
  });

  it('refuses, as the server does, a body with an unknown field', () => {
    const { schema } = document.paths['/v1/items'].post.requestBody?.content['application/json'] ?? {
      schema: {},
    };
    expect(failures(schema, item)).toEqual([]);
    expect(failures(schema, { ...item, colour: 'red' })).not.toEqual([]);
  });
});

describe('/docs', () => {
  it('is a page with all that it needs on this server', async () => {
    const page = await (await fetch(`${server.url}/docs/`)).text();
    const own = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
    expect(own.length).toBeGreaterThan(3);
    for (const address of own) {
      const response = await fetch(new URL(address, `${server.url}/docs/`));
      expect(response.url.startsWith(server.url)).toBe(true);
      expect(response.status).toBe(200);
    }
  });
});
