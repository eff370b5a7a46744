import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { clip, relu } from '../../tensor/ops/activation.ts';
import { add, multiply, subtract } from '../../tensor/ops/arithmetic.ts';
import { dropout } from '../../tensor/ops/dropout.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import { createSession, type Session as TensorSession } from '../../tensor/session.ts';
import type { ActionModel } from './action-model.ts';
import { normaliseLogs } from './log-probabilities.ts';
import { pickColumns } from './varying-columns.ts';

/** Width of both hidden layers. */
export const ACTION_HIDDEN = 128;
/** No feature is believed to lie further from its mean than this, in standard deviations. */
const FURTHEST = 5;
/** Rows that are read at a time where there are so many. */
const MANY = 256;
const FILE = 'next-action.onnx';
const COLUMNS = 'columns';

/** Mean and standard deviation of each feature. */
export interface FeatureScale {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Which numbers of a row of `width` are read. */
export interface ReadColumns {
  readonly columns: Int32Array;
  readonly width: number;
}

/** Drop-out masks of the features (rows, width) and of both hidden layers (rows, ACTION_HIDDEN). */
export type ActionMasks = readonly [Tensor, Tensor, Tensor];

/** @returns logits (rows, classes) of situations (rows, width): a perceptron with one residual layer. */
export function actionNetwork(
  graph: Graph,
  parameters: ParameterStore,
  situations: Tensor,
  { classes, scale, masks }: { classes: number; scale: FeatureScale; masks?: ActionMasks },
): Tensor {
  const width = scale.mean.length;
  const centred = subtract(situations, graph.constant(scale.mean, [1, width]));
  const inverse = scale.deviation.map((deviation) => 1 / Math.max(1e-3, deviation));
  let x = clip(multiply(centred, graph.constant(inverse, [1, width])), -FURTHEST, FURTHEST); // (rows, width)
  if (masks) x = dropout(x, masks[0]);
  let hidden = relu(linearLayer(graph, parameters, 'action.in', x, ACTION_HIDDEN)); // (rows, ACTION_HIDDEN)
  if (masks) hidden = dropout(hidden, masks[1]);
  hidden = add(hidden, relu(linearLayer(graph, parameters, 'action.hidden', hidden, ACTION_HIDDEN)));
  if (masks) hidden = dropout(hidden, masks[2]);
  return linearLayer(graph, parameters, 'action.out', hidden, classes); // (rows, classes)
}

/** A trained network. Runs in the thread that calls it. */
export class NeuralActionModel implements ActionModel {
  readonly name = 'neural';
  /** Of a whole row of `width` numbers, those that the network reads. */
  private readonly columns: Int32Array;
  private readonly width: number;
  private readonly onnx: Uint8Array;
  private readonly session: TensorSession;
  /** Reads many rows at a time; only after training, when thousands are asked about. */
  private readonly many: TensorSession | undefined;

  private constructor(
    { columns, width }: ReadColumns,
    onnx: Uint8Array,
    session: TensorSession,
    many?: TensorSession,
  ) {
    this.columns = columns;
    this.width = width;
    this.onnx = onnx;
    this.session = session;
    this.many = many;
  }

  static async fromParameters(
    parameters: ParameterStore,
    read: ReadColumns,
    scale: FeatureScale,
    classes: number,
  ): Promise<NeuralActionModel> {
    const write = (rows: number): Uint8Array => {
      const graph = new Graph();
      const situation = graph.input('situation', [rows, scale.mean.length]);
      graph.output('logits', actionNetwork(graph, parameters, situation, { classes, scale }));
      return graph.toOnnx({ frozen: parameters.frozen() });
    };
    const one = write(1);
    const sessions = [one, write(MANY)].map((onnx) => createSession(onnx, { threads: 1 }));
    const [session, many] = await Promise.all(sessions);
    return new NeuralActionModel(read, one, session, many);
  }

  static async load(artifacts: ArtifactReader, width: number): Promise<NeuralActionModel> {
    const { columns } = await artifacts.readArrays(COLUMNS);
    const onnx = await artifacts.readBytes(FILE);
    const session = await createSession(onnx, { threads: 1 });
    return new NeuralActionModel({ columns: Int32Array.from(columns), width }, onnx, session);
  }

  async score(rows: Float32Array): Promise<Float32Array> {
    const { columns, width } = this;
    const [, classes] = this.session.outputs.get('logits')?.shape ?? [1, 1];
    const read = pickColumns(rows, width, columns); // (count, columns)
    const count = rows.length / width;
    const scores = new Float32Array(count * classes);
    for (let row = 0; row < count;) {
      const whole = this.many && count - row >= MANY;
      const taken = whole ? MANY : 1;
      const session = whole && this.many ? this.many : this.session;
      const situation = read.slice(row * columns.length, (row + taken) * columns.length);
      const { logits } = await session.run({ situation });
      scores.set(logits, row * classes);
      row += taken;
    }
    return normaliseLogs(scores, classes);
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeArrays(COLUMNS, { columns: this.columns });
    await artifacts.writeBytes(FILE, this.onnx);
  }
}
