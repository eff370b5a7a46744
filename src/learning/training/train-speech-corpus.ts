import type { Language } from '../../core/contracts/item.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { TONES } from '../../perception/encoders/speech/speech-network.ts';
import { speechRegion } from '../../perception/encoders/speech/speech-region.ts';
import {
  describeWindow,
  WINDOW_SAMPLES,
  WINDOW_SIZE,
} from '../../perception/encoders/speech/speech-window.ts';
import { OTHER_WORDS, type SpokenPhrase } from './train-speech-vocabulary.ts';
import { speak, type Voices } from './train-speech-voices.ts';

export interface SpeechExamples {
  readonly count: number;
  /** `count × WINDOW_SIZE`. */
  readonly windows: Float16Array;
  /** One an example: its phrase, or the number of phrases where it is none of them. */
  readonly words: Uint16Array;
  /** One an example: its place in TONES. */
  readonly tones: Uint8Array;
}

export interface CorpusOptions {
  readonly phrases: readonly SpokenPhrase[];
  readonly voices: Voices;
  /** How often each phrase is said. */
  readonly utterances: number;
  /** Windows made of each utterance, each with other noise and neighbours. */
  readonly versions: number;
  /** Decibels between speech and noise. */
  readonly signalToNoise: readonly [least: number, most: number];
  /** Share of windows in which other words stand before or after. */
  readonly neighbours: number;
  readonly random: Random;
  readonly progress: Progress;
}

interface Recording {
  readonly samples: Float32Array;
  /** Phrase, or the number of phrases for other words. */
  readonly word: number;
  readonly tone: number;
  readonly language: Language;
}

/** Of all windows, those that hold no phrase in their middle: one for this many phrases' windows. */
const PHRASES_TO_OTHERS = 8;
/** Programs that speak at once. */
const SPEAKERS = 2;
/** The middle of a word lies within so many samples of the middle of its window: 130 ms. */
const JITTER = 2_080;

/** Phrases said by many synthetic voices, in noise and among other words, as windows for the speech network. */
export async function makeSpeechCorpus(options: CorpusOptions): Promise<SpeechExamples> {
  const { phrases, versions, random, progress } = options;
  const recordings = await record(options);
  const windowsInAll = recordings.length * versions;
  const windows = new Float16Array(windowsInAll * WINDOW_SIZE);
  const words = new Uint16Array(windowsInAll);
  const tones = new Uint8Array(windowsInAll);
  const step = progress.start('Adding noise and neighbours', windowsInAll);
  const draws = random.fork('scenes');
  for (let i = 0; i < windowsInAll; i++) {
    const recording = recordings[i % recordings.length];
    const others = draws.pick(recordings);
    const { samples, centre } = compose(recording, others, draws.pick(recordings), options, draws);
    describeWindow(samples, centre, windows, i * WINDOW_SIZE);
    words[i] = Math.min(recording.word, phrases.length);
    tones[i] = recording.tone;
    step.advance();
  }
  step.done();
  return { count: windowsInAll, windows, words, tones };
}

/** Every phrase as often as asked for, and other words in proportion, without the silence around them. */
async function record({
  phrases,
  voices,
  utterances,
  random,
  progress,
}: CorpusOptions): Promise<Recording[]> {
  const others = Math.ceil((phrases.length * utterances) / PHRASES_TO_OTHERS);
  const draws = random.fork('voices');
  const plan = [
    ...phrases.flatMap(({ language, spoken }, word) =>
      Array.from({ length: utterances }, () => ({ language, spoken, word })),
    ),
    ...Array.from({ length: others }, () => {
      const language: Language = draws.next() < 0.5 ? 'en' : 'zh';
      const spoken = Array.from({ length: 1 + draws.integer(3) }, () => draws.pick(OTHER_WORDS[language]));
      return { language, spoken: spoken.join(' '), word: phrases.length };
    }),
  ].map((entry, i) => ({ ...entry, tone: draws.integer(TONES.length), random: random.fork(`speaker ${i}`) }));
  const step = progress.start('Speaking', plan.length);
  const recordings: Recording[] = [];
  let next = 0;
  const speaker = async (): Promise<void> => {
    while (next < plan.length) {
      const place = next++;
      const { tone, language, word, spoken, random: own } = plan[place];
      const whole = await speak({ spoken, language, tone: TONES[tone] }, voices, own);
      const region = speechRegion(whole) ?? { start: 0, end: whole.length };
      recordings[place] = { samples: whole.subarray(region.start, region.end), word, tone, language };
      step.advance();
    }
  };
  await Promise.all(Array.from({ length: SPEAKERS }, speaker));
  step.done();
  return recordings;
}

