/**
 * The training core, public as `daogou/tensor`: graphs with gradients, trained and served by ONNX Runtime. It is taught
 * by docs/guide/tensor.md and examples/tensor/.
 */
export { openArtifactFolder, type ArtifactFolder } from '../core/artifact-folder.ts';
export { createRandom, type Random } from '../core/random.ts';
export { DaogouError, type ErrorCode } from '../core/errors.ts';
export type { ArtifactReader, ArtifactWriter, NumericArray } from '../core/contracts/artifacts.ts';

export {
  Graph,
  type Attribute,
  type DataType,
  type EmitOptions,
  type GradientRule,
  type InputOptions,
  type OnnxOptions,
  type Tensor,
  type TypedArray,
} from './graph.ts';
export { sizeOf, type Shape } from './shapes.ts';
export { importOnnx, type ImportedNetwork, type ImportOptions } from './onnx/importer.ts';
export { readOnnxMetadata } from './onnx/metadata.ts';
export { replaceWeights, type ReplaceWeightsOptions } from './onnx/replace-weights.ts';
export {
  readOnnx,
  type OnnxAttribute,
  type OnnxFile,
  type OnnxNode,
  type OnnxValue,
  type ReadOnnxOptions,
} from './onnx/reader.ts';
export { type OnnxArray, type ReadExternal } from './onnx/array.ts';
export { createSession, type Session, type SessionOptions, type SessionValue } from './session.ts';

export { add, divide, maximum, minimum, multiply, negate, scale, subtract } from './ops/arithmetic.ts';
export { linear, matmul, type MatmulOptions } from './ops/matmul.ts';
export {
  abs,
  clip,
  cos,
  exp,
  gelu,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  log,
  power,
  relu,
  sigmoid,
  silu,
  sin,
  softplus,
  sqrt,
  square,
  tanh,
} from './ops/activation.ts';
export { logSoftmax, softmax } from './ops/softmax.ts';
export { max, mean, min, sum } from './ops/reduce.ts';
export { concat, expand, pad, reshape, slice, split, transpose } from './ops/shape.ts';
export { gather, placeColumns } from './ops/gather.ts';
export { l2Normalise, layerNorm, rmsNorm } from './ops/normalise.ts';
export { conv1d, conv2d, type ConvolutionOptions, type SignalConvolutionOptions } from './ops/convolution.ts';
export {
  averagePool,
  globalAveragePool,
  maxPool,
  type AveragePoolOptions,
  type PoolOptions,
} from './ops/pooling.ts';
export { attention, type AttentionMasks } from './ops/attention.ts';
export { gru, type GruOptions, type GruResult, type GruWeights } from './ops/gru.ts';
export { dropout, fillDropoutMask } from './ops/dropout.ts';
export {
  binaryCrossEntropy,
  crossEntropy,
  klDivergence,
  sampledSoftmax,
  type CrossEntropyOptions,
  type SampledSoftmaxOptions,
} from './ops/losses.ts';
export { bpr, infoNce, tripletLoss, type InfoNceOptions, type TripletOptions } from './ops/contrastive.ts';
export { huber, type HuberOptions } from './ops/huber.ts';
export type { LossOptions } from './ops/row-weights.ts';

export { attentionLayer, type AttentionLayerOptions } from './layers/attention.ts';
export { convolutionLayer, type ConvolutionLayerOptions } from './layers/convolution.ts';
export {
  embeddingLayer,
  positionLayer,
  type EmbeddingLayerOptions,
  type PositionLayerOptions,
} from './layers/embedding.ts';
export { gruLayer, type GruLayerOptions } from './layers/gru.ts';
export { layerNormLayer } from './layers/layer-norm.ts';
export { linearLayer, type LinearLayerOptions } from './layers/linear.ts';
export { mlp, type MlpOptions } from './layers/mlp.ts';
export { rmsNormLayer } from './layers/rms-norm.ts';
export { transformerBlock, type TransformerBlockOptions } from './layers/transformer-block.ts';

export {
  glorot,
  he,
  normal,
  ones,
  ParameterStore,
  uniform,
  zeros,
  type Initialiser,
  type Parameter,
} from './parameters.ts';
export { EmbeddingTable, type EmbeddingTableOptions, type RowIds } from './embedding-table.ts';

export {
  adam,
  adamW,
  addDecayedWeights,
  scaleByAdam,
  type AdamOptions,
  type MomentOptions,
} from './optimisers/adam.ts';
export { clipByGlobalNorm, clipByValue } from './optimisers/clip.ts';
export { addMomentum, sgd, type SgdOptions } from './optimisers/sgd.ts';
export {
  chain,
  only,
  scaleByLearningRate,
  type LearningRate,
  type Optimiser,
  type ParameterUpdate,
  type UpdateTransform,
} from './optimisers/optimiser.ts';
export {
  movingAverage,
  type AveragingOptimiser,
  type MovingAverageOptions,
} from './optimisers/moving-average.ts';
export {
  linearSchedule,
  stepDecay,
  warmUp,
  warmUpCosine,
  type LinearOptions,
  type Schedule,
  type StepDecayOptions,
  type WarmUpCosineOptions,
} from './optimisers/schedule.ts';
export { sparseAdam, type SparseAdamOptions, type SparseOptimiser } from './optimisers/sparse-adam.ts';
export { createTrainer, type Feeds, type StepResult, type Trainer, type TrainerOptions } from './trainer.ts';
export type { TrainingGraphOptions } from './training-graph.ts';
export { PROVIDERS, tryProvider, type Provider, type ProviderState } from './providers.ts';
export { chooseThreads, type ChooseThreadsOptions } from './threads.ts';
export { createBatchOrder, type BatchOrder, type BatchOrderOptions } from './batch-order.ts';
export { createCheckpoints, statefulRandom, type Checkpoints } from './checkpoint.ts';
export {
  fit,
  type CheckpointPlan,
  type FitOptions,
  type FitProgress,
  type FitResult,
  type Validation,
} from './fit.ts';
export type { Stateful, TrainingState } from './training-state.ts';
export {
  createDataParallelTrainer,
  type DataParallelOptions,
  type DataParallelStep,
  type DataParallelTrainer,
} from './data-parallel.ts';
export {
  checkGradients,
  type GradientCase,
  type GradientCheck,
  type GradientCheckOptions,
  type Sampler,
} from './check-gradients.ts';
