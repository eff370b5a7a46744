import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { FitContext } from '../../../core/contracts/recommender.ts';
import { DaogouError } from '../../../core/errors.ts';
import { rowsBy } from '../feature-rows.ts';
import type { Feature } from '../features/feature-group.ts';
import { bestRound, heldOutParts } from '../held-out.ts';
import { FADING } from '../learn-weights.ts';
import { featuresOf, FEWEST_QUESTIONS, listsOf, type Lesson } from '../lesson.ts';
import { firstGuess, learnLinear, loadLinear, type LinearScorer } from '../linear-scorer.ts';
import type { PastList } from '../past-lists.ts';
import type { Candidates, Scorer, ScorerKind } from '../scorer.ts';
import { boost, type BoostData, type BoostOptions } from './boost.ts';
import { lambdaMart } from './lambda-mart.ts';
import { TreeEnsemble } from './tree-ensemble.ts';

export interface TreesScorerOptions extends Omit<BoostOptions, 'patience'> {
  /**
   * What the trees start from: `linear`, and learn what the linear scorer gets wrong, or `nothing`. Default `linear`:
   * a shop's few questions are spent on what no line can tell.
   */
  readonly start?: 'linear' | 'nothing';
  /** Places of a list that count, the k of NDCG@k. Default 20. */
  readonly places?: number;
}

/** Few questions make bushy trees learn them by heart. */
const DEFAULTS = { rounds: 100, shrinkage: 0.05, leaves: 8, minimumRows: 100, l2: 5, featureShare: 0.5 };

const NAME = 'trees';
const FILE = 'trees-scorer';
const LINEAR_FOLDER = 'linear';

const storedSchema = z.object({ features: z.array(z.string()), hasLinear: z.boolean() });

interface TreesParts {
  /** Names of what the trees may ask about. */
  readonly names: readonly string[];
  readonly ensemble: TreeEnsemble;
  readonly linear: LinearScorer | undefined;
}

/** Trees that order lists, on top of a linear scorer or alone. A feature that a question lacks is a missing value. */
export class TreesScorer implements Scorer {
  readonly kind = NAME;
  private readonly parts: TreesParts;

  constructor(parts: TreesParts) {
    this.parts = parts;
  }

  /** Trees that the scorer has; 0 where they did not help. */
  get treeCount(): number {
    return this.parts.ensemble.trees.length;
  }

  async score(candidates: Candidates): Promise<Float64Array> {
    const { names, ensemble, linear } = this.parts;
    const scores = ensemble.predict(rowsBy(names, candidates));
    const base = linear?.scoresOf(candidates);
    return base ? scores.map((score, row) => score + base[row]) : scores;
  }

  /** The parts along the trees' paths (Saabas, 2014), and the linear part: they add up to the score but for a constant. */
  async explain(candidates: Candidates): Promise<Float64Array> {
    const { names, ensemble, linear } = this.parts;
    const { features, items } = candidates;
    const parts = (await linear?.explain(candidates)) ?? new Float64Array(items.length * features.length);
    const rows = rowsBy(names, candidates);
    for (const row of items.keys()) {
      const { contributions } = ensemble.explain(rows.subarray(row * names.length, (row + 1) * names.length));
      for (const [f, { name }] of features.entries()) {
        const own = names.indexOf(name);
        if (own >= 0) parts[row * features.length + f] += contributions[own];
      }
    }
    return parts;
  }

  /** Shares of what the trees' questions gained. */
  weights(features: readonly Feature[]): Float64Array {
    const { names, ensemble } = this.parts;
    const shares = ensemble.importance();
    return Float64Array.from(features, ({ name }) => shares[names.indexOf(name)] ?? 0);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { names, ensemble, linear } = this.parts;
    await artifacts.writeJson(FILE, { features: names, hasLinear: linear !== undefined });
    await ensemble.save(artifacts);
    await linear?.save(artifacts.within(LINEAR_FOLDER));
  }
}

/** LambdaMART over the features and the other recommenders' scores (Burges, 2010). Blocks its thread while it learns. */
export function treesScorer(options: TreesScorerOptions = {}): ScorerKind {
  return {
    name: NAME,
    learn: async (lesson, context) => learnTrees(lesson, options, context),
    load: loadTrees,
  };
}

function learnTrees(
  lesson: Lesson,
  options: TreesScorerOptions,
  { random, progress }: FitContext,
): TreesScorer {
  const names = featuresOf(lesson).map(({ name }) => name);
  const lists = listsOf(lesson);
  if (lists.length < FEWEST_QUESTIONS) {
    return new TreesScorer({ names, ensemble: new TreeEnsemble(names.length, 0, []), linear: firstGuess });
  }
  const { start = 'linear', places = 20, ...growing } = options;
  const settings = { ...DEFAULTS, ...growing };
  const linear = start === 'linear' ? learnLinear(lesson) : undefined;
  const dataOf = (part: readonly PastList[]): BoostData => boostData(part, names, linear, places);
  const held = heldOutParts(lists, random.fork('held out'));
  const step = progress.start('Growing trees', held.length + 1);
  const losses = held.map(({ seen, unseen }, part) => {
    const { validationLosses } = boost(
      dataOf(seen),
      { ...settings, patience: Math.max(1, settings.rounds) },
      { random: random.fork(part), validation: dataOf(unseen) },
    );
    step.advance();
    return validationLosses;
  });
  const rounds = bestRound(
    losses,
    held.map(({ unseen }) => unseen.length),
  );
  const { ensemble } = boost(dataOf(lists), { ...settings, rounds }, { random: random.fork('all') });
  step.note(`${ensemble.trees.length} trees`);
  step.done();
  return new TreesScorer({ names, ensemble, linear });
}

function boostData(
  lists: readonly PastList[],
  names: readonly string[],
  linear: LinearScorer | undefined,
  places: number,
): BoostData {
  const count = lists.reduce((sum, { items }) => sum + items.length, 0);
  const rows = new Float32Array(count * names.length);
  const relevance = new Uint8Array(count);
  const offsets = new Float64Array(count);
  let from = 0;
  for (const list of lists) {
    rows.set(rowsBy(names, list), from * names.length);
    relevance.fill(1, from, from + list.positives);
    if (linear) offsets.set(linear.scoresOf(list), from);
    from += list.items.length;
  }
  const loss = lambdaMart(
    relevance,
    lists.map(({ items }) => items.length),
    { places, weights: lists.map(({ age }) => FADING ** age) },
  );
  return { rows, width: names.length, loss, ...(linear ? { offsets } : {}) };
}

async function loadTrees(artifacts: ArtifactReader): Promise<TreesScorer> {
  const { success, data, error } = storedSchema.safeParse(await artifacts.readJson(FILE));
  if (!success) {
    throw new DaogouError('model-mismatch', 'The stored trees are of another version', {
      received: error.issues.map(({ path }) => path.join('.')),
      remedy: 'Train again: daogou train.',
    });
  }
  return new TreesScorer({
    names: data.features,
    ensemble: await TreeEnsemble.load(artifacts),
    linear: data.hasLinear ? await loadLinear(artifacts.within(LINEAR_FOLDER)) : undefined,
  });
}
