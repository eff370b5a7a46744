import type { Dataset } from '../../src/core/contracts/dataset.ts';
import { SCENES } from '../../src/core/contracts/event.ts';
import type { SceneStrategy } from '../../src/core/contracts/scene.ts';
import { eventsBefore } from '../../src/core/dataset-as-of.ts';
import { topIndices } from '../../src/core/maths.ts';
import { silentProgress } from '../../src/core/progress.ts';
import type { Random } from '../../src/core/random.ts';
import { BUILT_IN_SCENES } from '../../src/guide/scenes/built-in-scenes.ts';
import {
  taskWeightsOf,
  visitSamples,
  visitsBetween,
} from '../../src/learning/training/train-scene-visits.ts';
import { readCatalogue } from '../../src/models/ranking/catalogue.ts';
import { SceneInference } from '../../src/models/scenes/scene-inference.ts';
import { SCENE_CANDIDATES, sceneRowsOf } from '../../src/models/scenes/scene-recommender.ts';
import { sceneSpace } from '../../src/models/scenes/scene-space.ts';
import { StrategyFacets } from '../../src/models/scenes/strategy-facets.ts';
import type { Question, SceneTask } from './scene-task.ts';

const DAY = 86_400_000;
const TEST_DAYS = 30;
const QUESTIONS = 600;

/**
 * The embedded shop by scene: what a shopper puts into the cart or buys in a visit whose scene the shop was told, asked
 * as the visit begins, over the first guess's 150 candidates. The last 30 days are the questions.
 */
export function embeddedShopTask(dataset: Dataset, random: Random): SceneTask {
  const { events } = dataset;
  const cut = events.time[events.count - 1] + 1 - TEST_DAYS * DAY;
  const before: Dataset = { ...dataset, events: eventsBefore(events, cut) };
  const catalogue = readCatalogue(dataset.items);
  const step = silentProgress.start('', 0);
  const samples = visitSamples(before, catalogue, { windows: 5, visits: 300 }, { random, step });
  const space = sceneSpace(catalogue, before.events, cut);
  const inference = SceneInference.fit(before);
  const facets = new StrategyFacets(dataset.items);
  const fit = dataset.items.map((item) => inference.sceneOfItem(item).map(Math.log));
  const told = visitsBetween(dataset, cut, Infinity).filter(
    ({ query, taken }) => query.scene >= 0 && taken[1].size + taken[2].size > 0,
  );
  const guesses = new Map<Question, Float32Array>();
  const fits = new Map<Question, Float32Array>();
  const strategic = new Map<Question, Float32Array>();
  const questions = random
    .shuffle(told)
    .slice(0, QUESTIONS)
    .map(({ query, taken }, shopper): Question => {
      const columns = space.columns(query);
      const candidates = topIndices(columns.guess, SCENE_CANDIDATES);
      const wanted = new Set([...taken[1], ...taken[2]]);
      const question: Question = {
        shopper,
        scene: query.scene,
        ...sceneRowsOf(columns, candidates),
        taken: new Set(candidates.flatMap((item, i) => (wanted.has(item) ? [i] : []))),
        takenOfAll: wanted.size,
      };
      const pick = (scores: Float32Array): Float32Array =>
        Float32Array.from(candidates, (item) => scores[item]);
      const favoured = columns.guess.map((guess, item) => guess + fit[item][query.scene]);
      const weighed = favoured.slice();
      facets.apply(weighed, strategyOf(query.scene), query);
      guesses.set(question, pick(columns.guess));
      fits.set(question, pick(favoured));
      strategic.set(question, pick(weighed));
      return question;
    });
  const from = (scores: ReadonlyMap<Question, Float32Array>) => (question: Question) =>
    scores.get(question) ?? new Float32Array();
  return {
    name: 'the embedded shop',
    sceneNames: SCENES,
    samples,
    questions,
    taskWeights: taskWeightsOf(samples, [0.2, 0.3, 1]),
    references: new Map([
      ['first guess', from(guesses)],
      ['first guess and P(scene of the item)', from(fits)],
      ['… and the strategy', from(strategic)],
    ]),
  };
}

function strategyOf(scene: number): SceneStrategy {
  return BUILT_IN_SCENES[SCENES[scene]].strategy;
}
