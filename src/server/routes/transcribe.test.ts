import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema, transcribeAnswerSchema } from '../../core/contracts/api.ts';
import { openTranscriber, type RunningTranscriber } from '../../config/speech.ts';
import { openStore } from '../../data/storage/open-store.ts';
import { writeWav } from '../../perception/encoders/speech/write-wav.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const withStore = { openStore: (workspace: string) => openStore({ workspace }) };
let speech: RunningTranscriber;
let server: TestServer;
beforeAll(async () => {
  speech = await openTranscriber();
  server = await startTestServer({ ...withStore, transcriber: speech.transcriber });
});
afterAll(async () => {
  await server.close();
  await speech.close();
});

const send = (body: Uint8Array<ArrayBuffer> | string, type = 'audio/wav', to = server): Promise<Response> =>
  fetch(`${to.url}/v1/transcribe`, { method: 'POST', headers: { 'Content-Type': type }, body });
const seconds = (length: number): Uint8Array<ArrayBuffer> =>
  writeWav(new Float32Array(length * 16_000), 16_000);

async function problemOf(response: Response) {
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
  return problemSchema.parse(await response.json());
}

describe('POST /v1/transcribe', () => {
  it('hears nothing in silence, and says so', async () => {
    const response = await send(seconds(2));
    expect(response.status).toBe(200);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(transcribeAnswerSchema.parse(await response.json())).toEqual({
      text: '',
      language: null,
      tone: null,
      source: 'keywords',
    });
  });

  it('refuses what is no WAV file, with the remedy', async () => {
    for (const body of ['no sound', '', 'RIFF....WAVE', 'RIFF\u0000\u0000\u0000\u0000WAVEdata']) {
      const response = await send(body);
      expect(response.status).toBe(422);
      const problem = await problemOf(response);
      expect(problem.type).toBe('urn:daogou:problem:bad-media');
      expect(problem.remedy).toContain('WAV');
    }
  });

  it('refuses a recording that is too long or too large', async () => {
    const long = await problemOf(await send(seconds(31)));
    expect(long).toMatchObject({ status: 422, remedy: 'Cut it to at most 30 s.' });
    expect((await problemOf(await send(new Uint8Array(2 * 1024 * 1024 + 1)))).status).toBe(413);
  });

  it('refuses other content types, also JSON, which all other routes read', async () => {
    for (const type of ['application/json', 'audio/mpeg', 'text/plain', 'nonsense']) {
      const problem = await problemOf(await send('{}', type));
      expect(problem).toMatchObject({ status: 415, received: type });
      expect(problem.remedy).toContain('audio/wav');
    }
  });

  it('lets no other route read recordings', async () => {
    const response = await fetch(`${server.url}/v1/items`, {
      method: 'POST',
      headers: { 'Content-Type': 'audio/wav' },
      body: seconds(1),
    });
    expect(response.status).toBe(415);
  });

  it('leaves the thread of the server free while it listens', async () => {
    const noise = Float32Array.from(
      { length: 20 * 16_000 },
      (_, i) => Math.sin(i * i) * (i % 16_000 < 8_000 ? 0.5 : 0),
    );
    await send(seconds(1));
    const before = process.threadCpuUsage();
    const response = await send(writeWav(noise, 16_000));
    const { user, system } = process.threadCpuUsage(before);
    expect(response.status).toBe(200);
    // Here, twenty seconds of speech take well over a second: time of this thread, not of the clock, since others
    // may use the machine.
    expect((user + system) / 1_000).toBeLessThan(400);
  });
});

describe('GET /v1/transcribe', () => {
  it('lists what can be said', async () => {
    const answer = (await (await fetch(`${server.url}/v1/transcribe`)).json()) as {
      source: string;
      phrases: { text: string; language: string }[];
    };
    expect(answer.source).toBe('keywords');
    expect(answer.phrases).toContainEqual({ text: 'add to cart', language: 'en' });
    expect(answer.phrases).toContainEqual({ text: '加入购物车', language: 'zh' });
  });
});

describe('without a speech model', () => {
  it('says how to get one', async () => {
    const bare = await startTestServer(withStore);
    expect(await (await fetch(`${bare.url}/v1/transcribe`)).json()).toEqual({ source: null, phrases: null });
    const response = await send(seconds(1), 'audio/wav', bare);
    expect(response.status).toBe(503);
    const problem = await problemOf(response);
    expect(problem.type).toBe('urn:daogou:problem:model-missing');
    expect(problem.remedy).toContain('DAOGOU_WHISPER');
    await bare.close();
  });
});
