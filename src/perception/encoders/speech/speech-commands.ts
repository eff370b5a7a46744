import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { LANGUAGES } from '../../../core/contracts/item.ts';
import { DaogouError } from '../../../core/errors.ts';
import { normaliseInPlace, softmax, topIndices } from '../../../core/maths.ts';
import { Graph } from '../../../tensor/graph.ts';
import { readOnnxMetadata } from '../../../tensor/onnx/metadata.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import { findPhrases, type HeardPhrase, type HeardWindow, type KnownPhrase } from './find-phrases.ts';
import { SPEECH_WIDTH, speechNetwork, TONES, type Tone } from './speech-network.ts';
import { speechRegion, type SpeechRegion } from './speech-region.ts';
import { describeWindow, WINDOW_SIZE } from './speech-window.ts';

const phrasesSchema = z
  .array(z.object({ text: z.string().min(1), language: z.enum(LANGUAGES) }))
  .min(1)
  .readonly();

export interface HeardSpeech {
  /** In the order they were said; empty where none of the known phrases was heard, as in silence. */
  readonly phrases: readonly HeardPhrase[];
  /** How it was said; undefined in silence. */
  readonly tone: Tone | undefined;
}

/** Windows that the network reads at once. */
const ROWS = 8;
/** From one window to the next: 120 ms. */
const STEP = 1_920;
/** With the margins of `speechRegion`: 1.4 s. */
const LONGEST_PHRASE = 22_400;
/** Of longer speech the beginning is heard: 30 s. */
const MOST_SAMPLES = 480_000;
const FILE = 'speech-commands.onnx';
const SHIPPED = new URL('./speech-commands.onnx', import.meta.url);

/**
 * The small network that hears short commands, categories and tone. Inputs are samples at 16 kHz; silence gives
 * zeros. The speech vector is the network's last layer but one, of the window in the middle of what was said. Runs in
 * the thread that calls it.
 */
export class SpeechCommands implements Encoder<Float32Array> {
  readonly name = 'speech-commands';
  readonly modality = 'speech';
  readonly width = SPEECH_WIDTH;
  /** What it can hear. */
  readonly phrases: readonly KnownPhrase[];
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(onnx: Uint8Array, session: Session, phrases: readonly KnownPhrase[]) {
    this.onnx = onnx;
    this.session = session;
    this.phrases = phrases;
  }

  static async fromParameters(
    parameters: ParameterStore,
    phrases: readonly KnownPhrase[],
  ): Promise<SpeechCommands> {
    const graph = new Graph();
    const windows = graph.input('windows', [ROWS, WINDOW_SIZE]);
    const network = speechNetwork(graph, parameters, windows, phrases.length + 1);
    graph.output('vectors', network.vectors);
    graph.output('words', network.words);
    graph.output('tones', network.tones);
    const known = phrases.map(({ text, language }) => ({ text, language }));
    return SpeechCommands.fromOnnx(
      graph.toOnnx({
        frozen: parameters.frozen(),
        halfPrecision: true,
        metadata: { phrases: JSON.stringify(known) },
      }),
    );
  }

  /** The one that comes with Daogou; its model card lies beside it. */
  static async openShipped(): Promise<SpeechCommands> {
    return SpeechCommands.fromOnnx(await readFile(SHIPPED));
  }

  static async load(artifacts: ArtifactReader): Promise<SpeechCommands> {
    return SpeechCommands.fromOnnx(await artifacts.readBytes(FILE));
  }

  private static async fromOnnx(onnx: Uint8Array): Promise<SpeechCommands> {
    const { phrases = 'null' } = readOnnxMetadata(onnx);
    const known = phrasesSchema.safeParse(JSON.parse(phrases));
    if (!known.success) {
      throw new DaogouError('model-mismatch', 'The speech model does not say which phrases it knows', {
        received: phrases.slice(0, 200),
        remedy: 'Make it again: npm run pretrain:speech.',
      });
    }
    return new SpeechCommands(onnx, await createSession(onnx, { threads: 1 }), known.data);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeBytes(FILE, this.onnx);
  }

  async encode(batch: readonly Float32Array[]): Promise<Float32Array> {
    const result = new Float32Array(batch.length * this.width);
    for (const [row, samples] of batch.entries()) {
      const region = speechRegion(samples.subarray(0, MOST_SAMPLES));
      if (!region) continue;
      const [{ vector }] = await this.hear(samples, [(region.start + region.end) / 2]);
      result.set(normaliseInPlace(vector), row * this.width);
    }
    return result;
  }

  /** Which of its phrases were said, and how. */
  async recognise(samples: Float32Array): Promise<HeardSpeech> {
    const region = speechRegion(samples.subarray(0, MOST_SAMPLES));
    if (!region) return { phrases: [], tone: undefined };
    const centres = centresOf(region);
    const windows = await this.hear(samples, centres);
    const tones = windows[Math.floor(windows.length / 2)].tones;
    return { phrases: findPhrases(windows, this.phrases), tone: TONES[topIndices(tones, 1)[0]] };
  }

  private async hear(
    samples: Float32Array,
    centres: readonly number[],
  ): Promise<(HeardWindow & { vector: Float32Array; tones: Float32Array })[]> {
    const windows = new Float32Array(ROWS * WINDOW_SIZE);
    const heard = [];
    for (let start = 0; start < centres.length; start += ROWS) {
      const rows = centres.slice(start, start + ROWS);
      for (const [row, centre] of rows.entries()) describeWindow(samples, centre, windows, row * WINDOW_SIZE);
      const { vectors, words, tones } = await this.session.run({ windows });
      for (const [row, centre] of rows.entries()) {
        const of = (all: Float32Array): Float32Array => {
          const width = all.length / ROWS;
          return all.slice(row * width, (row + 1) * width);
        };
        heard.push({
          centre,
          vector: of(vectors),
          probabilities: softmax(of(words)),
          tones: softmax(of(tones)),
        });
      }
    }
    return heard;
  }
}

/**
 * The middles of windows: three around the middle of what is short enough to be one phrase, for the network knows
 * phrases from their middle only; of longer speech, windows evenly over it.
 */
function centresOf({ start, end }: SpeechRegion): number[] {
  const middle = (start + end) / 2;
  const isOnePhrase = end - start <= LONGEST_PHRASE;
  const sides = isOnePhrase ? 1 : Math.floor((end - start - LONGEST_PHRASE / 2) / 2 / STEP);
  return Array.from({ length: 2 * sides + 1 }, (_, i) => middle + (i - sides) * STEP);
}
