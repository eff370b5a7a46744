/** The thread that measures: fits every recommender on the past of a data set and asks about its future. */
import type { Dataset } from '../core/contracts/dataset.ts';
import { modelManifestSchema } from '../core/contracts/model-manifest.ts';
import { exposeToParent, progressToParent, workerInput } from '../core/workers.ts';
import { createRandom } from '../core/random.ts';
import { openArtifactStore } from '../data/storage/artifacts.ts';
import { evaluateTimeSplit, type TimeSplitReport } from '../learning/evaluation/time-split.ts';
import { encodeContent, trainContentEncoders } from '../learning/training/train-content-encoders.ts';
import type { ContentVectors } from '../models/content-vectors.ts';
import { CnnEncoder } from '../perception/encoders/image/cnn-encoder.ts';
import { SubwordBagEncoder } from '../perception/encoders/text/subword-bag.ts';
import { catalogueHash, loadContentVectors, readPictures } from './content-model.ts';
import { DEFAULTS } from './defaults.ts';
import { measuredRecommenders } from './recommenders.ts';

export interface EvaluationInput {
  readonly folder: string;
  /** Where the pictures of the data set's items lie; the first folder that has a picture wins. */
  readonly mediaFolders: readonly string[];
  /** A stored model whose encoders may be used; they never saw a shopper. Undefined: they are trained here. */
  readonly modelId: string | undefined;
  readonly seed: number;
  /** As in `TrainOptions`. */
  readonly effort: number;
}

async function timeSplit(
  dataset: Dataset,
  testFrom: number,
  testUntil: number | undefined,
): Promise<TimeSplitReport> {
  const { effort, seed } = workerInput<EvaluationInput>();
  const content = await contentOf(dataset);
  return evaluateTimeSplit({
    dataset,
    testFrom,
    ...(testUntil === undefined ? {} : { testUntil }),
    kinds: measuredRecommenders(content, effort),
    seed,
    progress: progressToParent(),
  });
}

/** The stored vectors where the catalogue is the one they were made of, else those of the stored encoders, else of new ones. */
async function contentOf({ items }: Dataset): Promise<ContentVectors> {
  const { folder, mediaFolders, modelId, seed } = workerInput<EvaluationInput>();
  const progress = progressToParent();
  if (modelId === undefined) {
    const pictures = await readPictures(items, mediaFolders, progress);
    const random = createRandom(`evaluation/${seed}`);
    const { threads } = DEFAULTS.training;
    return (await trainContentEncoders({ items, pictures, random, progress, threads })).vectors;
  }
  const { manifest, reader } = await openArtifactStore(folder).open(modelId);
  if (modelManifestSchema.parse(manifest).data.catalogueHash === catalogueHash(items)) {
    return loadContentVectors(reader, items.length);
  }
  const pictures = await readPictures(items, mediaFolders, progress);
  return encodeContent(items, pictures, await CnnEncoder.load(reader), await SubwordBagEncoder.load(reader));
}

const methods = { timeSplit };
export type EvaluationMethods = typeof methods;

exposeToParent(methods);
