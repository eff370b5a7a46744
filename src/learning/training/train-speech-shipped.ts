/**
 * Makes the speech model that ships, and its model card: `npm run pretrain:speech`. Needs espeak-ng, and takes about
 * twenty minutes on two cores. The same version of espeak-ng gives the same model.
 */
import { writeFile } from 'node:fs/promises';
import { createRandom } from '../../core/random.ts';
import type { Progress } from '../../core/progress.ts';
import { SpeechCommands } from '../../perception/encoders/speech/speech-commands.ts';
import { measureSpeechCommands, trainSpeechCommands, type SpeechAccuracy } from './train-speech-commands.ts';
import { makeSpeechCorpus, type CorpusOptions, type SpeechExamples } from './train-speech-corpus.ts';
import { SPOKEN_PHRASES } from './train-speech-vocabulary.ts';
import { TEST_VOICES, TRAINING_VOICES } from './train-speech-voices.ts';

const SEED = 'try';
const UTTERANCES = 28;
const VERSIONS = 2;
const EPOCHS = 14;
const folder = new URL('../../perception/encoders/speech/', import.meta.url);

/** Plain lines: this runs alone, for minutes. */
const progress: Progress = {
  start(label, total) {
    let units = 0;
    let note = '';
    const begun = performance.now();
    const line = (): void => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(0);
      process.stderr.write(`${label}: ${units} of ${total} ${note} (${seconds} s)\n`);
    };
    return {
      advance(more = 1) {
        const step = Math.ceil(total / 10);
        const before = Math.floor(units / step);
        units += more;
        if (Math.floor(units / step) > before) line();
      },
      note(text) {
        note = text;
      },
      done: line,
    };
  },
};

const random = createRandom(SEED);
const corpus = (name: 'train' | 'test', options: Partial<CorpusOptions>): Promise<SpeechExamples> =>
  makeSpeechCorpus({
    phrases: SPOKEN_PHRASES,
    voices: TEST_VOICES,
    utterances: 3,
    versions: 1,
    signalToNoise: [20, 40],
    neighbours: 0,
    random: random.fork(name),
    progress,
    ...options,
  });

const training = await corpus('train', {
  voices: TRAINING_VOICES,
  utterances: UTTERANCES,
  versions: VERSIONS,
  signalToNoise: [5, 40],
  neighbours: 0.35,
});
const parameters = await trainSpeechCommands({
  examples: training,
  phrases: SPOKEN_PHRASES.length,
  epochs: EPOCHS,
  random: random.fork('network'),
  progress,
  threads: 2,
});
const measure = async (options: Partial<CorpusOptions>): Promise<SpeechAccuracy> =>
  measureSpeechCommands(parameters, await corpus('test', options), SPOKEN_PHRASES.length);
const quiet = await measure({});
const noisy = await measure({ signalToNoise: [10, 20], neighbours: 0.35 });

const model = await SpeechCommands.fromParameters(parameters, SPOKEN_PHRASES);
await model.save({
  writeBytes: (name, bytes) => writeFile(new URL(name, folder), bytes),
  writeJson: async () => {},
  writeArrays: async () => {},
  within() {
    return this;
  },
});
const percent = ({ words, tones }: SpeechAccuracy): string =>
  `${(100 * words).toFixed(1)} % | ${(100 * tones).toFixed(1)} %`;
process.stdout.write(
  [
    `${SPOKEN_PHRASES.length} phrases, ${parameters.size} numbers, ${training.count} windows, ${EPOCHS} rounds`,
    `voices that were not in training | phrase | tone`,
    `quiet (20 to 40 dB), alone | ${percent(quiet)}`,
    `noise (10 to 20 dB), a third among other words | ${percent(noisy)}`,
    '',
  ].join('\n'),
);
