import { addScaled } from '../../core/maths.ts';
import type { Random } from '../../core/random.ts';
import type { ItemFacts } from '../../models/retrieval/item-facts.ts';
import { EMBEDDING_SPREAD } from '../../models/retrieval/sequence/sequence-network.ts';
import type { Optimiser } from '../../tensor/optimisers/optimiser.ts';
import {
  joinStates,
  restoreInto,
  splitState,
  type Stateful,
  type TrainingState,
} from '../../tensor/training-state.ts';

export interface SequenceItemTableOptions {
  readonly items: number;
  readonly width: number;
  /** What is written of the items; none where vectors rest on behaviour alone. */
  readonly facts: ItemFacts | undefined;
  /** Whether vectors have length 1. */
  readonly normalised: boolean;
  readonly random: Random;
}

/** Added to the square of a length. */
const EPSILON = 1e-12;

/**
 * The vectors of all items while they are trained: an item's own plus the mean of those of its facts, brought to
 * length 1. Computed here and not in a graph, since an item has few of many facts.
 */
export class SequenceItemTable implements Stateful {
  /** [items, width]: what networks read, after `compose`. */
  readonly vectors: Float32Array;
  readonly #options: SequenceItemTableOptions;
  readonly #own: Float32Array;
  readonly #ofFacts: Float32Array;
  readonly #factGradient: Float32Array;
  readonly #inverseLengths: Float32Array;

  constructor(options: SequenceItemTableOptions) {
    const { items, width, facts, random } = options;
    this.#options = options;
    this.vectors = new Float32Array(items * width);
    this.#own = normals(items * width, random.fork('items'));
    this.#ofFacts = normals((facts?.count ?? 0) * width, random.fork('facts'));
    this.#factGradient = new Float32Array(this.#ofFacts.length);
    this.#inverseLengths = new Float32Array(items).fill(1);
  }

  /** Computes `vectors` from what was learned. */
  compose(): void {
    const { facts, normalised, width } = this.#options;
    this.vectors.set(this.#own);
    if (facts) addMeans(this.vectors, this.#ofFacts, facts, width);
    if (normalised) normaliseRows(this.vectors, this.#inverseLengths, width);
  }

  /** Changes what is learned by the gradient [items, width] of `vectors`, which is overwritten. */
  learn(gradient: Float32Array, optimiser: Optimiser): void {
    const { facts, normalised, width } = this.#options;
    if (normalised) throughLength(gradient, this.vectors, this.#inverseLengths, width);
    const updates = [{ name: 'items', parameter: this.#own, update: gradient }];
    if (facts) {
      this.#factGradient.fill(0);
      addToFacts(this.#factGradient, gradient, facts, width);
      updates.push({ name: 'facts', parameter: this.#ofFacts, update: this.#factGradient });
    }
    optimiser.step(updates);
  }

  state(): TrainingState {
    return joinStates({ items: { own: this.#own }, facts: { all: this.#ofFacts } });
  }

  restore(state: TrainingState): void {
    const { items, facts } = splitState(state, ['items', 'facts']);
    restoreInto(this.#own, items.own, 'the vectors of items');
    restoreInto(this.#ofFacts, facts.all, 'the vectors of facts');
  }
}

function normals(count: number, random: Random): Float32Array {
  return new Float32Array(count).map(() => EMBEDDING_SPREAD * random.normal());
}

/** Adds to each item the mean of its facts' vectors. */
function addMeans(
  out: Float32Array,
  vectors: Float32Array,
  { starts, facts }: ItemFacts,
  width: number,
): void {
  for (let item = 0; item + 1 < starts.length; item++) {
    const share = 1 / (starts[item + 1] - starts[item]);
    for (let at = starts[item]; at < starts[item + 1]; at++) {
      addScaled(out, item * width, vectors, facts[at] * width, width, share);
    }
  }
}

/** The way back: adds to each fact its share of its items' gradients. */
function addToFacts(
  out: Float32Array,
  gradient: Float32Array,
  { starts, facts }: ItemFacts,
  width: number,
): void {
  for (let item = 0; item + 1 < starts.length; item++) {
    const share = 1 / (starts[item + 1] - starts[item]);
    for (let at = starts[item]; at < starts[item + 1]; at++) {
      addScaled(out, facts[at] * width, gradient, item * width, width, share);
    }
  }
}

function normaliseRows(vectors: Float32Array, inverseLengths: Float32Array, width: number): void {
  for (let item = 0, at = 0; item < inverseLengths.length; item++, at += width) {
    let squares = EPSILON;
    for (let i = at; i < at + width; i++) squares += vectors[i] * vectors[i];
    const inverse = 1 / Math.sqrt(squares);
    inverseLengths[item] = inverse;
    for (let i = at; i < at + width; i++) vectors[i] *= inverse;
  }
}

/** The gradient of what was brought to length 1, from that of the result: what lies along the vector is lost. */
function throughLength(
  gradient: Float32Array,
  vectors: Float32Array,
  inverseLengths: Float32Array,
  width: number,
): void {
  for (let item = 0, at = 0; item < inverseLengths.length; item++, at += width) {
    let along = 0;
    for (let i = at; i < at + width; i++) along += gradient[i] * vectors[i];
    const inverse = inverseLengths[item];
    for (let i = at; i < at + width; i++) gradient[i] = inverse * (gradient[i] - along * vectors[i]);
  }
}
