import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import { DaogouError } from '../../../core/errors.ts';
import { leafOf, type Tree } from './tree.ts';

/** How the score of one row comes about: `start` and the contributions add up to it. */
export interface TreeExplanation {
  readonly start: number;
  /** One a feature. */
  readonly contributions: Float64Array;
}

const FILE = 'trees';
const NODES_FILE = 'tree-nodes';
const VERSION = 1;

const storedSchema = z.object({
  version: z.literal(VERSION),
  width: z.number().int().positive(),
  start: z.number(),
  nodes: z.array(z.number().int().positive()),
});

/** Trees whose values add up. */
export class TreeEnsemble {
  /** Features of a row. */
  readonly width: number;
  /** What every score starts from. */
  readonly start: number;
  readonly trees: readonly Tree[];

  constructor(width: number, start: number, trees: readonly Tree[]) {
    this.width = width;
    this.start = start;
    this.trees = trees;
  }

  /** One score a row; `rows` holds `width` values of each, NaN where one is missing. */
  predict(rows: Float32Array): Float64Array {
    this.checkRows(rows);
    const scores = new Float64Array(rows.length / this.width).fill(this.start);
    for (const tree of this.trees) {
      for (let row = 0; row < scores.length; row++) {
        scores[row] += tree.value[leafOf(tree, rows, row * this.width)];
      }
    }
    return scores;
  }

  /**
   * Gives each step along a row's paths to the feature that was asked about: the value of the child less that of its
   * parent (Saabas, 2014).
   */
  explain(row: Float32Array): TreeExplanation {
    this.checkRows(row);
    const contributions = new Float64Array(this.width);
    let { start } = this;
    for (const { feature, threshold, missingLeft, left, right, value } of this.trees) {
      start += value[0];
      let node = 0;
      while (feature[node] >= 0) {
        const own = row[feature[node]];
        const goesLeft = Number.isNaN(own) ? missingLeft[node] === 1 : own <= threshold[node];
        const next = goesLeft ? left[node] : right[node];
        contributions[feature[node]] += value[next] - value[node];
        node = next;
      }
    }
    return { start, contributions };
  }

  /** Each feature's share of all by which the questions lowered the loss; together 1, or all 0 without a question. */
  importance(): Float64Array<ArrayBuffer> {
    const gains = new Float64Array(this.width);
    let total = 0;
    for (const { feature, gain } of this.trees) {
      for (let node = 0; node < feature.length; node++) {
        if (feature[node] < 0) continue;
        gains[feature[node]] += gain[node];
        total += gain[node];
      }
    }
    return gains.map((gain) => (total > 0 ? gain / total : 0));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { width, start, trees } = this;
    await artifacts.writeJson(FILE, {
      version: VERSION,
      width,
      start,
      nodes: trees.map(({ feature }) => feature.length),
    });
    await artifacts.writeArrays(NODES_FILE, {
      feature: Int32Array.from(trees.flatMap(({ feature }) => [...feature])),
      threshold: Float64Array.from(trees.flatMap(({ threshold }) => [...threshold])),
      missingLeft: Uint8Array.from(trees.flatMap(({ missingLeft }) => [...missingLeft])),
      left: Int32Array.from(trees.flatMap(({ left }) => [...left])),
      right: Int32Array.from(trees.flatMap(({ right }) => [...right])),
      value: Float64Array.from(trees.flatMap(({ value }) => [...value])),
      gain: Float64Array.from(trees.flatMap(({ gain }) => [...gain])),
    });
  }

  /** @throws model-mismatch where another version of Daogou wrote it. */
  static async load(artifacts: ArtifactReader): Promise<TreeEnsemble> {
    const { success, data, error } = storedSchema.safeParse(await artifacts.readJson(FILE));
    if (!success) {
      throw new DaogouError('model-mismatch', 'The stored trees are of another version', {
        received: error.issues.map(({ path }) => path.join('.')),
        remedy: 'Train again: daogou train.',
      });
    }
    const all = (await artifacts.readArrays(NODES_FILE)) as unknown as Tree;
    let from = 0;
    const trees = data.nodes.map((count): Tree => {
      const to = from + count;
      const tree = {
        feature: all.feature.slice(from, to),
        threshold: all.threshold.slice(from, to),
        missingLeft: all.missingLeft.slice(from, to),
        left: all.left.slice(from, to),
        right: all.right.slice(from, to),
        value: all.value.slice(from, to),
        gain: all.gain.slice(from, to),
      };
      from = to;
      return tree;
    });
    return new TreeEnsemble(data.width, data.start, trees);
  }

  private checkRows(rows: Float32Array): void {
    if (rows.length % this.width === 0) return;
    throw new DaogouError('shape-mismatch', `${rows.length} values are no rows of ${this.width} features`, {
      received: rows.length,
      remedy: `Give ${this.width} values a row, NaN where one is missing.`,
    });
  }
}
