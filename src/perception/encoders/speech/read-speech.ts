import { readFile, stat } from 'node:fs/promises';
import { DaogouError, toError } from '../../../core/errors.ts';
import { readWithFfmpeg } from '../video/ffmpeg.ts';
import { SPEECH_RATE } from './log-mel.ts';
import { isWav, readWav } from './read-wav.ts';
import { resample } from './resample.ts';

/** What is listened to at once, in seconds: as much as Whisper reads. */
export const MOST_SECONDS = 30;
/** A WAV file of that length at 192 kHz and 32 bits in two channels, and a little more. */
const MOST_WAV_BYTES = 50 * 1024 * 1024;

/**
 * A WAV file as 16 kHz samples.
 *
 * @param name of the file, for the error.
 * @throws bad-media where it is no WAV file, as `readWav` says, or longer than 30 s.
 */
export function readSpeech(wav: Uint8Array, name: string): Float32Array {
  const { rate, samples } = readWav(wav, name);
  if (samples.length > MOST_SECONDS * rate) {
    throw new DaogouError('bad-media', `${name} is ${(samples.length / rate).toFixed(1)} s long`, {
      received: name,
      remedy: `Cut it to at most ${MOST_SECONDS} s.`,
    });
  }
  return resample(samples, rate, SPEECH_RATE);
}

/**
 * A file of sound as 16 kHz samples: WAV by itself, anything else by ffmpeg, of which the first 30 s are read.
 *
 * @throws bad-media where it cannot be read; missing-dependency where it is no WAV file and ffmpeg is not there.
 */
export async function readSpeechFile(file: string, ffmpeg?: string): Promise<Float32Array> {
  if (await isSmallWav(file)) return readSpeech(await readFile(file), file);
  const parts: Uint8Array[] = [];
  await readWithFfmpeg({
    file,
    seconds: MOST_SECONDS,
    parameters: ['-map', '0:a:0', '-vn', '-ac', '1', '-ar', `${SPEECH_RATE}`, '-f', 'f32le'],
    onBytes: (bytes) => parts.push(bytes),
    ffmpeg,
  });
  const bytes = Buffer.concat(parts);
  const samples = new Float32Array(Math.floor(bytes.length / 4));
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readFloatLE(4 * i);
  if (samples.length > 0) return samples;
  throw new DaogouError('bad-media', `${file} holds no sound`, {
    received: file,
    remedy: 'Give a recording of at least a tenth of a second.',
  });
}

async function isSmallWav(file: string): Promise<boolean> {
  try {
    const { size } = await stat(file);
    return size <= MOST_WAV_BYTES && isWav(await readFile(file));
  } catch (thrown) {
    throw new DaogouError('bad-media', `${file} cannot be read: ${toError(thrown).message}`, {
      received: file,
      remedy: 'Give the path of a recording.',
      cause: thrown,
    });
  }
}
