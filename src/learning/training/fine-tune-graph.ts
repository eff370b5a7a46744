/** What fine-tuning asks of an image network: to tell labels, and to put what is bought together close together. */
import { DaogouError } from '../../core/errors.ts';
import type { Graph, Tensor } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { importOnnx } from '../../tensor/onnx/importer.ts';
import type { OnnxFile } from '../../tensor/onnx/reader.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { infoNce } from '../../tensor/ops/contrastive.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { l2Normalise } from '../../tensor/ops/normalise.ts';
import { mean } from '../../tensor/ops/reduce.ts';
import { slice } from '../../tensor/ops/shape.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import type { LabelTask } from './content-labels.ts';
import { openAt, type PictureRows } from './fine-tune-pictures.ts';

export interface FineTuneGraphOptions {
  readonly file: OnnxFile;
  readonly rows: PictureRows;
  readonly batch: number;
  /** The first rows of a batch are pairs: so many, then as many partners. */
  readonly pairs: number;
  readonly tasks: readonly LabelTask[];
  readonly parameters: ParameterStore;
  readonly trainableAfter: string;
  /** Name of the value that is the vector; picked among the outputs by default. */
  readonly output: string | undefined;
}

export interface FineTuneGraph {
  readonly graph: Graph;
  readonly loss: Tensor;
  /** [batch, classes] of every task. */
  readonly logits: readonly Tensor[];
  /** The value of the file that the vector is, and its shape. */
  readonly output: { readonly name: string; readonly shape: readonly number[] };
  /** Names of parameters that are the file's own, not of the heads. */
  readonly ownParameters: readonly string[];
  /** False where the network reads its pictures beside `rows` as well. */
  readonly isComplete: boolean;
}

/** How sharp labels are told by the angle between vectors: logits are at most so large times the weights. */
const LENGTH = 10;
/** As in CLIP (Radford et al., 2021), where it is learned. */
const TEMPERATURE = 0.1;
const PAIR_WEIGHT = 0.5;

/** Names of the inputs that hold what a batch should come to. */
export const labelsOf = (task: LabelTask): string => `labels of ${task.name}`;
export const weightsOf = (task: LabelTask): string => `weights of ${task.name}`;
export const PAIR_WEIGHTS = 'weights of pairs';
export const PAIR_CORRECTION = 'correction of pairs';

export function buildFineTuneGraph(options: FineTuneGraphOptions): FineTuneGraph {
  const { batch, tasks, pairs, parameters } = options;
  const { graph, feeds } = openAt(options.rows, batch);
  const network = importOnnx(options.file, {
    graph,
    feeds,
    parameters,
    trainableAfter: options.trainableAfter,
    ...(options.output === undefined ? {} : { stopAt: options.output }),
  });
  const ownParameters = [...graph.parameters.keys()];
  const [name, tensor] = pickVector(network.outputs, batch);
  // Encoders compare directions, so directions are what is trained.
  const vector = l2Normalise(pooled(tensor, options.rows), 1e-8); // (batch, width)
  const logits = tasks.map((task) =>
    linearLayer(graph, parameters, `fine-tune head of ${task.name}`, scale(vector, LENGTH), task.classes),
  );
  const losses = tasks.map((task, i) => {
    const labels = graph.input(labelsOf(task), [batch], 'int32');
    const weights = graph.input(weightsOf(task), [batch]);
    return scale(crossEntropy(logits[i], labels, { weights }), 1 / tasks.length);
  });
  if (pairs > 0) losses.push(scale(pairLoss(graph, vector, pairs), PAIR_WEIGHT));
  return {
    graph,
    loss: losses.reduce((sum, loss) => add(sum, loss)),
    logits,
    output: { name, shape: tensor.shape },
    ownParameters,
    isComplete: network.inputs.size === 0,
  };
}

/** InfoNCE (van den Oord et al., 2018): each picture finds its partner's among the partners of the batch. */
function pairLoss(graph: Graph, vector: Tensor, pairs: number): Tensor {
  return infoNce(slice(vector, 0, 0, pairs), slice(vector, 0, pairs, 2 * pairs), {
    temperature: TEMPERATURE,
    weights: graph.input(PAIR_WEIGHTS, [pairs]),
    correction: graph.input(PAIR_CORRECTION, [pairs, pairs]),
  });
}

/** The last output with two axes, else the last with three or four, as `OnnxImageEncoder` picks it. */
function pickVector(outputs: ReadonlyMap<string, Tensor>, batch: number): [string, Tensor] {
  const rows = [...outputs].filter(([, { shape, dtype }]) => shape[0] === batch && dtype === 'float32');
  for (const axes of [2, 3, 4]) {
    const picked = rows.findLast(([, { shape }]) => shape.length === axes);
    if (picked) return picked;
  }
  throw new DaogouError('unsupported-format', 'The network has no output that is a vector for each picture', {
    received: [...outputs].map(([name, { shape }]) => `${name} [${shape.join(', ')}]`),
    remedy: 'Name the value that is the vector (output), with one row for each picture.',
  });
}

/** A feature map or tokens averaged over their places: channels come first in maps, unless pictures have them last. */
function pooled(tensor: Tensor, rows: PictureRows): Tensor {
  const { length } = tensor.shape;
  if (length === 2) return tensor;
  const areFirst = length === 4 && rows.shape[rows.shape.length - 1] !== 3;
  return mean(tensor, areFirst ? [2, 3] : length === 4 ? [1, 2] : [1]);
}
