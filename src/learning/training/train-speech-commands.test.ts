/** On a few phrases that espeak-ng says on the spot; skipped where it is not there. */
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { WINDOW_SIZE } from '../../perception/encoders/speech/speech-window.ts';
import { measureSpeechCommands, trainSpeechCommands } from './train-speech-commands.ts';
import { makeSpeechCorpus, type SpeechExamples } from './train-speech-corpus.ts';
import { SPOKEN_PHRASES } from './train-speech-vocabulary.ts';
import { TEST_VOICES, TRAINING_VOICES } from './train-speech-voices.ts';

const speaks = hasEspeak();
const why = speaks ? '' : ' (skipped: no espeak-ng found; install it)';

function hasEspeak(): boolean {
  try {
    execFileSync('espeak-ng', ['--version']);
    return true;
  } catch {
    return false;
  }
}

const phrases = SPOKEN_PHRASES.filter(({ text }) => ['headphones', 'tea', '结算'].includes(text));
const corpus = (seed: string, utterances: number, voices = TRAINING_VOICES): Promise<SpeechExamples> =>
  makeSpeechCorpus({
    phrases,
    voices,
    utterances,
    versions: 2,
    signalToNoise: [20, 40],
    neighbours: 0.2,
    random: createRandom(seed),
    progress: silentProgress,
  });

describe('the vocabulary', () => {
  it('has every phrase once, in both languages', () => {
    expect(new Set(SPOKEN_PHRASES.map(({ text }) => text)).size).toBe(SPOKEN_PHRASES.length);
    const english = SPOKEN_PHRASES.filter(({ language }) => language === 'en');
    expect(english.length * 2).toBe(SPOKEN_PHRASES.length);
  });

  it('spells Chinese in pinyin with a tone for each character', () => {
    for (const { text, spoken, language } of SPOKEN_PHRASES) {
      if (language === 'en') continue;
      expect([text, spoken.split(' ').length]).toEqual([text, text.length]);
      expect(spoken).toMatch(/^([a-z]+[1-5] ?)+$/);
    }
  });

  it('keeps the voices of the test out of the training', () => {
    expect(TEST_VOICES.variants.filter((name) => TRAINING_VOICES.variants.includes(name))).toEqual([]);
  });
});

describe.skipIf(!speaks)(`trainSpeechCommands${why}`, { timeout: 90_000 }, () => {
  let train: SpeechExamples;
  beforeAll(async () => {
    train = await corpus('train', 14);
  });

  it('is given windows with their phrase, others among them, the same from the same seed', async () => {
    expect(train.count).toBe((phrases.length * 14 + 6) * 2);
    expect(train.windows.length).toBe(train.count * WINDOW_SIZE);
    expect(new Set(train.words)).toEqual(new Set([0, 1, 2, 3]));
    expect(await corpus('again', 1)).toEqual(await corpus('again', 1));
  });

  it('learns to tell phrases apart that voices say which it has never heard', async () => {
    const parameters = await trainSpeechCommands({
      examples: train,
      phrases: phrases.length,
      epochs: 16,
      random: createRandom('network'),
      progress: silentProgress,
    });
    const test = await corpus('test', 4, TEST_VOICES);
    const { words } = await measureSpeechCommands(parameters, test, phrases.length);
    // By chance: .25.
    expect(words).toBeGreaterThan(0.7);
  });
});
