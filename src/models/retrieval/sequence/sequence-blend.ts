import { z } from 'zod';
import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Dataset, Query } from '../../../core/contracts/dataset.ts';
import type { FitContext, Recommender, RecommenderKind } from '../../../core/contracts/recommender.ts';
import { DaogouError } from '../../../core/errors.ts';
import { ownItems } from '../own-items.ts';
import { requireItems } from '../read-scores.ts';
import { chooseWeights, narrowed, type BlendSetting, type NarrowQuestion } from './blend-search.ts';
import { addWeighted, inUnit, partFeatures, type PartScores } from './part-features.ts';
import { holdOutLastSteps, type PastStep } from './last-steps.ts';

/** One recommender that takes part. */
export interface SequencePart {
  readonly kind: RecommenderKind;
  readonly scores: PartScores;
  /**
   * Whether it is fitted once more on everything after the weights are chosen. Default false: what a network learned
   * without a hundredth of the log serves as well, and costs no second training.
   */
  readonly refit?: boolean;
}

export interface SequenceBlendOptions {
  /** Default `sequence-blend`. */
  readonly name?: string;
  readonly parts: readonly SequencePart[];
  /** Shoppers whose last step the weights are chosen on, a tenth of all at most. Default 2,000. */
  readonly heldOut?: number;
  /**
   * Who is not in the middle of shopping: a shopper without a past, or whose newest event is `hours` old or more, is
   * answered by the part of this name alone. Default: everybody is asked about alike.
   */
  readonly returning?: Returning;
}

export interface Returning {
  readonly part: string;
  readonly hours: number;
}

export interface SequenceBlendKind extends RecommenderKind {
  fit(dataset: Dataset, context: FitContext): Promise<SequenceBlend>;
  load(artifacts: ArtifactReader, dataset: Pick<Dataset, 'items'>): Promise<SequenceBlend>;
}

const HOUR = 3_600_000;
const HELD_OUT = 2_000;
/** Fewer held-out shoppers than this choose nothing: each part counts the same. */
const FEWEST_TO_CHOOSE = 100;
/** Questions that are asked at once: the scores of a whole catalogue for each are kept no longer than needed. */
const ASKED_AT_ONCE = 64;

/**
 * Several readers of sequences as one: the weighted sum of log-probabilities and of the logarithms of shares, the
 * weights chosen by the steps of shoppers that no part had seen. Scores have no unit.
 */
export function sequenceBlend({
  name = 'sequence-blend',
  parts,
  heldOut = HELD_OUT,
  returning,
}: SequenceBlendOptions): SequenceBlendKind {
  return {
    name,
    async fit(dataset, context) {
      const { rest, held } = holdOutLastSteps(dataset, heldOut, context.random.fork('held out'));
      const fitted = await fitParts(parts, rest, context);
      const setting =
        held.length < FEWEST_TO_CHOOSE
          ? evenSetting(fitted)
          : chooseWeights(
              await questionsOf(fitted, held, context),
              fitted.map(({ part }) => part.scores),
            );
      const served: FittedPart[] = [];
      for (const one of fitted) served.push(one.part.refit ? await refitted(one, dataset, context) : one);
      return new SequenceBlend({ name, parts: served, setting, items: dataset.items.length, returning });
    },
    load: (artifacts, { items }) => loadBlend({ name, parts, returning }, artifacts, { items }),
  };
}

interface FittedPart {
  readonly part: SequencePart;
  readonly model: Recommender;
}

interface SequenceBlendParts {
  readonly name: string;
  readonly parts: readonly FittedPart[];
  readonly setting: BlendSetting;
  readonly items: number;
  readonly returning: Returning | undefined;
}

/** The sum that the weights were chosen for. Runs in the thread that calls it. */
export class SequenceBlend implements Recommender {
  readonly name: string;
  /** What was chosen: a weight a part, in their order, and what own items are moved by. */
  readonly setting: BlendSetting;
  readonly #parts: readonly FittedPart[];
  readonly #items: number;
  readonly #returning: { readonly model: Recommender; readonly after: number } | undefined;

  constructor({ name, parts, setting, items, returning }: SequenceBlendParts) {
    this.name = name;
    this.setting = setting;
    this.#parts = parts;
    this.#items = items;
    const found = parts.find(({ part }) => part.kind.name === returning?.part);
    this.#returning = found && { model: found.model, after: HOUR * (returning?.hours ?? 0) };
  }

