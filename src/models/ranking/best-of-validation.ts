import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import type { FitContext } from '../../core/contracts/recommender.ts';
import { DaogouError } from '../../core/errors.ts';
import type { Feature } from './features/feature-group.ts';
import { FEWEST_QUESTIONS, listsOf, withoutWindow, type Lesson } from './lesson.ts';
import { mixtures, preferredMixture } from './mixtures.ts';
import { ndcg20 } from './ndcg.ts';
import type { PastList } from './past-lists.ts';
import type { Candidates, Scorer, ScorerKind } from './scorer.ts';

const NAME = 'best-of-validation';
const FILE = 'best-of-validation';
/** The newest windows: each is held out once, and on all of them the shares are chosen. */
const HELD_OUT_WINDOWS = 3;

const storedSchema = z.object({
  members: z.array(z.object({ kind: z.string(), share: z.number(), scale: z.number() })),
});

interface Member {
  readonly scorer: Scorer;
  /** In [0, 1]; together 1. */
  readonly share: number;
  /** How far its scores usually lie apart within a question, so that shares of different scorers compare. */
  readonly scale: number;
}

/** Several scorers whose scores, brought to one scale, add up with a share each. */
export class BestOfValidation implements Scorer {
  readonly kind = NAME;
  private readonly members: readonly Member[];

  constructor(members: readonly Member[]) {
    this.members = members;
  }

  /** By kind of scorer. */
  get shares(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.members.map(({ scorer, share }) => [scorer.kind, share]));
  }

  score(candidates: Candidates): Promise<Float64Array> {
    return this.mixed(candidates.items.length, (scorer) => scorer.score(candidates));
  }

  explain(candidates: Candidates): Promise<Float64Array> {
    return this.mixed(candidates.rows.length, (scorer) => scorer.explain(candidates));
  }

  /** Of the scorer with the largest share. */
  weights(features: readonly Feature[]): Float64Array {
    return this.members.reduce((most, one) => (one.share > most.share ? one : most)).scorer.weights(features);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    const members = this.members.map(({ scorer, share, scale }) => ({ kind: scorer.kind, share, scale }));
    await artifacts.writeJson(FILE, { members });
    for (const { scorer } of this.members) await scorer.save(artifacts.within(scorer.kind));
  }

  private async mixed(length: number, of: (scorer: Scorer) => Promise<Float64Array>): Promise<Float64Array> {
    const sum = new Float64Array(length);
    for (const { scorer, share, scale } of this.members) {
      if (share === 0) continue;
      const own = await of(scorer);
      for (let i = 0; i < length; i++) sum[i] += (share / scale) * own[i];
    }
    return sum;
  }
}

/**
 * The mixture of scorers that orders the newest windows best, each asked of members that never saw it. Where no mixture
 * is clearly better than the first member alone, the first member is alone.
 *
 * @param kinds at least one, of different names
 */
export function bestOfValidation(kinds: readonly ScorerKind[]): ScorerKind {
  return {
    name: NAME,
    learn: (lesson, context) => learnMixture(kinds, lesson, context),
    load: (artifacts) => loadMixture(kinds, artifacts),
  };
}

/** A question that no member saw, with the scores that each gave. */
interface Unseen {
  readonly list: PastList;
  readonly scores: readonly Float64Array[];
}

async function learnMixture(
  kinds: readonly ScorerKind[],
  lesson: Lesson,
  context: FitContext,
): Promise<BestOfValidation> {
  const learnAll = async (part: Lesson, label: string): Promise<Scorer[]> => {
    const scorers: Scorer[] = [];
    for (const kind of kinds) {
      const { random, progress } = context;
      scorers.push(await kind.learn(part, { random: random.fork(label).fork(kind.name), progress }));
    }
    return scorers;
  };
  const unseen: Unseen[] = [];
  for (let age = 0; age < HELD_OUT_WINDOWS; age++) {
    const lists = listsOf(lesson).filter((list) => list.age === age);
    if (lists.length === 0) continue;
    const scorers = await learnAll(withoutWindow(lesson, age), `without ${age}`);
    for (const list of lists) {
      unseen.push({ list, scores: await Promise.all(scorers.map((scorer) => scorer.score(list))) });
    }
  }
  const scales = kinds.map((_, member) => usualSpread(unseen.map(({ scores }) => scores[member])));
  const shares = unseen.length < FEWEST_QUESTIONS ? [1] : chooseShares(unseen, scales);
  const scorers = await learnAll(lesson, 'all');
  return new BestOfValidation(
    scorers.map((scorer, member) => ({ scorer, share: shares[member] ?? 0, scale: scales[member] })),
  );
}

function chooseShares(unseen: readonly Unseen[], scales: readonly number[]): readonly number[] {
  return preferredMixture(
    mixtures(scales.length).map((shares) => ({
      shares,
      worth: unseen.map(({ list, scores }) => {
        const mixed = Float64Array.from(list.items, (_, row) =>
          scores.reduce((sum, own, member) => sum + (shares[member] / scales[member]) * own[row], 0),
        );
        // The taken candidates come first in a list, so of equal scores the last goes first: ties find nothing.
        const order = [...mixed.keys()].sort((a, b) => mixed[b] - mixed[a] || b - a);
        return ndcg20(
          order.map((row) => row < list.positives),
          list.taken,
        );
      }),
    })),
  );
}

/** Mean over questions of the standard deviation of the scores within each; 1 where all are equal. */
function usualSpread(questions: readonly Float64Array[]): number {
  const spreads = questions.map((scores) => {
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length);
  });
  const mean = spreads.reduce((sum, spread) => sum + spread, 0) / Math.max(1, spreads.length);
  return mean > 1e-9 ? mean : 1;
}

async function loadMixture(
  kinds: readonly ScorerKind[],
  artifacts: ArtifactReader,
): Promise<BestOfValidation> {
  const { success, data } = storedSchema.safeParse(await artifacts.readJson(FILE));
  const names = kinds.map(({ name }) => name);
  if (!success || data.members.some(({ kind }) => !names.includes(kind))) {
    throw new DaogouError(
      'model-mismatch',
      'The stored mixture of scorers is of another version or other scorers',
      {
        received: success ? data.members.map(({ kind }) => kind) : undefined,
        remedy: `Load it with the scorers it was trained with (given: ${names.join(', ')}), or train again.`,
      },
    );
  }
  const members: Member[] = [];
  for (const { kind: name, ...member } of data.members) {
    const kind = kinds[names.indexOf(name)];
    members.push({ ...member, scorer: await kind.load(artifacts.within(name)) });
  }
  return new BestOfValidation(members);
}
