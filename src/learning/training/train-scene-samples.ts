import type { Random } from '../../core/random.ts';
import { fitStandardiser, type Standardiser } from '../../models/ranking/standardiser.ts';
import { SCENE_TASKS } from '../../models/scenes/scene-tasks.ts';

const TASKS = SCENE_TASKS.length;

/** What scene models learn from: rows of one shopper, one item and the moment, in one scene, and what came of it. */
export interface SceneSamples {
  readonly rows: number;
  /** Features a row. */
  readonly width: number;
  /** Number of scenes. */
  readonly scenes: number;
  /** `rows × width`, as measured. */
  readonly features: Float32Array;
  /** `rows × width` of 1 (known) and 0. */
  readonly mask: Float32Array;
  /** The scene of each row, or -1 where it is not known. */
  readonly scene: Int32Array;
  /** The event that each row belongs to: what was chosen, and beside it, under the same number, what was not. */
  readonly event: Int32Array;
  /** `rows × SCENE_TASKS.length` of 1 (it came about) and 0. */
  readonly labels: Float32Array;
  /** `rows × SCENE_TASKS.length`: how much each label counts; 0 where nobody recorded it. */
  readonly weights: Float32Array;
}

/** The rows at `positions`, in that order. */
export function selectSamples(samples: SceneSamples, positions: ArrayLike<number>): SceneSamples {
  const { width } = samples;
  const taken = (from: Float32Array, columns: number): Float32Array => {
    const to = new Float32Array(positions.length * columns);
    for (let i = 0; i < positions.length; i++) {
      to.set(from.subarray(positions[i] * columns, (positions[i] + 1) * columns), i * columns);
    }
    return to;
  };
  return {
    ...samples,
    rows: positions.length,
    features: taken(samples.features, width),
    mask: taken(samples.mask, width),
    scene: Int32Array.from(positions, (position) => samples.scene[position]),
    event: Int32Array.from(positions, (position) => samples.event[position]),
    labels: taken(samples.labels, TASKS),
    weights: taken(samples.weights, TASKS),
  };
}

/** The rows of every event of one scene, event by event in the order of their first rows. */
export function eventsOfScene({ scene, event, rows }: SceneSamples, wanted: number): number[][] {
  const found = new Map<number, number[]>();
  for (let row = 0; row < rows; row++) {
    if (scene[row] !== wanted) continue;
    const known = found.get(event[row]);
    if (known) known.push(row);
    else found.set(event[row], [row]);
  }
  return [...found.values()];
}

/** Mean and spread of every feature over the rows where it is known. */
export function standardiserOf({ features, mask, width }: SceneSamples): Standardiser {
  const columns = Array.from({ length: width }, (_, f) => {
    const known: number[] = [];
    for (let at = f; at < features.length; at += width) if (mask[at] !== 0) known.push(features[at]);
    return fitStandardiser([Float32Array.from(known)], 1);
  });
  return {
    means: Float64Array.from(columns, ({ means }) => means[0]),
    scales: Float64Array.from(columns, ({ scales }) => scales[0]),
  };
}

/** `rows × scenes` probabilities as networks read them. */
export function sceneRows({
  scene,
  scenes,
  rows,
}: Pick<SceneSamples, 'scene' | 'scenes' | 'rows'>): Float32Array {
  const one = new Float32Array(rows * scenes);
  for (let row = 0; row < rows; row++) if (scene[row] >= 0) one[row * scenes + scene[row]] = 1;
  return one;
}

/** The numbers of one training step of a fixed number of rows. */
export type SceneFeeds = Record<'features' | 'mask' | 'scenes' | 'labels' | 'weights', Float32Array>;

export interface SceneBatchOptions {
  readonly batch: number;
  readonly standardiser: Standardiser;
  /** Share of rows whose scene is hidden, so that the model knows what to do where it is not told. */
  readonly hidden?: number;
  readonly random: Random;
}

/** Puts the rows at `positions` into feeds of `batch` rows; what is left over counts nothing. */
export function sceneFeeds(
  samples: SceneSamples,
  positions: ArrayLike<number>,
  { batch, standardiser, hidden = 0, random }: SceneBatchOptions,
): SceneFeeds {
  const { width, scenes } = samples;
  const feeds: SceneFeeds = {
    features: new Float32Array(batch * width),
    mask: new Float32Array(batch * width),
    scenes: new Float32Array(batch * scenes),
    labels: new Float32Array(batch * TASKS),
    weights: new Float32Array(batch * TASKS),
  };
  const count = Math.min(batch, positions.length);
  for (let row = 0; row < count; row++) {
    const from = positions[row];
    for (let f = 0; f < width; f++) {
      if (samples.mask[from * width + f] === 0) continue;
      const value = samples.features[from * width + f];
      feeds.mask[row * width + f] = 1;
      feeds.features[row * width + f] = (value - standardiser.means[f]) / standardiser.scales[f];
    }
    const scene = samples.scene[from];
    if (scene >= 0 && !(hidden > 0 && random.next() < hidden)) feeds.scenes[row * scenes + scene] = 1;
    feeds.labels.set(samples.labels.subarray(from * TASKS, (from + 1) * TASKS), row * TASKS);
    feeds.weights.set(samples.weights.subarray(from * TASKS, (from + 1) * TASKS), row * TASKS);
  }
  return feeds;
}
