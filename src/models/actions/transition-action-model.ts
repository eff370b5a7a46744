import { EVENT_TYPES } from '../../core/contracts/event.ts';
import type { ActionSamples } from './action-model.ts';
import { normaliseLogs } from './log-probabilities.ts';

/** Added to each count, so that what was never seen is unlikely, and not impossible. */
const PRIOR = 0.1;

/**
 * The baseline: what followed the last `order` event types in training, or fewer of them where these never came.
 * Order 0 always says what is commonest; order 2 is a table of trigrams.
 */
export class TransitionActionModel {
  readonly name: string;
  private readonly order: number;
  /** Columns of a row at which the one-hot type of the last event begins, of the one before, and so on. */
  private readonly typesAt: readonly number[];
  private readonly width: number;
  private readonly classes: number;
  private readonly counts = new Map<string, Float64Array>();

  constructor(train: ActionSamples, order: 0 | 1 | 2) {
    this.name = ['majority', 'bigram', 'trigram'][order];
    this.order = order;
    const { names, width } = train.space;
    this.width = width;
    this.typesAt = Array.from({ length: order }, (_, i) => names.indexOf(`type-${i + 1}:${EVENT_TYPES[0]}`));
    this.classes = train.actions.length;
    for (let row = 0; row < train.count; row++) {
      for (const key of this.keysOf(train.rows, row * width)) {
        let counts = this.counts.get(key);
        if (!counts) this.counts.set(key, (counts = new Float64Array(this.classes)));
        counts[train.truth[row]]++;
      }
    }
  }

  score(rows: Float32Array): Float32Array {
    const { classes, width } = this;
    const scores = new Float32Array((rows.length / width) * classes);
    for (let from = 0, to = 0; from < rows.length; from += width, to += classes) {
      const known = this.keysOf(rows, from).find((key) => this.counts.has(key)) ?? '';
      const counts = this.counts.get(known);
      for (let own = 0; own < classes; own++) scores[to + own] = Math.log((counts?.[own] ?? 0) + PRIOR);
    }
    return normaliseLogs(scores, classes);
  }

  /** The longest context first, the empty one last. */
  private keysOf(rows: Float32Array, from: number): string[] {
    const types = this.typesAt.map((at) =>
      rows.subarray(from + at, from + at + EVENT_TYPES.length).indexOf(1),
    );
    return Array.from({ length: this.order + 1 }, (_, left) => types.slice(0, this.order - left).join());
  }
}