/** One recording in a room, with noise and maybe neighbours; `centre` is the sample its window is around. */
function compose(
  recording: Recording,
  before: Recording,
  after: Recording,
  { neighbours, signalToNoise: [least, most] }: CorpusOptions,
  random: Random,
): { samples: Float32Array; centre: number } {
  const word = recording.samples;
  const margin = WINDOW_SAMPLES;
  const samples = new Float32Array(word.length + 2 * margin);
  addAt(samples, word, margin, 1);
  if (random.next() < neighbours && before.language === recording.language) {
    addAt(samples, before.samples, margin - before.samples.length - gap(random), 0.7 + 0.5 * random.next());
  }
  if (random.next() < neighbours && after.language === recording.language) {
    addAt(samples, after.samples, margin + word.length + gap(random), 0.7 + 0.5 * random.next());
  }
  addEchoes(samples, random);
  tilt(samples, 0.6 * (random.next() - 0.5));
  addNoise(samples, powerOf(word), least + (most - least) * random.next(), random);
  const loudness = 0.05 + 0.9 * random.next();
  for (let i = 0; i < samples.length; i++) samples[i] *= loudness;
  // Words of no phrase may be longer than a window: any part of them is no phrase either.
  const reach = Math.max(JITTER, word.length / 2 - WINDOW_SAMPLES / 2);
  return { samples, centre: margin + word.length / 2 + reach * (2 * random.next() - 1) };
}

/** Samples between two words: none to 120 ms, since recordings keep a little silence around them. */
function gap(random: Random): number {
  return random.integer(1_920) - 1_600;
}

function addAt(target: Float32Array, source: Float32Array, at: number, factor: number): void {
  for (let i = Math.max(0, -at); i < source.length && at + i < target.length; i++) {
    target[at + i] += factor * source[i];
  }
}

/** A few weaker copies within 60 ms, as walls give them. */
function addEchoes(samples: Float32Array, random: Random): void {
  const echoes = random.integer(5);
  for (let echo = 0; echo < echoes; echo++) {
    const delay = 40 + random.integer(920);
    const factor = 0.35 * random.next() * Math.exp(-delay / 800);
    for (let i = samples.length - 1; i >= delay; i--) samples[i] += factor * samples[i - delay];
  }
}

/** Makes treble (positive) or bass (negative) louder, as microphones do. */
function tilt(samples: Float32Array, amount: number): void {
  for (let i = samples.length - 1; i > 0; i--) samples[i] -= amount * samples[i - 1];
}

/** Noise between white and brown, with a hum now and then. */
function addNoise(samples: Float32Array, power: number, decibels: number, random: Random): void {
  const memory = random.next() ** 0.5 * 0.97;
  const hum = random.next() < 0.3 ? 0.5 : 0;
  const hertz = 50 + 150 * random.next();
  const noise = new Float32Array(samples.length);
  for (let i = 1; i < noise.length; i++) {
    noise[i] = memory * noise[i - 1] + Math.sqrt(1 - memory ** 2) * 1.7 * (2 * random.next() - 1);
  }
  for (let i = 0; i < noise.length; i++) noise[i] += hum * Math.sin((2 * Math.PI * hertz * i) / 16_000);
  addAt(samples, noise, 0, Math.sqrt(power / powerOf(noise) / 10 ** (decibels / 10)));
}

function powerOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample ** 2;
  return sum / samples.length + 1e-12;
}
