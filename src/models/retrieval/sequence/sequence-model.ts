import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Query } from '../../../core/contracts/dataset.ts';
import type { Item } from '../../../core/contracts/item.ts';
import type { Recommender } from '../../../core/contracts/recommender.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import { sequenceOf } from '../item-sequences.ts';
import { requireItems } from '../read-scores.ts';
import type { SequenceShape } from './options.ts';
import { SequenceRows, type Steps } from './sequence-rows.ts';
import type { ServingSize } from './serving-graph.ts';

/** Rows and questions of one run; rows for a recurrent reader, which takes one question a row. */
export function servingSize({ reader }: SequenceShape): ServingSize {
  return reader === 'gru' ? { rows: 32, questions: 32 } : { rows: 8, questions: 32 };
}

const descriptionSchema = z.object({
  format: z.literal(1),
  shape: z.object({
    reader: z.enum(['attention', 'gru']),
    width: z.int().positive(),
    length: z.int().positive(),
    layers: z.int().positive(),
    heads: z.int().positive(),
    hidden: z.number().positive(),
    temperature: z.number().positive().nullable(),
    facts: z.boolean(),
    gaps: z.boolean(),
    relative: z.boolean(),
  }),
});

export interface SequenceModelParts {
  readonly name: string;
  readonly shape: SequenceShape;
  /** [items, width] */
  readonly table: Float32Array;
  /** How often each item was taken: what a shopper without a past is answered with. */
  readonly popularity: Float32Array;
  /** The serving graph of `servingSize(shape)`, its parameters frozen. */
  readonly onnx: Uint8Array;
}

/**
 * A network that reads what a shopper took, in order, and says what comes next: scores are log-probabilities over all
 * items. Runs in the thread that calls it.
 */
export class SequenceModel implements Recommender {
  readonly name: string;
  readonly #parts: SequenceModelParts;
  readonly #session: Session;
  readonly #guest: Float32Array;

  private constructor(parts: SequenceModelParts, session: Session) {
    this.name = parts.name;
    this.#parts = parts;
    this.#session = session;
    const total = parts.popularity.reduce((sum, count) => sum + count, 0) + parts.popularity.length;
    this.#guest = parts.popularity.map((count) => Math.log((count + 1) / total));
  }

  /** @param threads of one run; default 1. */
  static async fromParts(parts: SequenceModelParts, threads = 1): Promise<SequenceModel> {
    return new SequenceModel(parts, await createSession(parts.onnx, { threads }));
  }

  /** @throws model-mismatch where it was trained on another number of items. */
  static async load(
    name: string,
    artifacts: ArtifactReader,
    { items }: { items: readonly Item[] },
  ): Promise<SequenceModel> {
    const { shape } = descriptionSchema.parse(await artifacts.readJson('sequence.json'));
    const { table, popularity } = await artifacts.readArrays('sequence-items');
    requireItems(name, popularity?.length ?? 0, items.length);
    const onnx = await artifacts.readBytes('sequence.onnx');
    return SequenceModel.fromParts({
      name,
      shape,
      table: Float32Array.from(table),
      popularity: Float32Array.from(popularity),
      onnx,
    });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { shape, table, popularity, onnx } = this.#parts;
    await artifacts.writeJson('sequence.json', { format: 1, shape });
    await artifacts.writeArrays('sequence-items', { table, popularity });
    await artifacts.writeBytes('sequence.onnx', onnx);
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    const { length } = this.#parts.shape;
    // One step more than is read tells how long before the first of them it was.
    const pasts = queries.map(({ history }) => sequenceOf(history, length + 1));
    const results = pasts.map(() => this.#guest.slice());
    const asked = pasts.flatMap((past, index) => (past.items.length > 0 ? [index] : []));
    await answerInRuns(
      asked.map((index) => pasts[index]),
      this.#parts.shape,
      (feeds) => this.#session.run({ ...feeds, table: this.#parts.table }),
      (question, scores) => results[asked[question]].set(scores),
    );
    return results;
  }
}

/**
 * Packs pasts into as few runs as they fit in, in their order, and hands out each answer.
 * @param pasts each with at least one step.
 * @param answer gets log-probabilities [items], a view that the next run may overwrite.
 */
export async function answerInRuns(
  pasts: readonly Steps[],
  shape: SequenceShape,
  run: (feeds: Record<string, Float32Array | Int32Array>) => Promise<Record<string, Float32Array>>,
  answer: (question: number, scores: Float32Array) => void,
): Promise<void> {
  const size = servingSize(shape);
  for (let start = 0, taken = 0; start < pasts.length; start += taken) {
    // Made anew for each run: the runtime may read them a moment later, when another call is on its way.
    const rows = new SequenceRows(size.rows, shape);
    const places = new Int32Array(size.questions);
    for (taken = 0; taken < size.questions && start + taken < pasts.length; taken++) {
      const past = pasts[start + taken];
      const end = past.items.length;
      const from = Math.max(0, end - shape.length);
      const first = rows.add(past, 0, from, end);
      if (first < 0) break;
      places[taken] = first + end - from - 1;
    }
    const results = await run({ ...rows.feeds(), places });
    const scores = results['log probabilities'];
    const items = scores.length / size.questions;
    for (let i = 0; i < taken; i++) answer(start + i, scores.subarray(i * items, (i + 1) * items));
  }
}
