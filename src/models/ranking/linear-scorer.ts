import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Feature } from './features/feature-group.ts';
import { learnWeights } from './learn-weights.ts';
import { FEWEST_QUESTIONS, type Lesson } from './lesson.ts';
import type { PastLists } from './past-lists.ts';
import type { Candidates, Scorer, ScorerKind } from './scorer.ts';

/**
 * How hard the priors of features are to argue away, in questions. On the months of H&M before its test, with all that was
 * ever bought, anything from 30 to 2,000 found as much from these priors, and 200 leaves a year's questions the last word.
 */
const STRENGTH = 200;
/** Another recommender's worth differs much from shop to shop: a little evidence decides. */
const COMPONENT_STRENGTH = 10;

const NAME = 'linear';
const FILE = 'linear-scorer';
const storedSchema = z.object({ weights: z.record(z.string(), z.number()) });

/** A weighted sum of features. One that it learned nothing of has its weight of the first guess. */
export class LinearScorer implements Scorer {
  readonly kind = NAME;
  private readonly weightOf: ReadonlyMap<string, number>;

  constructor(weightOf: ReadonlyMap<string, number>) {
    this.weightOf = weightOf;
  }

  /** Weights of raw features. */
  weights(features: readonly Feature[]): Float64Array<ArrayBuffer> {
    return Float64Array.from(features, ({ name, guess }) => this.weightOf.get(name) ?? guess);
  }

  async score(candidates: Candidates): Promise<Float64Array> {
    return this.scoresOf(candidates);
  }

  /** The same at once. */
  scoresOf({ features, items, rows }: Pick<Candidates, 'features' | 'items' | 'rows'>): Float64Array {
    const weights = this.weights(features);
    return Float64Array.from(items, (_, row) => {
      let sum = 0;
      const start = row * weights.length;
      for (let f = 0; f < weights.length; f++) sum += weights[f] * rows[start + f];
      return sum;
    });
  }

  async explain({ features, rows }: Candidates): Promise<Float64Array> {
    const weights = this.weights(features);
    return Float64Array.from(rows, (value, at) => weights[at % weights.length] * value);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeJson(FILE, { weights: Object.fromEntries(this.weightOf) });
  }

  /**
   * Learns what the lists teach of their features, leaning on what is known here of some of them already, else on the
   * features' own priors.
   */
  taughtBy({ features, lists }: PastLists): LinearScorer {
    if (lists.length < FEWEST_QUESTIONS) return this;
    const weights = learnWeights(features, lists, {
      prior: (scales) =>
        Float64Array.from(features, ({ name, prior }, f) => {
          const raw = this.weightOf.get(name);
          return raw === undefined ? prior : raw * scales[f];
        }),
      strength: Float64Array.from(features, ({ modality }) =>
        modality === 'mixed' ? COMPONENT_STRENGTH : STRENGTH,
      ),
    });
    return new LinearScorer(
      new Map([...this.weightOf, ...features.map(({ name }, f) => [name, weights[f]] as const)]),
    );
  }
}

/** The scorer that knows nothing but the first guess. */
export const firstGuess = new LinearScorer(new Map());

/** The linear scorer of a lesson: of all windows first, and from there of the newest, with other recommenders. */
export function learnLinear({ own, late, linear }: Lesson): LinearScorer {
  const alone = linear ?? firstGuess.taughtBy(own);
  return late ? alone.taughtBy(late) : alone;
}

/** A weighted sum, learned listwise: few numbers, so it is hard to mislead where a shop has little to learn from. */
export const linearScorer: ScorerKind = {
  name: NAME,
  learn: async (lesson) => learnLinear(lesson),
  load: loadLinear,
};

export async function loadLinear(artifacts: ArtifactReader): Promise<LinearScorer> {
  const { success, data, error } = storedSchema.safeParse(await artifacts.readJson(FILE));
  if (success) return new LinearScorer(new Map(Object.entries(data.weights)));
  throw new DaogouError('model-mismatch', 'The stored linear scorer is of another version', {
    received: error.issues.map(({ path }) => path.join('.')),
    remedy: 'Train again: daogou train.',
  });
}
