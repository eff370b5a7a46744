import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { Dataset, EventColumns, Query } from '../../core/contracts/dataset.ts';
import type { FitContext, Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { datasetAsOf } from '../../core/dataset-as-of.ts';
import { DaogouError } from '../../core/errors.ts';
import { requireItems } from '../retrieval/read-scores.ts';
import { readCatalogue, type ItemVectors } from './catalogue.ts';
import { keepColdPlaces } from './cold-places.ts';
import { componentGain } from './component-gain.ts';
import { componentColumns, componentFeature } from './component-scores.ts';
import { featureSpace, type FeatureSpace } from './feature-space.ts';
import type { Feature } from './features/feature-group.ts';
import { soldItems } from './features/sales.ts';
import { learnWeights } from './learn-weights.ts';
import { guessScores, rankedScores, type LinearRanker } from './linear-ranker.ts';
import { pastLists, type PastLists } from './past-lists.ts';
import { pastWindows } from './windows.ts';

export interface BlendOptions {
  /** Other recommenders whose scores take part, such as the neural network. Default: none. */
  readonly components?: readonly RecommenderKind[];
  /**
   * What the components' weights are learned with, under the same names: the same kinds, perhaps trained more briefly.
   * Default: the components themselves.
   */
  readonly rehearsal?: readonly RecommenderKind[];
  /** Vectors of items from encoders that never saw a shopper. Default: none. */
  readonly vectors?: readonly ItemVectors[];
  /**
   * Places of the first 20 that are kept for items nobody bought yet. Default: nine times the share that such items
   * had in what was bought in the past windows, rounded: 0 in a shop where they hardly sell, 5 where half do.
   */
  readonly coldPlaces?: number;
}

export interface BlendKind extends RecommenderKind {
  fit(dataset: Dataset, context: FitContext): Promise<Blend>;
  load(artifacts: ArtifactReader, dataset: Pick<Dataset, 'items'>): Promise<Blend>;
}

/** One feature's part in the score of one item. */
export interface Contribution {
  readonly feature: string;
  readonly modality: Feature['modality'];
  readonly value: number;
  readonly weight: number;
  /** weight × value. */
  readonly contribution: number;
}

export interface BlendFacts {
  /** Questions of the past that the weights were learned from; 0 where there were too few and the first guess stands. */
  readonly questions: number;
  readonly coldPlaces: number;
  /** Components that take no part, since the order of past windows was no better with them. */
  readonly silent: readonly string[];
  readonly features: readonly { name: string; guess: number; weight: number }[];
}

/** Fewer answerable questions than this teach no weights: the first guess is the order. */
const FEWEST_QUESTIONS = 20;
/** How hard the priors of features are to argue away, in questions: they were found on other shops' data. */
const STRENGTH = 600;
/** Another recommender's worth differs much from shop to shop: a little evidence decides. */
const COMPONENT_STRENGTH = 10;
/** Fewer late questions than this silence no component. */
const FEWEST_TO_SILENCE = 100;
/** Of 20 places, were everything bought new: chosen on earlier months of H&M, where more cost known finds. */
const COLD_PLACES = 9;
/** The newest windows, for which the other recommenders are fitted on what lies before. */
const LATE_WINDOWS = 3;

const NAME = 'default';

/**
 * The recommender a shop gets without asking: a linear listwise ranker over content, behaviour, popularity, season
 * and the scores of other recommenders. Its weights are learned on past months, each asked with what was known
 * then, and lean on priors where a shop has little to learn from.
 */
export function blend(options: BlendOptions = {}): BlendKind {
  const kinds = options.components ?? [];
  return {
    name: NAME,
    async fit(dataset, context) {
      const catalogue = readCatalogue(dataset.items, options.vectors);
      const learned = await learn(dataset, catalogue, options.rehearsal ?? kinds, context);
      const { events } = dataset;
      const now = events.count === 0 ? 0 : events.time[events.count - 1] + 1;
      const components = await fitAll(kinds, dataset, context);
      const space = featureSpace(catalogue, events, now);
      const coldPlaces = options.coldPlaces ?? Math.round(COLD_PLACES * learned.coldShare);
      return new Blend({ ...learned, events, now, space, components, coldPlaces });
    },
    async load(artifacts, { items }) {
      return loadBlend(artifacts, readCatalogue(items, options.vectors), kinds);
    },
  };
}

interface BlendParts {
  readonly events: EventColumns;
  /** The moment that shared features are of. */
  readonly now: number;
  readonly space: FeatureSpace;
  readonly components: readonly Recommender[];
  /** Components that did not help on past windows: kept, for their vectors, and not asked. */
  readonly silent: readonly string[];
  readonly weightOf: ReadonlyMap<string, number>;
  readonly questions: number;
  readonly coldPlaces: number;
}

export class Blend implements Recommender {
  readonly name = NAME;
  private readonly parts: BlendParts;
  private readonly ranker: LinearRanker;
  private readonly cold: Uint8Array;
  /** The components that are asked. */
  private readonly heard: readonly Recommender[];

  constructor(parts: BlendParts) {
    this.parts = parts;
    const { space, components, silent, weightOf, events } = parts;
    this.heard = components.filter(({ name }) => !silent.includes(name));
    const features = [...space.features, ...this.heard.map(({ name }) => componentFeature(name))];
    this.ranker = {
      features,
      weights: Float64Array.from(features, ({ name, guess }) => weightOf.get(name) ?? guess),
    };
    this.cold = soldItems(events, space.itemCount).map((sold) => 1 - sold);
  }

  /** What was learned, for the manifest and for the curious. */
  get facts(): BlendFacts {
    const { features, weights } = this.ranker;
    return {
      questions: this.parts.questions,
      coldPlaces: this.parts.coldPlaces,
      silent: this.parts.silent,
      features: features.map(({ name, guess }, f) => ({ name, guess, weight: weights[f] })),
    };
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    const { space, coldPlaces } = this.parts;
    const scored = await componentColumns(this.heard, queries);
    return queries.map((query, index) => {
      const columns = [...space.columns(query), ...scored[index].columns];
      const guess = guessScores(this.ranker.features, columns);
      const scores = rankedScores(this.ranker, columns, guess);
      for (const item of scored[index].never) scores[item] = -Infinity;
      keepColdPlaces(scores, guess, this.cold, coldPlaces);
      return scores;
    });
  }

  /** For each item asked about, each feature's part in its score, the largest first. */
  async explain(query: Query, items: readonly number[]): Promise<Contribution[][]> {
    const { space } = this.parts;
    const [scored] = await componentColumns(this.heard, [query]);
    const columns = [...space.columns(query), ...scored.columns];
    const { features, weights } = this.ranker;
    return items.map((item) =>
      features
        .map(({ name, modality }, f) => ({
          feature: name,
          modality,
          value: columns[f][item],
          weight: weights[f],
          contribution: weights[f] * columns[f][item],
        }))
        .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    );
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const { events, now, space, components, silent, weightOf, questions, coldPlaces } = this.parts;
    await artifacts.writeJson('blend', {
      now,
      items: space.itemCount,
      weights: Object.fromEntries(weightOf),
      questions,
      coldPlaces,
      components: components.map(({ name }) => name),
      silent,
    });
    const { time, type, user, item, session, scene } = events;
    await artifacts.writeArrays('blend-events', { time, type, user, item, session, scene });
    for (const component of components) await component.save(artifacts.within(`component-${component.name}`));
  }
}

const storedSchema = z.object({
  now: z.number(),
  items: z.number(),
  weights: z.record(z.string(), z.number()),
  questions: z.number(),
  coldPlaces: z.number(),
  components: z.array(z.string()),
  silent: z.array(z.string()),
});

/** @throws model-mismatch where another version of Daogou wrote it. */
function parseStored(json: unknown): z.infer<typeof storedSchema> {
  const { success, data, error } = storedSchema.safeParse(json);
  if (success) return data;
  throw new DaogouError('model-mismatch', 'The stored blend is of another version', {
    received: error.issues.map(({ path }) => path.join('.')),
    remedy: 'Train again: daogou train.',
  });
}

async function loadBlend(
  artifacts: ArtifactReader,
  catalogue: ReturnType<typeof readCatalogue>,
  kinds: readonly RecommenderKind[],
): Promise<Blend> {
  const stored = parseStored(await artifacts.readJson('blend'));
  requireItems(NAME, stored.items, catalogue.items.length);
  const columns = await artifacts.readArrays('blend-events');
  const events = { ...columns, count: columns.time.length } as unknown as EventColumns;
  const components: Recommender[] = [];
  for (const name of stored.components) {
    const kind = kinds.find((one) => one.name === name);
    if (!kind) {
      throw new DaogouError('model-mismatch', `The stored blend needs the recommender ${name}.`, {
        received: kinds.map((one) => one.name),
        remedy: 'Load it with the same components as it was trained with, or train again.',
      });
    }
    components.push(await kind.load(artifacts.within(`component-${name}`), { items: catalogue.items }));
  }
  const { now, questions, coldPlaces, silent, weights } = stored;
  const space = featureSpace(catalogue, events, now);
  return new Blend({
    events,
    now,
    space,
    components,
    silent,
    weightOf: new Map(Object.entries(weights)),
    questions,
    coldPlaces,
  });
}

interface Learned {
  readonly weightOf: ReadonlyMap<string, number>;
  readonly silent: readonly string[];
  readonly questions: number;
  /** Share of what was taken in the past windows that nobody had bought before. */
  readonly coldShare: number;
}

async function learn(
  dataset: Dataset,
  catalogue: ReturnType<typeof readCatalogue>,
  kinds: readonly RecommenderKind[],
  context: FitContext,
): Promise<Learned> {
  const windows = pastWindows(dataset, context.random.fork('windows'));
  const late = kinds.length === 0 ? [] : windows.slice(-LATE_WINDOWS);
  const asked = [...windows, ...late, ...late].reduce((sum, { questions }) => sum + questions.length, 0);
  const lateComponents =
    late.length === 0 ? [] : await fitAll(kinds, datasetAsOf(dataset, late[0].cut), context);
  const step = context.progress.start('Learning from past months', asked);
  const past = await pastLists(dataset, catalogue, windows, [], step);
  const weightOf = fromLists(past, new Map());
  let helpful = true;
  if (lateComponents.length > 0) {
    const latePast = await pastLists(dataset, catalogue, late, lateComponents, step);
    const gain = await componentGain({
      dataset,
      catalogue,
      windows: late,
      components: lateComponents,
      without: weightOf,
      withThem: late.map((_, index) => fromLists(withoutWindow(latePast, late.length - 1 - index), weightOf)),
      step,
    });
    helpful = gain.questions < FEWEST_TO_SILENCE || gain.mean > gain.error;
    if (helpful) for (const [name, weight] of fromLists(latePast, weightOf)) weightOf.set(name, weight);
  }
  step.done();
  return {
    weightOf,
    silent: helpful ? [] : kinds.map(({ name }) => name),
    questions: past.lists.length < FEWEST_QUESTIONS ? 0 : past.lists.length,
    coldShare: past.taken === 0 ? 0 : past.takenCold / past.taken,
  };
}

function withoutWindow({ lists, ...rest }: PastLists, age: number): PastLists {
  return { ...rest, lists: lists.filter((list) => list.age !== age) };
}

/** Learned weights by name, leaning on those of `believed` where it has one, else on the features' own priors. */
function fromLists(
  { features, lists }: PastLists,
  believed: ReadonlyMap<string, number>,
): Map<string, number> {
  if (lists.length < FEWEST_QUESTIONS) return new Map();
  const weights = learnWeights(features, lists, {
    prior: (scales) =>
      Float64Array.from(features, ({ name, prior }, f) => {
        const raw = believed.get(name);
        return raw === undefined ? prior : raw * scales[f];
      }),
    strength: Float64Array.from(features, ({ modality }) =>
      modality === 'mixed' ? COMPONENT_STRENGTH : STRENGTH,
    ),
  });
  return new Map(features.map(({ name }, f) => [name, weights[f]]));
}

/** Fits recommenders one after the other; one that lacks data is left out. */
async function fitAll(
  kinds: readonly RecommenderKind[],
  dataset: Dataset,
  { random, progress }: FitContext,
): Promise<Recommender[]> {
  const fitted: Recommender[] = [];
  for (const kind of kinds) {
    try {
      fitted.push(await kind.fit(dataset, { random: random.fork(kind.name), progress }));
    } catch (thrown) {
      if (!(thrown instanceof DaogouError && thrown.code === 'not-enough-data')) throw thrown;
    }
  }
  return fitted;
}
