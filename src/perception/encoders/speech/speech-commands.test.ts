/** The model that ships, on what espeak-ng says on the spot; the parts that need it skip where it is not there. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { findFfmpeg } from '../video/ffmpeg.ts';
import { SPEECH_RATE } from './log-mel.ts';
import { transcribeByPhrases } from './phrase-transcript.ts';
import { readSpeech, readSpeechFile } from './read-speech.ts';
import { SpeechCommands } from './speech-commands.ts';
import { TONES } from './speech-network.ts';
import { writeWav } from './write-wav.ts';

const speaks = hasEspeak();
const why = speaks ? '' : ' (skipped: no espeak-ng found; install it)';
const folder = await mkdtemp(join(tmpdir(), 'daogou-speech-'));
afterAll(() => rm(folder, { recursive: true }));

function hasEspeak(): boolean {
  try {
    execFileSync('espeak-ng', ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** A voice that was not in training. */
async function say(words: string, voice = 'en-us+f5', speed = 150): Promise<Float32Array> {
  const { stdout } = await promisify(execFile)(
    'espeak-ng',
    ['-v', voice, '-s', `${speed}`, '--stdout', words],
    {
      encoding: 'buffer',
    },
  );
  return readSpeech(stdout, words);
}

/** Sounds that differ, for what must hold of any input: bursts of tones. */
const sound = (hertz: number): Float32Array =>
  Float32Array.from({ length: SPEECH_RATE }, (_, i) =>
    Math.floor(i / 3_000) % 2 === 0 ? 0.4 * Math.sin((2 * Math.PI * hertz * i) / SPEECH_RATE) : 0,
  );

encoderSuite('speech-commands', {
  open: () => SpeechCommands.openShipped(),
  inputs: [200, 500, 1_000, 2_500, 6_000].map(sound),
  empty: new Float32Array(SPEECH_RATE),
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as SpeechCommands).save(artifacts);
    return SpeechCommands.load(artifacts);
  },
});

describe('the speech model that ships', () => {
  let model: SpeechCommands;
  beforeAll(async () => {
    model = await SpeechCommands.openShipped();
  });

  it('is at most 300 kB', async () => {
    expect((await stat(new URL('./speech-commands.onnx', import.meta.url))).size).toBeLessThan(300_000);
  });

  it('hears nothing in silence, hiss and no sound at all', async () => {
    const random = createRandom('hiss');
    const hiss = Float32Array.from({ length: 2 * SPEECH_RATE }, () => 0.1 * random.normal());
    for (const samples of [new Float32Array(0), new Float32Array(SPEECH_RATE), hiss]) {
      expect(await transcribeByPhrases(model, samples)).toEqual({ text: '', language: null, tone: null });
    }
  });

  it('is bounded for an hour of sound', async () => {
    const hour = new Float32Array(3_600 * SPEECH_RATE).fill(0.3, SPEECH_RATE, 2 * SPEECH_RATE);
    const begun = performance.now();
    await model.recognise(hour);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('says what it lacks where its file names no phrases', async () => {
    const artifacts = createMemoryArtifacts();
    await artifacts.writeBytes('speech-commands.onnx', new Uint8Array(0));
    await expect(SpeechCommands.load(artifacts)).rejects.toMatchObject({ remedy: expect.any(String) });
  });

  describe.skipIf(!speaks)(`on synthetic voices it has not met${why}`, () => {
    it.each([
      ['shoes', 'en-us+f5', 'shoes', 'en'],
      ['lian2 yi1 qun2', 'cmn-latn-pinyin+f5', '连衣裙', 'zh'],
    ])('understands %s of %s', async (words, voice, text, language) => {
      expect(await transcribeByPhrases(model, await say(words, voice))).toMatchObject({ text, language });
    });

    it('understands most English phrases, said once each', async () => {
      const english = model.phrases.filter(({ language }) => language === 'en').filter((_, i) => i % 4 === 0);
      let right = 0;
      for (const { text } of english) {
        if ((await transcribeByPhrases(model, await say(text))).text === text) right++;
      }
      expect(right / english.length).toBeGreaterThan(0.7);
    });

    it('gives one word of two voices vectors that are nearer than those of two words', async () => {
      const vectors = await model.encode([
        await say('perfume', 'en-us+f5'),
        await say('perfume', 'en-gb+linda'),
        await say('trousers', 'en-us+f5'),
      ]);
      const row = (i: number): Float32Array => vectors.subarray(i * model.width, (i + 1) * model.width);
      expect(dot(row(0), row(1))).toBeGreaterThan(dot(row(0), row(2)));
    });

    it('tells a tone', async () => {
      expect(TONES).toContain((await model.recognise(await say('shoes?'))).tone);
    });
  });
});

describe('readSpeech', () => {
  it('brings any rate to 16 kHz', () => {
    expect(readSpeech(writeWav(new Float32Array(48_000).fill(0.1), 48_000), 'a.wav').length).toBe(
      SPEECH_RATE,
    );
  });

  it('refuses what is too long, with the remedy', () => {
    expect(() => readSpeech(writeWav(new Float32Array(31 * 8_000), 8_000), 'a.wav')).toThrow(/31\.0 s/);
  });
});

describe.skipIf(!findFfmpeg())(`readSpeechFile${findFfmpeg() ? '' : ' (skipped: no ffmpeg found)'}`, () => {
  it('reads WAV by itself and other sound by ffmpeg, alike', async () => {
    const wav = join(folder, 'tone.wav');
    await writeFile(wav, writeWav(sound(440), SPEECH_RATE));
    const flac = join(folder, 'tone.flac');
    await promisify(execFile)(findFfmpeg() ?? '', ['-v', 'error', '-i', wav, flac]);
    expect(await readSpeechFile(flac)).toEqual(await readSpeechFile(wav));
  });

  it('refuses what holds no sound', async () => {
    const text = join(folder, 'text.mp3');
    await writeFile(text, 'no sound');
    for (const file of [text, join(folder, 'none.wav')]) {
      await expect(readSpeechFile(file)).rejects.toMatchObject({
        code: 'bad-media',
        received: file,
        remedy: expect.any(String),
      });
    }
  });
});
