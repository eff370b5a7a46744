import type { ArtifactReader, ArtifactWriter } from '../../core/contracts/artifacts.ts';
import { DaogouError } from '../../core/errors.ts';
import { softmax } from '../../core/maths.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { linearLayer } from '../../tensor/layers/linear.ts';
import { relu } from '../../tensor/ops/activation.ts';
import type { ParameterStore } from '../../tensor/parameters.ts';
import { createSession, type Session as TensorSession } from '../../tensor/session.ts';
import {
  describeSession,
  LEARNT_ACTIONS,
  SESSION_WIDTH,
  type LearntAction,
  type Session,
} from './session-state.ts';

const HIDDEN = 64;

/** @returns `(rows, LEARNT_ACTIONS.length)` logits of `(rows, SESSION_WIDTH)` descriptions. */
export function nextActionNetwork(graph: Graph, parameters: ParameterStore, sessions: Tensor): Tensor {
  const hidden = relu(linearLayer(graph, parameters, 'action.hidden', sessions, HIDDEN));
  return linearLayer(graph, parameters, 'action.out', hidden, LEARNT_ACTIONS.length);
}

export interface ActionProbability {
  readonly action: LearntAction;
  readonly probability: number;
}

const FILE = 'next-action.onnx';

/** What shoppers in this state of a session do next. Runs in the thread that calls it. */
export class NextActionModel {
  private readonly onnx: Uint8Array;
  private readonly session: TensorSession;

  private constructor(onnx: Uint8Array, session: TensorSession) {
    this.onnx = onnx;
    this.session = session;
  }

  static async fromParameters(parameters: ParameterStore): Promise<NextActionModel> {
    const graph = new Graph();
    graph.output('logits', nextActionNetwork(graph, parameters, graph.input('session', [1, SESSION_WIDTH])));
    return NextActionModel.fromOnnx(graph.toOnnx({ frozen: parameters.frozen() }));
  }

  static async load(artifacts: ArtifactReader): Promise<NextActionModel> {
    return NextActionModel.fromOnnx(await artifacts.readBytes(FILE));
  }

  private static async fromOnnx(onnx: Uint8Array): Promise<NextActionModel> {
    return new NextActionModel(onnx, await createSession(onnx, { threads: 1 }));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeBytes(FILE, this.onnx);
  }

  /** Every action with its probability, likeliest first; together 1. */
  async predict(session: Session): Promise<ActionProbability[]> {
    const description = new Float32Array(SESSION_WIDTH);
    describeSession(session, description);
    const { logits } = await this.session.run({ session: description });
    if (logits.length !== LEARNT_ACTIONS.length) {
      throw new DaogouError(
        'model-mismatch',
        `The stored next-action model tells ${logits.length} actions apart`,
        {
          received: logits.length,
          remedy: 'Train again: daogou train.',
        },
      );
    }
    return Array.from(softmax(logits), (probability, i) => ({ action: LEARNT_ACTIONS[i], probability })).sort(
      (a, b) => b.probability - a.probability,
    );
  }
}
