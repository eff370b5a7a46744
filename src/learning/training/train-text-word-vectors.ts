import { DaogouError } from '../../core/errors.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { tokenise } from '../../perception/encoders/text/tokenise.ts';
import type { WordVectors } from '../../perception/encoders/text/word-vectors.ts';

export interface WordVectorTraining {
  readonly texts: readonly string[];
  readonly random: Random;
  readonly progress: Progress;
  /**
   * `skip-gram` (default) predicts each neighbour of a word from the word; `cbow` a word from the mean of its
   * neighbours, in a fraction of the time.
   */
  readonly kind?: 'skip-gram' | 'cbow';
  /** Default 100. */
  readonly width?: number;
  /** Furthest neighbour, in words; each time a smaller one is drawn. Default 5. */
  readonly window?: number;
  /** Words drawn against each true one. Default 5. */
  readonly negatives?: number;
  /** Words seen less often are left out. Default 3. */
  readonly fewest?: number;
  /** Words above this share of the text are skipped in part; 0 skips none. Default 0.001. */
  readonly subsampling?: number;
  /**
   * At the start; it falls to a thousandth. Default 0.1 for skip-gram, 0.25 for CBOW: four and five times what is
   * usual for billions of words. On 3,000 descriptions three rounds then find as much as eight at the usual rate.
   */
  readonly learningRate?: number;
  /** Rounds over the texts. Default: enough for a million words, between 3 and 40. */
  readonly epochs?: number;
}

const USUAL_WORDS = 1_000_000;
/** Slots of the table that negatives are drawn from, a power of two. */
const SLOTS = 1 << 20;
/** Beyond it the sigmoid is 0 or 1 as far as 32 bits tell. */
const STEEP = 15;

/**
 * Word vectors learned from the shop's own texts: word2vec with negative sampling (Mikolov et al., 2013, "Distributed
 * Representations of Words and Phrases"): frequent words are subsampled, negatives are drawn by frequency^0.75, the
 * learning rate falls in a line. The same seed gives the same bits. Blocks its thread.
 *
 * @throws not-enough-data when no word occurs `fewest` times; invalid-input when the learning rate is too high.
 */
export function trainWordVectors(training: WordVectorTraining): WordVectors {
  const { kind = 'skip-gram', progress, random, subsampling = 1e-3, texts, width = 100 } = training;
  const corpus = countWords(texts, training.fewest ?? 3);
  const { counts, sentences, total, words } = corpus;
  const epochs = training.epochs ?? Math.min(40, Math.max(3, Math.ceil(USUAL_WORDS / total)));
  const learner = new Word2Vec(corpus, width, training.negatives ?? 5, random.fork('learner'));
  const peak = training.learningRate ?? (kind === 'cbow' ? 0.25 : 0.1);
  const draws = random.fork('windows');
  const keep = counts.map((count) => keptShare(count / total, subsampling));
  const step = progress.start('Learning words', epochs);
  let seen = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const sentence of sentences) {
      const kept = sentence.filter((word) => draws.next() < keep[word]);
      const rate = peak * Math.max(1e-3, 1 - seen / (epochs * total));
      for (let at = 0; at < kept.length; at++) {
        const reach = 1 + draws.integer(training.window ?? 5);
        const from = Math.max(0, at - reach);
        const to = Math.min(kept.length, at + reach + 1);
        if (kind === 'cbow') learner.learnFromNeighbours(kept, at, from, to, rate);
        else for (let i = from; i < to; i++) if (i !== at) learner.learnPair(kept[i], kept[at], rate);
      }
      seen += sentence.length;
    }
    step.advance();
  }
  step.done();
  if (!learner.vectors.every(Number.isFinite)) {
    throw new DaogouError('invalid-input', 'The word vectors grew without bound', {
      received: peak,
      remedy: 'Lower the learning rate, for example to 0.025.',
    });
  }
  return { words, width, data: learner.vectors, shares: counts.map((count) => count / total) };
}

/** The share of a word's places that is kept, as in the published program: √(t / f) + t / f, at most 1. */
function keptShare(frequency: number, threshold: number): number {
  if (threshold <= 0) return 1;
  return Math.min(1, Math.sqrt(threshold / frequency) + threshold / frequency);
}

interface Corpus {
  /** The most frequent first, as in a file of word vectors. */
  readonly words: readonly string[];
  readonly counts: Float32Array;
  /** Texts as numbers of words. */
  readonly sentences: readonly Int32Array[];
  readonly total: number;
}