  async score(queries: readonly Query[]): Promise<Float32Array[]> {
    const returning = this.#returning;
    const isBack = ({ history, now }: Query): boolean =>
      history.length === 0 || now - history[history.length - 1].time >= (returning?.after ?? Infinity);
    if (!returning || !queries.some(isBack)) return this.#scoreNext(queries);
    const back = (await returning.model.score(queries.filter(isBack))).values();
    const busy = (await this.#scoreNext(queries.filter((query) => !isBack(query)))).values();
    return queries.map((query) => (isBack(query) ? back : busy).next().value!);
  }

  async #scoreNext(queries: readonly Query[]): Promise<Float32Array[]> {
    const { weights, softening, own } = this.setting;
    const sums = queries.map(() => new Float32Array(this.#items));
    for (const [index, { part, model }] of this.#parts.entries()) {
      if (weights[index] === 0) continue;
      const scored = await model.score(queries);
      for (const [query, scores] of scored.entries()) {
        const features = partFeatures(inUnit(scores, part.scores), part.scores, softening);
        addWeighted(sums[query], features, weights[index]);
      }
    }
    for (const [query, { history }] of queries.entries()) {
      if (own !== 0) for (const item of ownItems(history)) sums[query][item] += own;
    }
    return sums;
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeJson('sequence-blend', {
      items: this.#items,
      parts: this.#parts.map(({ model }) => model.name),
      ...this.setting,
    });
    for (const { model } of this.#parts) await model.save(artifacts.within(`part-${model.name}`));
  }
}

/** Parts that have too little to learn from are left out. */
async function fitParts(
  parts: readonly SequencePart[],
  dataset: Dataset,
  context: FitContext,
): Promise<FittedPart[]> {
  const fitted: FittedPart[] = [];
  for (const part of parts) {
    try {
      fitted.push({ part, model: await fitOne(part, dataset, context) });
    } catch (thrown) {
      if (!(thrown instanceof DaogouError && thrown.code === 'not-enough-data')) throw thrown;
    }
  }
  if (fitted.length > 0) return fitted;
  throw new DaogouError('not-enough-data', 'No part of the blend has enough to learn from', {
    received: parts.map(({ kind }) => kind.name),
    remedy: 'Import more behaviour, or give a part that needs little, such as transitions.',
  });
}

async function refitted(
  { part, model }: FittedPart,
  dataset: Dataset,
  context: FitContext,
): Promise<FittedPart> {
  const again = model.refit
    ? model.refit(dataset, { ...context, random: context.random.fork(part.kind.name) })
    : fitOne(part, dataset, context);
  return { part, model: await again };
}

function fitOne(
  { kind }: SequencePart,
  dataset: Dataset,
  { random, progress }: FitContext,
): Promise<Recommender> {
  return kind.fit(dataset, { random: random.fork(kind.name), progress });
}

async function questionsOf(
  fitted: readonly FittedPart[],
  held: readonly PastStep[],
  { progress }: FitContext,
): Promise<NarrowQuestion[]> {
  const step = progress.start('Weighing recommenders on last steps', held.length);
  const questions: NarrowQuestion[] = [];
  for (let start = 0; start < held.length; start += ASKED_AT_ONCE) {
    const some = held.slice(start, start + ASKED_AT_ONCE);
    const rows: Float32Array[][] = [];
    for (const { model, part } of fitted) {
      const scored = await model.score(some.map(({ query }) => query));
      rows.push(scored.map((scores) => inUnit(scores, part.scores)));
    }
    for (const [index, { query, target }] of some.entries()) {
      const scores = rows.map((row) => row[index]);
      questions.push(narrowed({ target, own: ownItems(query.history), scores }));
      step.advance();
    }
  }
  step.done();
  return questions;
}

function evenSetting(fitted: readonly FittedPart[]): BlendSetting {
  return { weights: fitted.map(() => 1), softening: 0.01, own: 0 };
}

const storedSchema = z.object({
  items: z.number(),
  parts: z.array(z.string()),
  weights: z.array(z.number()),
  softening: z.number(),
  own: z.number(),
});

async function loadBlend(
  {
    name,
    parts,
    returning,
  }: Pick<SequenceBlendParts, 'name' | 'returning'> & Pick<SequenceBlendOptions, 'parts'>,
  artifacts: ArtifactReader,
  dataset: Pick<Dataset, 'items'>,
): Promise<SequenceBlend> {
  const stored = storedSchema.parse(await artifacts.readJson('sequence-blend'));
  requireItems(name, stored.items, dataset.items.length);
  const loaded: FittedPart[] = [];
  for (const storedName of stored.parts) {
    const part = parts.find(({ kind }) => kind.name === storedName);
    if (!part) {
      throw new DaogouError('model-mismatch', `The stored ${name} needs the recommender ${storedName}`, {
        received: parts.map(({ kind }) => kind.name),
        remedy: 'Load it with the same parts as it was trained with, or train again.',
      });
    }
    loaded.push({ part, model: await part.kind.load(artifacts.within(`part-${storedName}`), dataset) });
  }
  const { items, weights, softening, own } = stored;
  return new SequenceBlend({ name, parts: loaded, setting: { weights, softening, own }, items, returning });
}
