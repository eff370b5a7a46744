import { createRandom } from '../../src/core/random.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { bootstrapInterval } from '../../src/learning/evaluation/intervals.ts';
import { trainSceneNetwork } from '../../src/learning/training/train-scene-network.ts';
import { SCENE_NETWORKS } from '../../src/models/scenes/scene-networks.ts';
import { qualityOf, scoresOf, type SceneTask } from './scene-task.ts';

/** Mean quality of each question over the seeds, by model. */
export type Qualities = ReadonlyMap<string, Float64Array>;

/** Trains every network with every seed, and judges every question with each. */
export async function measureKnown(task: SceneTask, seeds: number): Promise<Qualities> {
  const qualities = new Map<string, Float64Array>();
  for (const [name, scores] of task.references) {
    qualities.set(
      name,
      Float64Array.from(task.questions, (question) => qualityOf(question, scores(question))),
    );
  }
  for (const network of SCENE_NETWORKS) {
    const sums = new Float64Array(task.questions.length);
    const begun = performance.now();
    for (let seed = 0; seed < seeds; seed++) {
      const context = { random: createRandom(`scenes/${seed}`), progress: silentProgress };
      const scorer = await trainSceneNetwork(task.samples, { network, steps: 400 }, context);
      for (const [i, question] of task.questions.entries()) {
        sums[i] += qualityOf(question, await scoresOf(scorer, question, task.taskWeights)) / seeds;
      }
    }
    qualities.set(network.name, sums);
    const seconds = ((performance.now() - begun) / 1_000 / seeds).toFixed(1);
    console.log(`${task.name}: ${network.name} ${average(sums).toFixed(4)}, ${seconds} s a seed`);
  }
  return qualities;
}

/** A row for all questions and one for each scene; models are compared with the shared one, question by question. */
export function knownTable(task: SceneTask, qualities: Qualities, rows: readonly SceneRow[]): string {
  const names = [...qualities.keys()];
  const shared = qualities.get('shared') ?? new Float64Array();
  const lines = [
    `| scene | questions | ${names.join(' | ')} |`,
    `|---|---|${names.map(() => '---').join('|')}|`,
  ];
  for (const { name, holds } of rows) {
    const chosen = task.questions.flatMap((question, i) => (holds(question.scene) ? [i] : []));
    const groupOf = renumbered(chosen.map((i) => task.questions[i].shopper));
    const cells = names.map((model) => {
      const values = qualities.get(model) ?? new Float64Array();
      const own = average(chosen.map((i) => values[i]));
      if (model === 'shared') return own.toFixed(4);
      const gaps = chosen.map((i) => values[i] - shared[i]);
      const { mean, low, high } = bootstrapInterval(gaps, createRandom('interval'), { groupOf });
      const bold = low > 0 ? '**' : '';
      return `${own.toFixed(4)} (${bold}${signed(mean)}${bold} [${signed(low)}, ${signed(high)}])`;
    });
    lines.push(`| ${name} | ${chosen.length} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}

export interface SceneRow {
  readonly name: string;
  readonly holds: (scene: number) => boolean;
}

export function average(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}

function renumbered(groups: readonly number[]): Int32Array {
  const numbers = new Map<number, number>();
  return Int32Array.from(groups, (group) => {
    if (!numbers.has(group)) numbers.set(group, numbers.size);
    return numbers.get(group) ?? 0;
  });
}
