import { topIndices } from '../../core/maths.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { speechNetwork, TONES } from '../../perception/encoders/speech/speech-network.ts';
import { WINDOW_SIZE } from '../../perception/encoders/speech/speech-window.ts';
import { Graph } from '../../tensor/graph.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import { createTrainer } from '../../tensor/trainer.ts';
import type { SpeechExamples } from './train-speech-corpus.ts';
import { varySpeech } from './train-speech-variation.ts';

export interface SpeechTraining {
  readonly examples: SpeechExamples;
  /** Phrases told apart; one class more stands for anything else. */
  readonly phrases: number;
  readonly random: Random;
  readonly progress: Progress;
  /** Rounds over the examples; default 12. */
  readonly epochs?: number;
  readonly threads?: number;
}

const BATCH = 64;
const TONE_WEIGHT = 0.3;

/**
 * Trains the small speech network on windows of spoken phrases: which phrase stands in the middle, and how it was
 * said. Every window is varied anew at each step, as `varySpeech` says. Blocks its thread.
 */
export async function trainSpeechCommands(training: SpeechTraining): Promise<ParameterStore> {
  const { examples, phrases, random, progress, epochs = 12, threads = 1 } = training;
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  const windows = graph.input('windows', [BATCH, WINDOW_SIZE]);
  const { words, tones } = speechNetwork(graph, parameters, windows, phrases + 1);
  const wordLoss = crossEntropy(words, graph.input('words', [BATCH], 'int64'));
  const toneLoss = crossEntropy(tones, graph.input('tones', [BATCH], 'int64'));
  const steps = Math.max(1, Math.floor((epochs * examples.count) / BATCH));
  const schedule = warmUpCosine({
    peak: 3e-3,
    warmUpSteps: Math.min(100, steps),
    totalSteps: steps,
    floor: 2e-5,
  });
  const trainer = await createTrainer({
    graph,
    loss: add(wordLoss, scale(toneLoss, TONE_WEIGHT)),
    parameters,
    optimiser: adam({ learningRate: schedule, weightDecay: 1e-3, clipNorm: 5 }),
    threads,
  });
  const batch = createBatch(examples);
  const draws = random.fork('batches');
  const all = Array.from({ length: examples.count }, (_, i) => i);
  let order: number[] = [];
  const step = progress.start('Learning to hear', steps);
  for (let i = 0; i < steps; i++) {
    if (order.length < BATCH) order = draws.shuffle(all);
    const chosen = Array.from({ length: BATCH }, () => order.pop() ?? draws.integer(examples.count));
    const { loss } = await trainer.step(batch(chosen, draws));
    step.advance();
    if (i % 50 === 0) step.note(`loss ${loss.toFixed(3)}`);
  }
  step.done();
  await trainer.release();
  return parameters;
}

export interface SpeechAccuracy {
  /** Share of windows whose phrase is found, anything else being one phrase more. */
  readonly words: number;
  readonly tones: number;
}

/** How often a trained network is right on other examples. */
export async function measureSpeechCommands(
  parameters: ParameterStore,
  examples: SpeechExamples,
  phrases: number,
): Promise<SpeechAccuracy> {
  const graph = new Graph();
  const network = speechNetwork(graph, parameters, graph.input('windows', [BATCH, WINDOW_SIZE]), phrases + 1);
  graph.output('words', network.words);
  graph.output('tones', network.tones);
  const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
  const batch = createBatch(examples);
  let rightWords = 0;
  let rightTones = 0;
  for (let start = 0; start < examples.count; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, examples.count - start) }, (_, row) => start + row);
    const { windows } = batch(rows);
    const { words, tones } = await session.run({ windows });
    for (const [row, example] of rows.entries()) {
      const best = (scores: Float32Array, classes: number): number =>
        topIndices(scores.subarray(row * classes, (row + 1) * classes), 1)[0];
      if (best(words, phrases + 1) === examples.words[example]) rightWords++;
      if (best(tones, TONES.length) === examples.tones[example]) rightTones++;
    }
  }
  await session.release();
  return { words: rightWords / examples.count, tones: rightTones / examples.count };
}

interface SpeechBatch {
  readonly windows: Float32Array;
  readonly words: BigInt64Array;
  readonly tones: BigInt64Array;
  readonly [name: string]: Float32Array | BigInt64Array;
}

/** Fills the numbers of one step, in arrays that are made once; varies them where random numbers are given. */
function createBatch(examples: SpeechExamples): (chosen: readonly number[], random?: Random) => SpeechBatch {
  const windows = new Float32Array(BATCH * WINDOW_SIZE);
  const words = new BigInt64Array(BATCH);
  const tones = new BigInt64Array(BATCH);
  return (chosen, random) => {
    for (const [row, example] of chosen.entries()) {
      const window = windows.subarray(row * WINDOW_SIZE, (row + 1) * WINDOW_SIZE);
      const given = examples.windows.subarray(example * WINDOW_SIZE, (example + 1) * WINDOW_SIZE);
      if (random) varySpeech(given, window, random);
      else window.set(given);
      words[row] = BigInt(examples.words[example]);
      tones[row] = BigInt(examples.tones[example]);
    }
    return { windows, words, tones };
  };
}
