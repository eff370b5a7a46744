import { createRandom } from '../../src/core/random.ts';
import { silentProgress } from '../../src/core/progress.ts';
import { bootstrapInterval } from '../../src/learning/evaluation/intervals.ts';
import { adaptToScene, type SceneStart } from '../../src/learning/training/train-scene-adaptation.ts';
import { createSceneLearner, type SceneLearner } from '../../src/learning/training/train-scene-learner.ts';
import { META_METHODS } from '../../src/learning/training/train-scene-methods.ts';
import {
  eventsOfScene,
  selectSamples,
  standardiserOf,
} from '../../src/learning/training/train-scene-samples.ts';
import { average, signed } from './known-scenes.ts';
import { qualityOf, scoresOf, type SceneTask } from './scene-task.ts';

const EVENTS = [0, 5, 20, 100];
/** Training from scratch gets more steps than the others: it has further to go. */
const SCRATCH_STEPS = 60;

/** For each method and number of events, the quality of every question of the new scenes. */
type Found = Map<string, Map<number, number[]>>;

/** In turn, one scene a seed is new: learned from a few events by what met the others, or from nothing. */
export async function measureNew(task: SceneTask, newScenes: readonly number[]): Promise<Found> {
  const found: Found = new Map();
  for (const [seed, scene] of newScenes.entries()) {
    const events = eventsOfScene(task.samples, scene);
    const others = Array.from({ length: task.samples.rows }, (_, row) => row).filter(
      (row) => task.samples.scene[row] >= 0 && task.samples.scene[row] !== scene,
    );
    const known = selectSamples(task.samples, others);
    const random = createRandom(`new scene/${seed}`);
    const learner = await createSceneLearner({ ...known, standardiser: standardiserOf(known), random });
    const untrained = learner.weights();
    const starts: SceneStart[] = [{ name: 'scratch', weights: untrained, steps: SCRATCH_STEPS, rate: 0.3 }];
    for (const method of META_METHODS) {
      learner.setWeights(untrained);
      const context = { random: random.fork(method.name), progress: silentProgress };
      starts.push(await method.learn(learner, known, { rehearsals: 250 }, context));
    }
    const support = random.shuffle(events);
    for (const start of starts) {
      for (const count of EVENTS) {
        const rows = support.slice(0, count).flat();
        const qualities = await judged(
          task,
          learner,
          { ...start, steps: count === 0 ? 0 : start.steps },
          rows,
          scene,
        );
        const ofMethod = found.get(start.name) ?? new Map<number, number[]>();
        ofMethod.set(count, [...(ofMethod.get(count) ?? []), ...qualities]);
        found.set(start.name, ofMethod);
      }
    }
    await learner.release();
    console.log(`${task.name}: ${task.sceneNames[scene]} as a new scene (${events.length} events)`);
  }
  return found;
}

async function judged(
  task: SceneTask,
  learner: SceneLearner,
  start: SceneStart,
  rows: readonly number[],
  scene: number,
): Promise<number[]> {
  await adaptToScene(learner, start, task.samples, rows);
  const scorer = await learner.scorer();
  const qualities: number[] = [];
  for (const question of task.questions.filter((one) => one.scene === scene)) {
    qualities.push(qualityOf(question, await scoresOf(scorer, question, task.taskWeights)));
  }
  return qualities;
}

/** Each method after each number of events, beside scratch after as many. */
export function newTable(found: Found): string {
  const scratch = found.get('scratch');
  const lines = [
    `| method | ${EVENTS.map((count) => `${count} events`).join(' | ')} |`,
    `|---|${EVENTS.map(() => '---').join('|')}|`,
  ];
  for (const [name, byCount] of found) {
    const cells = EVENTS.map((count) => {
      const values = byCount.get(count) ?? [];
      const own = average(values).toFixed(4);
      if (name === 'scratch') return own;
      const beside = scratch?.get(count) ?? [];
      const gaps = values.map((value, i) => value - beside[i]);
      const { mean, low, high } = bootstrapInterval(gaps, createRandom('interval'));
      const bold = low > 0 ? '**' : '';
      return `${own} (${bold}${signed(mean)}${bold} [${signed(low)}, ${signed(high)}])`;
    });
    lines.push(`| ${name} | ${cells.join(' | ')} |`);
  }
  return lines.join('\n');
}
