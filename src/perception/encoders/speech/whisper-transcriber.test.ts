import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTransformers } from '../transformers-library.ts';
import { writeWhisperFolder } from './fixtures/whisper-folder.ts';
import { logMel, SPEECH_RATE } from './log-mel.ts';
import { WhisperTranscriber } from './whisper-transcriber.ts';

const root = await mkdtemp(join(tmpdir(), 'daogou-whisper-'));
const folder = join(root, 'whisper');
beforeAll(() => writeWhisperFolder(folder));
afterAll(() => rm(root, { recursive: true, force: true }));

/** Three bursts of a tone within two seconds. */
const tone = (hertz: number): Float32Array =>
  Float32Array.from({ length: 2 * SPEECH_RATE }, (_, i) =>
    Math.floor(i / 4_000) % 2 === 1 ? 0.5 * Math.sin((2 * Math.PI * hertz * i) / SPEECH_RATE) : 0,
  );

describe('WhisperTranscriber', () => {
  let whisper: WhisperTranscriber;
  beforeAll(async () => {
    whisper = await WhisperTranscriber.open(folder);
  });

  it('writes down what the network says, in the language that it hears', async () => {
    expect(await whisper.transcribe(tone(200))).toEqual({ text: 'red shoes', language: 'en' });
    expect(await whisper.transcribe(tone(5_000))).toEqual({ text: '鞋', language: 'zh' });
  });

  it('keeps to the languages it was given', async () => {
    expect(await whisper.transcribe(tone(5_000), { languages: ['en', 'fr'] })).toMatchObject({
      language: 'en',
    });
    await expect(whisper.transcribe(tone(200), { languages: ['fr'] })).rejects.toMatchObject({
      code: 'invalid-input',
      received: ['fr'],
      remedy: expect.stringContaining('zh'),
    });
  });

  it('does not ask the network about silence, which it would fill with words', async () => {
    expect(await whisper.transcribe(new Float32Array(SPEECH_RATE))).toEqual({ text: '', language: null });
    expect(await whisper.transcribe(new Float32Array(0))).toEqual({ text: '', language: null });
  });

  it('hears the first 30 s of what is longer', async () => {
    const long = new Float32Array(40 * SPEECH_RATE);
    long.set(tone(200));
    expect(await whisper.transcribe(long)).toMatchObject({ text: 'red shoes' });
  });
});

describe('logMel', () => {
  it('agrees with the features that the library makes for Whisper', async () => {
    const { WhisperFeatureExtractor } = await loadTransformers();
    const extractor = new WhisperFeatureExtractor({
      feature_size: 80,
      hop_length: 160,
      n_fft: 400,
      n_samples: 480_000,
      nb_max_frames: 3_000,
      sampling_rate: SPEECH_RATE,
    });
    const samples = new Float32Array(480_000);
    samples.set(tone(700));
    samples.set(tone(3_100), 100_000);
    const { input_features: theirs } = (await extractor._call(samples)) as {
      input_features: { data: Float32Array; dims: number[] };
    };
    const { frames, values } = logMel(samples);
    expect(theirs.dims).toEqual([1, 80, frames]);
    expect(Math.max(...pieces(values.map((value, i) => Math.abs(value - theirs.data[i]))))).toBeLessThan(
      1e-4,
    );
  });
});

/** The largest of each 1,000: more would not fit into one call. */
function pieces(values: Float32Array): number[] {
  return Array.from({ length: Math.ceil(values.length / 1_000) }, (_, i) =>
    Math.max(...values.subarray(1_000 * i, 1_000 * (i + 1))),
  );
}

describe('folders that cannot be used', () => {
  const copy = async (name: string): Promise<string> => {
    await cp(folder, join(root, name), { recursive: true });
    return join(root, name);
  };

  it('are named, with what they lack', async () => {
    await expect(WhisperTranscriber.open(join(root, 'none'))).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('config.json'),
    });
    const halved = await copy('halved');
    await rm(join(halved, 'onnx', 'decoder_model_merged.onnx'));
    await expect(WhisperTranscriber.open(halved)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('decoder_model_merged.onnx'),
    });
  });

  it('are refused where they hold another model, or another number of bands', async () => {
    const other = await copy('other');
    await writeFile(join(other, 'config.json'), JSON.stringify({ model_type: 'clip' }));
    await expect(WhisperTranscriber.open(other)).rejects.toMatchObject({ code: 'model-mismatch' });
    await writeFile(join(other, 'config.json'), JSON.stringify({ model_type: 'whisper', num_mel_bins: 128 }));
    await expect(WhisperTranscriber.open(other)).rejects.toMatchObject({
      code: 'model-mismatch',
      received: expect.stringContaining('128'),
    });
    await writeFile(join(other, 'config.json'), '{');
    await expect(WhisperTranscriber.open(other)).rejects.toMatchObject({ code: 'model-mismatch' });
  });

  it('are refused where a file is damaged', async () => {
    const broken = await copy('broken');
    await writeFile(join(broken, 'onnx', 'encoder_model.onnx'), 'no network');
    await expect(WhisperTranscriber.open(broken)).rejects.toMatchObject({
      code: 'unsupported-format',
      message: expect.stringContaining(broken),
      remedy: expect.any(String),
    });
  });
});