function countWords(texts: readonly string[], fewest: number): Corpus {
  const tokens = texts.map((text) => tokenise(text));
  const counted = new Map<string, number>();
  for (const text of tokens) for (const word of text) counted.set(word, (counted.get(word) ?? 0) + 1);
  const kept = [...counted]
    .filter(([, count]) => count >= fewest)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  if (kept.length === 0) {
    throw new DaogouError('not-enough-data', `No word occurs ${fewest} times in ${texts.length} texts`, {
      received: texts.length,
      remedy: 'Give the texts of a whole catalogue, or lower fewest.',
    });
  }
  const numbers = new Map(kept.map(([word], number) => [word, number]));
  const sentences = tokens.map((text) =>
    Int32Array.from(text.map((word) => numbers.get(word) ?? -1).filter((number) => number >= 0)),
  );
  const counts = Float32Array.from(kept, ([, count]) => count);
  return { words: kept.map(([word]) => word), counts, sentences, total: counts.reduce((a, b) => a + b, 0) };
}

/** The two tables of word2vec and the steps that change them. */
class Word2Vec {
  /** `words × width`: what is kept in the end. */
  readonly vectors: Float32Array;
  readonly #outputs: Float32Array;
  readonly #width: number;
  readonly #negatives: number;
  readonly #random: Random;
  readonly #table: Int32Array;
  readonly #hidden: Float32Array;
  readonly #change: Float32Array;

  constructor({ counts }: Corpus, width: number, negatives: number, random: Random) {
    this.#width = width;
    this.#negatives = negatives;
    this.#random = random;
    this.#table = negativeTable(counts);
    this.vectors = Float32Array.from({ length: counts.length * width }, () => (random.next() - 0.5) / width);
    this.#outputs = new Float32Array(counts.length * width);
    this.#hidden = new Float32Array(width);
    this.#change = new Float32Array(width);
  }

  /** One word predicts another that stands near it. */
  learnPair(input: number, target: number, rate: number): void {
    const start = input * this.#width;
    this.#change.fill(0);
    this.#contrast(this.vectors, start, target, rate);
    addTo(this.vectors, start, this.#change);
  }

  /** The mean of the words from `from` up to but without `to` predicts the word at `at`. */
  learnFromNeighbours(words: Int32Array, at: number, from: number, to: number, rate: number): void {
    const neighbours = to - from - 1;
    if (neighbours < 1) return;
    const width = this.#width;
    const hidden = this.#hidden.fill(0);
    for (let word = from; word < to; word++) {
      const start = words[word] * width;
      if (word !== at) addTo(hidden, 0, this.vectors.subarray(start, start + width));
    }
    for (let i = 0; i < width; i++) hidden[i] /= neighbours;
    this.#change.fill(0);
    this.#contrast(hidden, 0, words[at], rate);
    for (let word = from; word < to; word++) {
      if (word !== at) addTo(this.vectors, words[word] * width, this.#change);
    }
  }

  /** A logistic regression of the true word against drawn ones; gathers in `change` what the input should change by. */
  #contrast(input: Float32Array, start: number, target: number, rate: number): void {
    const outputs = this.#outputs;
    const width = this.#width;
    for (let draw = 0; draw <= this.#negatives; draw++) {
      const word = draw === 0 ? target : this.#table[this.#random.integer(SLOTS)];
      if (draw > 0 && word === target) continue;
      const to = word * width;
      const truth = draw === 0 ? 1 : 0;
      const step = rate * (truth - sigmoid(product(input, start, outputs, to, width)));
      exchange(input, start, outputs, to, this.#change, step);
    }
  }
}

/** Σ aᵢ bᵢ, in four sums that need not wait for each other. */
function product(a: Float32Array, fromA: number, b: Float32Array, fromB: number, length: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    first += a[fromA + i] * b[fromB + i];
    second += a[fromA + i + 1] * b[fromB + i + 1];
    third += a[fromA + i + 2] * b[fromB + i + 2];
    fourth += a[fromA + i + 3] * b[fromB + i + 3];
  }
  for (; i < length; i++) first += a[fromA + i] * b[fromB + i];
  return first + second + (third + fourth);
}

function addTo(target: Float32Array, start: number, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) target[start + i] += values[i];
}

/** change += step · output, and output += step · input. */
function exchange(
  input: Float32Array,
  start: number,
  outputs: Float32Array,
  to: number,
  change: Float32Array,
  step: number,
): void {
  for (let i = 0; i < change.length; i++) {
    const output = outputs[to + i];
    change[i] += step * output;
    outputs[to + i] = output + step * input[start + i];
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-Math.min(STEEP, Math.max(-STEEP, x))));
}

/** Words in proportion to count^0.75, each at least once as far as there is room. */
function negativeTable(counts: Float32Array): Int32Array {
  const table = new Int32Array(SLOTS);
  const total = counts.reduce((sum, count) => sum + count ** 0.75, 0);
  let word = 0;
  let until = counts[0] ** 0.75 / total;
  for (let slot = 0; slot < SLOTS; slot++) {
    table[slot] = word;
    if ((slot + 1) / SLOTS > until && word < counts.length - 1) until += counts[++word] ** 0.75 / total;
  }
  return table;
}
