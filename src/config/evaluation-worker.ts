/** The thread that measures: fits every recommender on the past of a data set and asks about its future. */
import type { Dataset } from '../core/contracts/dataset.ts';
import type { Item } from '../core/contracts/item.ts';
import type { RecommenderKind } from '../core/contracts/recommender.ts';
import { modelManifestSchema } from '../core/contracts/model-manifest.ts';
import type { Progress } from '../core/progress.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { createRandom } from '../core/random.ts';
import { openArtifactStore } from '../data/storage/artifacts.ts';
import { openMediaStore } from '../data/storage/media.ts';
import {
  evaluateLeaveOneOut,
  type LeaveOneOutReport,
  type SameDayOrder,
} from '../learning/evaluation/leave-one-out.ts';
import type { LeaveOneOutPart } from '../learning/evaluation/leave-one-out-data.ts';
import type { SessionsCut, SessionsPart } from '../learning/evaluation/sessions-data.ts';
import { evaluateSessions, type SessionsReport } from '../learning/evaluation/sessions.ts';
import { evaluateTimeSplit, type TimeSplitReport } from '../learning/evaluation/time-split.ts';
import {
  adaptVectors,
  encodeTexts,
  trainContentAdapters,
} from '../learning/training/train-content-encoders.ts';
import type { ContentVectors, ModalityVectors } from '../models/content-vectors.ts';
import { VectorAdapter } from '../perception/encoders/image/vector-adapter.ts';
import { SubwordBagEncoder } from '../perception/encoders/text/subword-bag.ts';
import { chosenByName } from './chosen-by-name.ts';
import { catalogueHash, loadContentVectors } from './content-model.ts';
import { DEFAULTS } from './defaults.ts';
import { encodedVectors } from './encode.ts';
import { DEFAULT_ENCODERS } from './encoders-default.ts';
import { RECOMMENDERS } from './recommender-shelf.ts';
import type { ColdPlaces, Recipe } from './recipe.ts';
import { loggedSearch } from './search-log.ts';

export interface EvaluationInput {
  readonly folder: string;
  /** Workspaces among whose media the pictures of the data set's items are; the first that has a picture wins. */
  readonly mediaOf: readonly string[];
  /** A stored model whose encoders may be used; they never saw a shopper. Undefined: they are trained here. */
  readonly modelId: string | undefined;
  readonly seed: number;
  /** As in `TrainOptions`. */
  readonly effort: number;
  readonly recipe: Recipe;
  readonly searchMinutes: number;
  readonly coldPlaces: ColdPlaces | undefined;
  /** Names of the models to measure; undefined: the usual ones. */
  readonly only: readonly string[] | undefined;
}

async function timeSplit(
  dataset: Dataset,
  testFrom: number,
  testUntil: number | undefined,
  periods: number | undefined,
): Promise<TimeSplitReport> {
  return evaluateTimeSplit({
    dataset,
    testFrom,
    ...(testUntil === undefined ? {} : { testUntil }),
    ...(periods === undefined ? {} : { periods }),
    ...(await measuredOn(dataset)),
  });
}

async function leaveOneOut(
  dataset: Dataset,
  asked: Dataset | undefined,
  part: LeaveOneOutPart,
  sameDay: readonly SameDayOrder[],
): Promise<LeaveOneOutReport> {
  return evaluateLeaveOneOut({
    dataset,
    ...(asked ? { asked } : {}),
    part,
    sameDay,
    ...(await measuredOn(dataset)),
  });
}

async function sessions(dataset: Dataset, part: SessionsPart, cut: SessionsCut): Promise<SessionsReport> {
  return evaluateSessions({ dataset, part, cut, ...(await measuredOn(dataset)) });
}

/** What every protocol is given: which models, and how to run them. */
async function measuredOn(dataset: Dataset): Promise<{
  readonly kinds: readonly Pick<RecommenderKind, 'name' | 'fit'>[];
  readonly seed: number;
  readonly progress: Progress;
}> {
  const { coldPlaces, folder, effort, recipe, searchMinutes, seed, only } = workerInput<EvaluationInput>();
  const chosen = only ? chosenByName(RECOMMENDERS, only) : RECOMMENDERS.filter(({ usual }) => usual);
  // Encoding takes a while, and many models never look.
  const content = chosen.some(({ readsContent }) => readsContent)
    ? await contentOf(dataset)
    : nothingSeen(dataset.items.length);
  const settings = { recipe, effort, coldPlaces, search: loggedSearch(folder, searchMinutes) };
  const kinds = chosen.map(({ create }) => create(content, settings));
  return { kinds, seed, progress: progressToParent() };
}

function nothingSeen(items: number): ContentVectors {
  const none = { width: 0, vectors: new Float32Array(), present: new Uint8Array(items) };
  return { image: none, text: none };
}

/** The stored vectors where the catalogue is the one they were made of, else those of the stored encoders, else of new ones. */
async function contentOf({ items }: Dataset): Promise<ContentVectors> {
  const { folder, modelId, seed } = workerInput<EvaluationInput>();
  const progress = progressToParent();
  if (modelId === undefined) {
    const random = createRandom(`evaluation/${seed}`);
    const { threads } = DEFAULTS.training;
    const image = await seenPictures(items, DEFAULT_ENCODERS.image);
    return (await trainContentAdapters({ items, image, random, progress, threads })).vectors;
  }
  const { manifest, reader } = await openArtifactStore(folder).open(modelId);
  const { data, imageEncoder } = modelManifestSchema.parse(manifest);
  if (data.catalogueHash === catalogueHash(items)) {
    return loadContentVectors(reader, items.length);
  }
  return {
    image: await adaptVectors(await seenPictures(items, imageEncoder), await VectorAdapter.load(reader)),
    text: await encodeTexts(items, await SubwordBagEncoder.load(reader)),
  };
}

/** What an encoder sees in each picture, in whichever of the workspaces it lies. */
async function seenPictures(items: readonly Item[], spec: string): Promise<ModalityVectors> {
  const { folder, mediaOf } = workerInput<EvaluationInput>();
  const request = { modality: 'image', spec, progress: progressToParent() } as const;
  const [first, ...others] = mediaOf.map((owner) => ({ folder, media: openMediaStore(owner) }));
  const seen = await encodedVectors(first, items, request);
  for (const other of others) {
    const missing = [...items.keys()].filter((item) => !seen.present[item]);
    const found = await encodedVectors(
      other,
      missing.map((item) => items[item]),
      request,
    );
    for (const [row, item] of missing.entries()) {
      seen.present[item] = found.present[row];
      seen.vectors.set(found.vectors.subarray(row * seen.width, (row + 1) * seen.width), item * seen.width);
    }
  }
  return seen;
}

const methods = { timeSplit, leaveOneOut, sessions };
export type EvaluationMethods = typeof methods;

exposeToParent(methods);
