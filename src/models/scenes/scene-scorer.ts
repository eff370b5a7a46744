import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { DaogouError } from '../../core/errors.ts';
import { Graph } from '../../tensor/graph.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import { createSession, type Session } from '../../tensor/session.ts';
import type { Standardiser } from '../ranking/standardiser.ts';
import { knownFeatures, type SceneNetwork, type SceneSizes } from './scene-network.ts';
import { SCENE_TASKS } from './scene-tasks.ts';

/** Rows to judge, row after row. */
export interface SceneQuestions {
  readonly rows: number;
  /** `rows × width`, as they were measured: the scorer standardises them. */
  readonly features: Float32Array;
  /** `rows × width` of 1 (known) and 0; default: all are known. */
  readonly mask?: Float32Array;
  /** `rows × scenes` probabilities, as `SceneRows` has them. */
  readonly scenes: Float32Array;
}

/** Rows that the stored network computes at once. */
const BATCH = 256;
const TASKS = SCENE_TASKS.length;
const FILE = 'scene-scorer.onnx';

const storedSchema = z.object({
  network: z.string(),
  width: z.int(),
  scenes: z.int(),
  means: z.array(z.number()),
  scales: z.array(z.number()),
});

export interface SceneScorerParts {
  readonly network: SceneNetwork;
  readonly parameters: ParameterStore;
  readonly sizes: SceneSizes;
  /** Number of scenes. */
  readonly scenes: number;
  readonly standardiser: Standardiser;
}

/** A trained network that judges a shopper, an item and a moment in a scene. Runs in the thread that calls it. */
export class SceneScorer {
  /** The network's name. */
  readonly name: string;
  readonly width: number;
  /** Number of scenes. */
  readonly scenes: number;
  private readonly standardiser: Standardiser;
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(stored: z.infer<typeof storedSchema>, onnx: Uint8Array, session: Session) {
    this.name = stored.network;
    this.width = stored.width;
    this.scenes = stored.scenes;
    this.standardiser = {
      means: Float64Array.from(stored.means),
      scales: Float64Array.from(stored.scales),
    };
    this.onnx = onnx;
    this.session = session;
  }

  static async fromParts({
    network,
    parameters,
    sizes,
    scenes,
    standardiser,
  }: SceneScorerParts): Promise<SceneScorer> {
    const width = standardiser.means.length;
    const graph = new Graph();
    const mask = graph.input('mask', [BATCH, width]);
    const features = knownFeatures(graph.input('features', [BATCH, width]), mask);
    // Fed to every network, so that one caller serves all; the shared one has no use for it.
    const rows = { features, scenes: graph.input('scenes', [BATCH, scenes]) };
    graph.output('logits', network.build(graph, parameters, rows, sizes));
    const onnx = graph.toOnnx({ frozen: parameters.frozen() });
    const stored = {
      network: network.name,
      width,
      scenes,
      means: [...standardiser.means],
      scales: [...standardiser.scales],
    };
    return new SceneScorer(stored, onnx, await createSession(onnx, { threads: 1 }));
  }

  /** @throws model-mismatch where what is stored is no scene model of this version. */
  static async load(artifacts: ArtifactReader): Promise<SceneScorer> {
    const { success, data, error } = storedSchema.safeParse(await artifacts.readJson('scene-scorer'));
    if (!success) {
      throw new DaogouError('model-mismatch', 'The stored scene model is of another version', {
        received: error.issues.map(({ path }) => path.join('.')),
        remedy: 'Train again: daogou train.',
      });
    }
    const onnx = await artifacts.readBytes(FILE);
    return new SceneScorer(data, onnx, await createSession(onnx, { threads: 1 }));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeJson('scene-scorer', {
      network: this.name,
      width: this.width,
      scenes: this.scenes,
      means: [...this.standardiser.means],
      scales: [...this.standardiser.scales],
    });
    await artifacts.writeBytes(FILE, this.onnx);
  }

  /**
   * `rows × SCENE_TASKS.length` logits: σ of one is the probability of that task.
   * @throws shape-mismatch where the numbers are not of this scorer's widths.
   */
  async score(questions: SceneQuestions): Promise<Float32Array> {
    const { rows, features, scenes, mask } = questions;
    this.check(questions);
    const logits = new Float32Array(rows * TASKS);
    const feed = {
      features: new Float32Array(BATCH * this.width),
      mask: new Float32Array(BATCH * this.width),
      scenes: new Float32Array(BATCH * this.scenes),
    };
    const { means, scales } = this.standardiser;
    for (let start = 0; start < rows; start += BATCH) {
      const count = Math.min(BATCH, rows - start);
      for (let i = 0; i < count * this.width; i++) {
        const from = start * this.width + i;
        const f = i % this.width;
        const known = mask ? mask[from] : 1;
        feed.mask[i] = known;
        // A number that is not known may be any, NaN among them, which no multiplication takes away.
        feed.features[i] = known === 0 ? 0 : (features[from] - means[f]) / scales[f];
      }
      feed.scenes.set(scenes.subarray(start * this.scenes, (start + count) * this.scenes));
      const outputs = await this.session.run(feed);
      logits.set(outputs.logits.subarray(0, count * TASKS), start * TASKS);
    }
    return logits;
  }

  private check({ rows, features, scenes, mask }: SceneQuestions): void {
    const right =
      features.length === rows * this.width &&
      scenes.length === rows * this.scenes &&
      (mask === undefined || mask.length === features.length);
    if (right) return;
    throw new DaogouError(
      'shape-mismatch',
      'The rows are not of the widths that the scene model was trained on',
      {
        received: { rows, features: features.length, scenes: scenes.length, mask: mask?.length },
        remedy: `Give ${this.width} features and ${this.scenes} scene probabilities a row.`,
      },
    );
  }
}
