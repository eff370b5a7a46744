/**
 * Daogou as a library, floor by floor. `daogou/tensor` is the training core, `daogou/testing` the conformance suites
 * for your own parts.
 */

// The words: what the parts promise each other.
export { ACTIONS, type Action } from './core/contracts/action.ts';
export type { ArtifactReader, ArtifactWriter, NumericArray } from './core/contracts/artifacts.ts';
export type { Dataset, EventColumns, HistoryEvent, Query } from './core/contracts/dataset.ts';
export type { Encoder } from './core/contracts/encoder.ts';
export {
  EVENT_TYPES,
  eventSchema,
  SCENES,
  type Event,
  type EventType,
  type Scene,
} from './core/contracts/event.ts';
export type { Guide } from './core/contracts/guide.ts';
export type { BadRow, ImportReport } from './core/contracts/import-report.ts';
export {
  itemSchema,
  type Item,
  type Language,
  type LocalisedText,
  type Money,
} from './core/contracts/item.ts';
export { MODALITIES, type Modality, type ModalityWeights } from './core/contracts/modality.ts';
export { modelManifestSchema, type ModelManifest } from './core/contracts/model-manifest.ts';
export type { FitContext, Recommender, RecommenderKind } from './core/contracts/recommender.ts';
export type { Decision, Store } from './core/contracts/store.ts';
export { userSchema, type User } from './core/contracts/user.ts';
export { DaogouError, ERROR_CODES, type ErrorCode } from './core/errors.ts';
export { silentProgress, type Progress, type ProgressStep } from './core/progress.ts';
export { createRandom, type Random } from './core/random.ts';

// A shop's folder, and what can be done with it.
export { openWorkspace, type Workspace, type WorkspaceOptions } from './config/workspace.ts';
export { importShop } from './config/import-shop.ts';
export { prepareDemo } from './config/demo.ts';
export { trainWorkspace, type TrainOptions } from './config/train.ts';
export { evaluateTimeSplitOf, type TimeSplitEvaluation } from './config/evaluate.ts';
export { loadGuide } from './config/load-guide.ts';
export { serveWorkspace, type RunningShop, type ServeOptions } from './config/serve.ts';

// Parts to build with.
export { attentionFusion } from './models/fusion/attention.ts';
export type { FusedVectors, Fusion, ShopperAttention } from './models/fusion/fusion.ts';
export { FUSION_NAMES, fusionNamed, type FusionName } from './models/fusion/named.ts';
export type { Format, SourceFolder, SourceRecord } from './data/formats/format.ts';
export { createClient } from './client/http-client.ts';
