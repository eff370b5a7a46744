import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Language } from '../../core/contracts/item.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Random } from '../../core/random.ts';
import { SPEECH_RATE } from '../../perception/encoders/speech/log-mel.ts';
import { readWav } from '../../perception/encoders/speech/read-wav.ts';
import { resample } from '../../perception/encoders/speech/resample.ts';
import type { Tone } from '../../perception/encoders/speech/speech-network.ts';

/** Who speaks: an accent or language of espeak-ng, with the timbre of one of its variants. */
export interface Voices {
  readonly accents: Readonly<Record<Language, readonly string[]>>;
  readonly variants: readonly string[];
}

/** Voices of the training; none of their timbres is among those of the test. */
export const TRAINING_VOICES: Voices = {
  accents: {
    en: ['en-us', 'en-gb', 'en-gb-x-rp', 'en-gb-scotland', 'en-gb-x-gbclan', 'en-gb-x-gbcwmd', 'en-us-nyc'],
    zh: ['cmn-latn-pinyin'],
  },
  variants: [
    'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'f1', 'f2', 'f3', 'f4', 'adam', 'Alex', 'Alicia', 'Andrea',
    'Andy', 'aunty', 'benjamin', 'boris', 'caleb', 'david', 'Denis', 'Diogo', 'ed', 'edward', 'Gene', 'Gene2',
    'grandma', 'grandpa', 'Henrique', 'Hugo', 'iven', 'iven2', 'Jacky', 'klatt', 'klatt2', 'klatt4', 'Lee', 'marcelo',
    'Marco', 'max', 'michael', 'miguel', 'mike', 'Nguyen', 'norbert', 'pablo', 'pedro', 'quincy', 'rob', 'sandro',
    'shelby', 'steph', 'steph2', 'travis', 'victor',
  ],
}; // prettier-ignore

export const TEST_VOICES: Voices = {
  accents: { en: ['en-029', 'en-us', 'en-gb'], zh: ['cmn-latn-pinyin'] },
  variants: ['f5', 'Annie', 'belinda', 'linda', 'anika', 'john', 'paul', 'robert', 'zac', 'Michel', 'Mario', 'kaukovalta'],
}; // prettier-ignore

/** Ranges of speed (words a minute), pitch (0 to 99 within the voice's own range) and loudness (100 is usual). */
const MANNERS: Readonly<Record<Tone, { speed: Range; pitch: Range; loudness: Range; mark: string }>> = {
  calm: { speed: [115, 165], pitch: [20, 55], loudness: [60, 100], mark: '.' },
  excited: { speed: [190, 250], pitch: [65, 95], loudness: [120, 180], mark: '!' },
  question: { speed: [135, 195], pitch: [35, 70], loudness: [80, 130], mark: '?' },
};

type Range = readonly [least: number, most: number];

export interface Speech {
  /** English words, or pinyin with tone numbers. */
  readonly spoken: string;
  readonly language: Language;
  readonly tone: Tone;
}

const run = promisify(execFile);

/**
 * Has espeak-ng say it with a voice, a speed and a pitch drawn at random.
 * @returns samples at 16 kHz.
 * @throws missing-dependency where espeak-ng is not there.
 */
export async function speak(speech: Speech, voices: Voices, random: Random): Promise<Float32Array> {
  const { speed, pitch, loudness, mark } = MANNERS[speech.tone];
  const within = ([least, most]: Range): string => `${least + random.integer(most - least + 1)}`;
  const voice = `${random.pick(voices.accents[speech.language])}+${random.pick(voices.variants)}`;
  const manner = ['-v', voice, '-s', within(speed), '-p', within(pitch), '-a', within(loudness)];
  try {
    const { stdout } = await run('espeak-ng', [...manner, '--stdout', '--', `${speech.spoken}${mark}`], {
      encoding: 'buffer',
      maxBuffer: 16 * 1024 * 1024,
    });
    const { rate, samples } = readWav(stdout, speech.spoken);
    return resample(samples, rate, SPEECH_RATE);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
    throw new DaogouError('missing-dependency', 'espeak-ng is needed to speak the training sentences', {
      received: process.env['PATH'],
      remedy: 'Install espeak-ng (apt-get install espeak-ng, brew install espeak-ng).',
      cause: thrown,
    });
  }
}
