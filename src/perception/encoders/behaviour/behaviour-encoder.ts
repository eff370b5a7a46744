import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import type { Encoder } from '../../../core/contracts/encoder.ts';
import { DaogouError } from '../../../core/errors.ts';
import { Graph } from '../../../tensor/graph.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';
import {
  describeEvents,
  EVENT_WIDTH,
  REMEMBERED_EVENTS,
  type Behaviour,
  type ItemVectors,
} from './behaviour-events.ts';
import { behaviourNetwork } from './behaviour-network.ts';

/** Sequences that the network reads at once. */
const ROWS = 16;
const FILE = 'behaviour-encoder.onnx';

/**
 * What somebody did as a vector that lies near the items they turn to next, as `trainBehaviourEncoder` learnt it.
 * Behaviour without events gives zeros. Runs in the thread that calls it.
 */
export class BehaviourEncoder implements Encoder<Behaviour> {
  readonly name = 'behaviour-attention';
  readonly modality = 'behaviour';
  readonly width: number;
  private readonly items: ItemVectors;
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(onnx: Uint8Array, session: Session, items: ItemVectors) {
    this.onnx = onnx;
    this.session = session;
    this.items = items;
    this.width = items.width;
  }

  static async fromParameters(parameters: ParameterStore, items: ItemVectors): Promise<BehaviourEncoder> {
    const graph = new Graph();
    const events = graph.input('events', [ROWS, REMEMBERED_EVENTS, items.width + EVENT_WIDTH]);
    const absent = graph.input('absent', [ROWS, 1, REMEMBERED_EVENTS]);
    graph.output('vectors', behaviourNetwork(graph, parameters, events, absent));
    return BehaviourEncoder.fromOnnx(graph.toOnnx({ frozen: parameters.frozen() }), items);
  }

  /**
   * @param items the vectors it was trained with; they may have grown.
   * @throws model-mismatch where they have another width.
   */
  static async load(artifacts: ArtifactReader, items: ItemVectors): Promise<BehaviourEncoder> {
    return BehaviourEncoder.fromOnnx(await artifacts.readBytes(FILE), items);
  }

  private static async fromOnnx(onnx: Uint8Array, items: ItemVectors): Promise<BehaviourEncoder> {
    const session = await createSession(onnx, { threads: 1 });
    const width = session.outputs.get('vectors')?.shape[1];
    if (width === items.width) return new BehaviourEncoder(onnx, session, items);
    throw new DaogouError('model-mismatch', `The behaviour encoder reads items of ${width} numbers`, {
      received: items.width,
      remedy: 'Give the vectors it was trained with, or train it again.',
    });
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeBytes(FILE, this.onnx);
  }

  /** @throws invalid-input for an event about an item without a vector. */
  async encode(batch: readonly Behaviour[]): Promise<Float32Array> {
    const { items, width } = this;
    const result = new Float32Array(batch.length * width);
    const events = new Float32Array(ROWS * REMEMBERED_EVENTS * (width + EVENT_WIDTH));
    const absent = new Float32Array(ROWS * REMEMBERED_EVENTS);
    for (let start = 0; start < batch.length; start += ROWS) {
      const rows = batch.slice(start, start + ROWS);
      for (const [row, behaviour] of rows.entries())
        describeEvents(behaviour, items, { events, absent }, row);
      const { vectors } = await this.session.run({ events, absent });
      for (const [row, { history }] of rows.entries()) {
        if (history.length === 0) continue;
        result.set(vectors.subarray(row * width, (row + 1) * width), (start + row) * width);
      }
    }
    return result;
  }
}
