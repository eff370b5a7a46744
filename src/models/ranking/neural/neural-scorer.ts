import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import { DaogouError } from '../../../core/errors.ts';
import { Graph } from '../../../tensor/graph.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import type { ItemVectors } from '../catalogue.ts';
import type { Feature } from '../features/feature-group.ts';
import { loadLinear, type LinearScorer } from '../linear-scorer.ts';
import { CANDIDATES } from '../ranked-scores.ts';
import type { Candidates, Scorer } from '../scorer.ts';
import { rankerNetwork, rankerTensors } from './network.ts';
import { RankerInputs } from './ranker-inputs.ts';

/** The name of the kind of scorer. */
export const NEURAL = 'neural-ranker';

const FILE = 'neural-ranker';
const ONNX_FILE = 'neural-ranker.onnx';
const LINEAR_FOLDER = 'linear';

const storedSchema = z.object({
  features: z.array(z.string()),
  means: z.array(z.number()),
  scales: z.array(z.number()),
  vectors: z.array(z.object({ name: z.string(), width: z.number() })),
  hasLinear: z.boolean(),
});

/** A small network that orders lists, on top of a linear scorer or alone. Runs in the thread that calls it. */
export class NeuralScorer implements Scorer {
  readonly kind = NEURAL;
  private readonly inputs: RankerInputs;
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(inputs: RankerInputs, onnx: Uint8Array, session: Session) {
    this.inputs = inputs;
    this.onnx = onnx;
    this.session = session;
  }

  static fromParameters(inputs: RankerInputs, parameters: ParameterStore): Promise<NeuralScorer> {
    const graph = new Graph();
    graph.output('scores', rankerNetwork(graph, parameters, rankerTensors(graph, inputs, CANDIDATES)));
    return NeuralScorer.fromOnnx(inputs, graph.toOnnx({ frozen: parameters.frozen() }));
  }

  private static async fromOnnx(inputs: RankerInputs, onnx: Uint8Array): Promise<NeuralScorer> {
    return new NeuralScorer(inputs, onnx, await createSession(onnx, { threads: 1 }));
  }

  async score(candidates: Candidates): Promise<Float64Array> {
    const { items, features, rows } = candidates;
    const scores = new Float64Array(items.length);
    for (let from = 0; from < items.length; from += CANDIDATES) {
      const to = Math.min(items.length, from + CANDIDATES);
      const feeds = this.inputs.allocate(CANDIDATES);
      this.inputs.write(
        {
          ...candidates,
          items: items.slice(from, to),
          rows: rows.subarray(from * features.length, to * features.length),
        },
        feeds,
      );
      const run = await this.session.run(feeds);
      scores.set(run.scores.subarray(0, to - from), from);
    }
    return scores;
  }

  /**
   * By how much each score would be lower were the feature at its mean (occlusion: Zeiler and Fergus, 2014). A network
   * is not additive, so the parts do not add up to the score, and what the meeting of vectors does is in none of them.
   */
  async explain(candidates: Candidates): Promise<Float64Array> {
    const { features, items, rows } = candidates;
    const parts = new Float64Array(rows.length);
    const whole = await this.score(candidates);
    const { names, means } = this.inputs.parts;
    for (const [f, { name }] of features.entries()) {
      const own = names.indexOf(name);
      if (own < 0) continue;
      const occluded = rows.slice();
      for (const row of items.keys()) occluded[row * features.length + f] = means[own];
      const scores = await this.score({ ...candidates, rows: occluded });
      for (const row of items.keys()) parts[row * features.length + f] = whole[row] - scores[row];
    }
    return parts;
  }

  /** Those of the linear scorer that it starts from; 0 where it starts from none: a network has no weight a feature. */
  weights(features: readonly Feature[]): Float64Array {
    return this.inputs.parts.linear?.weights(features) ?? new Float64Array(features.length);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { names, means, scales, vectors, linear } = this.inputs.parts;
    await artifacts.writeJson(FILE, {
      features: names,
      means: Array.from(means),
      scales: Array.from(scales),
      vectors: vectors.map(({ name, width }) => ({ name, width })),
      hasLinear: linear !== undefined,
    });
    await artifacts.writeBytes(ONNX_FILE, this.onnx);
    await linear?.save(artifacts.within(LINEAR_FOLDER));
  }

  /** @throws model-mismatch where another version of Daogou wrote it or with other vectors */
  static async load(artifacts: ArtifactReader, vectors: readonly ItemVectors[]): Promise<NeuralScorer> {
    const { success, data } = storedSchema.safeParse(await artifacts.readJson(FILE));
    const given = vectors.map(({ name, width }) => ({ name, width }));
    if (!success || JSON.stringify(data.vectors) !== JSON.stringify(given)) {
      throw new DaogouError(
        'model-mismatch',
        'The stored neural ranker is of another version or of other vectors',
        {
          received: given,
          remedy: 'Load it with the vectors it was trained with, or train again: daogou train.',
        },
      );
    }
    const { features: names, means, scales, hasLinear } = data;
    const linear: LinearScorer | undefined = hasLinear
      ? await loadLinear(artifacts.within(LINEAR_FOLDER))
      : undefined;
    const inputs = new RankerInputs({ names, means, scales, vectors, linear });
    return NeuralScorer.fromOnnx(inputs, await artifacts.readBytes(ONNX_FILE));
  }
}
