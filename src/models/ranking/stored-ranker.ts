import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { EventColumns } from '../../core/contracts/dataset.ts';
import type { Recommender, RecommenderKind } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import { requireItems } from '../retrieval/read-scores.ts';
import type { Catalogue } from './catalogue.ts';
import { featureSpace, type FeatureSpace } from './feature-space.ts';
import type { Scorer, ScorerKind } from './scorer.ts';

/** Everything that a learned ranker consists of. */
export interface RankerParts {
  readonly name: string;
  readonly events: EventColumns;
  /** The moment that shared features are of. */
  readonly now: number;
  readonly space: FeatureSpace;
  readonly components: readonly Recommender[];
  /** Components that did not help on past windows: kept, for their vectors, and not asked. */
  readonly silent: readonly string[];
  readonly scorer: Scorer;
  readonly questions: number;
  readonly coldPlaces: number;
}

/** What must be there to read a stored ranker. */
export interface RankerSource {
  readonly name: string;
  readonly scorer: ScorerKind;
  readonly components: readonly RecommenderKind[];
  readonly catalogue: Catalogue;
}

const FILE = 'ranker';
const EVENTS_FILE = 'ranker-events';
const SCORER_FOLDER = 'scorer';
const componentFolder = (name: string): string => `component-${name}`;

const storedSchema = z.object({
  scorer: z.string(),
  now: z.number(),
  items: z.number(),
  questions: z.number(),
  coldPlaces: z.number(),
  components: z.array(z.string()),
  silent: z.array(z.string()),
});

export async function writeRanker(parts: RankerParts, artifacts: ArtifactWriter): Promise<void> {
  const { events, now, space, components, silent, scorer, questions, coldPlaces } = parts;
  await artifacts.writeJson(FILE, {
    scorer: scorer.kind,
    now,
    items: space.itemCount,
    questions,
    coldPlaces,
    components: components.map(({ name }) => name),
    silent,
  });
  const { time, type, user, item, session, scene } = events;
  await artifacts.writeArrays(EVENTS_FILE, { time, type, user, item, session, scene });
  await scorer.save(artifacts.within(SCORER_FOLDER));
  for (const component of components) await component.save(artifacts.within(componentFolder(component.name)));
}

/**
 * @throws model-mismatch where another version of Daogou wrote it, where it was trained with another scorer or with
 * components that are not given, and for another catalogue
 */
export async function readRanker(
  { name, scorer, components: kinds, catalogue }: RankerSource,
  artifacts: ArtifactReader,
): Promise<RankerParts> {
  const { items, components: names, ...stored } = parseStored(await artifacts.readJson(FILE));
  requireItems(name, items, catalogue.items.length);
  if (stored.scorer !== scorer.name) {
    throw new DaogouError('model-mismatch', `The stored ranker needs the scorer ${stored.scorer}.`, {
      received: scorer.name,
      remedy: 'Load it with the same scorer as it was trained with, or train again.',
    });
  }
  const columns = await artifacts.readArrays(EVENTS_FILE);
  const events = { ...columns, count: columns.time.length } as unknown as EventColumns;
  const components: Recommender[] = [];
  for (const component of names) {
    const kind = componentOf(kinds, component);
    components.push(
      await kind.load(artifacts.within(componentFolder(component)), { items: catalogue.items }),
    );
  }
  return {
    ...stored,
    name,
    events,
    space: featureSpace(catalogue, events, stored.now),
    components,
    scorer: await scorer.load(artifacts.within(SCORER_FOLDER)),
  };
}

function parseStored(json: unknown): z.infer<typeof storedSchema> {
  const { success, data, error } = storedSchema.safeParse(json);
  if (success) return data;
  throw new DaogouError('model-mismatch', 'The stored ranker is of another version', {
    received: error.issues.map(({ path }) => path.join('.')),
    remedy: 'Train again: daogou train.',
  });
}

function componentOf(kinds: readonly RecommenderKind[], name: string): RecommenderKind {
  const kind = kinds.find((one) => one.name === name);
  if (kind) return kind;
  throw new DaogouError('model-mismatch', `The stored ranker needs the recommender ${name}.`, {
    received: kinds.map((one) => one.name),
    remedy: 'Load it with the same components as it was trained with, or train again.',
  });
}
