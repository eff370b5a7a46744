import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LookAnswer, Looker, LookMessage, ScreenCorrections } from '../core/contracts/look.ts';
import { PAGE_TYPES, SCREEN_STAGES, type ScreenReading, type ScreenStage } from '../core/contracts/screen.ts';
import { DaogouError } from '../core/errors.ts';
import { openStore } from '../data/storage/open-store.ts';
import { startTestServer, type TestServer } from '../server/testing/start-test-server.ts';
import { ProblemError } from './client-errors.ts';
import { createClient, type Client } from './http-client.ts';

const reading: ScreenReading = {
  stage: 'text',
  source: 'dom',
  width: 1280,
  height: 800,
  page: { type: 'cart', probability: 1 },
  pages: PAGE_TYPES.map((type) => (type === 'cart' ? 1 : 0)),
  elements: [{ kind: 'checkout', text: '去结算', box: [900, 600, 200, 48], confidence: 1 }],
  products: [],
  lines: [],
  doubts: [],
};

/** Answers by how many bytes it was given, so that what travelled can be told from the answer. */
function answerTo(bytes: number, stage: ScreenStage): LookAnswer {
  const { pages: _pages, ...seen } = reading;
  const given = { ...seen, stage, width: bytes, recommendationId: 'r1', modelId: null };
  return { ...given, actions: [], abstains: { en: 'Two ways on', zh: '两条路' }, milliseconds: 1 };
}

/** The contract over a scale: what these tests hold is the way there and back. */
const looker: Looker = {
  async *look(picture, { until }) {
    if (picture.length === 1) throw new DaogouError('bad-media', 'No picture', { received: 1 });
    for (const stage of SCREEN_STAGES.slice(0, SCREEN_STAGES.indexOf(until) + 1)) {
      await wait(5);
      yield answerTo(picture.length, stage);
    }
  },
  lookAtPage: async ({ width }) => answerTo(width, 'text'),
  openStream(_question, hear) {
    let frame = 0;
    return {
      offer: (picture) =>
        hear({ type: 'answer', frame: frame++, answer: answerTo(picture.length, 'pixels') }),
      close() {},
    };
  },
};
const corrections: ScreenCorrections = {
  keep: async (picture, { page, elements }) => ({ id: `${page}-${elements.length}-${picture.length}` }),
};

const picture = (bytes: number): Blob => new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' });

let server: TestServer;
let client: Client;
beforeAll(async () => {
  server = await startTestServer({
    openStore: (workspace) => openStore({ workspace }),
    looker,
    corrections,
  });
  client = createClient({ baseUrl: server.url });
});
afterAll(() => server.close());

describe('looking through the client', () => {
  it('answers once, or stage by stage', async () => {
    expect(await client.look(picture(300), { sessionId: 's1' })).toMatchObject({
      stage: 'catalogue',
      width: 300,
    });
    const stages: string[] = [];
    const last = await client.lookStages(picture(70_000), { until: 'text' }, ({ stage }) =>
      stages.push(stage),
    );
    expect(stages).toEqual(['pixels', 'text']);
    expect(last).toMatchObject({ stage: 'text', width: 70_000, abstains: { zh: '两条路' } });
  });

  it('throws what the server answered, and ends with the caller', async () => {
    const hear = (): void => expect.unreachable();
    await expect(client.lookStages(picture(1), {}, hear)).rejects.toBeInstanceOf(ProblemError);
    await expect(client.look(new Blob(['?']))).rejects.toMatchObject({ status: 415 });
    const options = { signal: AbortSignal.abort('gone') };
    await expect(client.lookStages(picture(9), {}, hear, options)).rejects.toBe('gone');
  });

  it('tells what a page says of itself, and what a person says of a picture', async () => {
    expect(await client.lookAtPage({ reading, limit: 3 })).toMatchObject({ width: 1280 });
    const elements = reading.elements.map(({ confidence: _sure, ...label }) => label);
    const told = { page: 'cart', language: 'zh', elements, picture: btoa('four') } as const;
    expect(await client.correctScreen(told)).toEqual({ id: 'cart-1-4' });
    await expect(client.correctScreen({ ...told, picture: '' })).rejects.toMatchObject({ status: 400 });
  });

  it('streams frames, and is silent after it was closed', async () => {
    const heard: LookMessage[] = [];
    const { promise: open, resolve: onOpen } = Promise.withResolvers<void>();
    const stream = client.openLookStream({}, { onMessage: (one) => heard.push(one), onOpen });
    expect(stream.send(picture(5))).toBe(false);
    await open;
    for (const bytes of [5, 6]) {
      await expect.poll(() => stream.send(picture(bytes))).toBe(true);
      await expect.poll(() => heard.at(-1)).toMatchObject({ answer: { width: bytes } });
    }
    expect(heard.map(({ frame }) => frame)).toEqual([0, 1]);
    stream.close();
    expect(stream.send(picture(7))).toBe(false);
  });

  it('says when a stream ends that nobody closed', async () => {
    const { promise: ended, resolve: onEnd } = Promise.withResolvers<string>();
    const nowhere = createClient({ baseUrl: 'http://127.0.0.1:1' });
    nowhere.openLookStream({}, { onMessage: () => expect.unreachable(), onEnd });
    expect(await ended).toBe('');
  });
});
