import type { ArtifactReader, ArtifactWriter } from '../../../core/contracts/artifacts.ts';
import { Graph, type Tensor } from '../../../tensor/graph.ts';
import { mlp } from '../../../tensor/layers/mlp.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import { scale } from '../../../tensor/ops/arithmetic.ts';
import type { ParameterStore } from '../../../tensor/parameters.ts';
import { createSession, type Session } from '../../../tensor/session.ts';

/** Vectors that the network reads at once. */
const ROWS = 64;
const FILE = 'image-adapter.onnx';

/**
 * [rows, from], each of length 1 → [rows, width], not normalised. One hidden layer as wide as what comes in.
 */
export function adapterNetwork(
  graph: Graph,
  parameters: ParameterStore,
  seen: Tensor,
  width: number,
): Tensor {
  const [, from] = seen.shape;
  // Rows of length 1 have entries near 1 / √from; layers expect them near 1.
  return mlp(graph, parameters, 'image.adapter', scale(seen, Math.sqrt(from)), { widths: [from, width] });
}

/** Turns the vectors of an encoder that was trained elsewhere into vectors that tell one shop's items apart. */
export class VectorAdapter {
  readonly width: number;
  private readonly from: number;
  private readonly onnx: Uint8Array;
  private readonly session: Session;

  private constructor(onnx: Uint8Array, session: Session) {
    this.onnx = onnx;
    this.session = session;
    this.from = session.inputs.get('seen')?.shape[1] ?? 0;
    this.width = session.outputs.get('vectors')?.shape[1] ?? 0;
  }

  static async fromParameters(
    parameters: ParameterStore,
    from: number,
    width: number,
  ): Promise<VectorAdapter> {
    const graph = new Graph();
    const seen = graph.input('seen', [ROWS, from]);
    graph.output('vectors', l2Normalise(adapterNetwork(graph, parameters, seen, width)));
    return VectorAdapter.fromOnnx(graph.toOnnx({ frozen: parameters.frozen() }));
  }

  static async load(artifacts: ArtifactReader): Promise<VectorAdapter> {
    return VectorAdapter.fromOnnx(await artifacts.readBytes(FILE));
  }

  private static async fromOnnx(onnx: Uint8Array): Promise<VectorAdapter> {
    return new VectorAdapter(onnx, await createSession(onnx));
  }

  async save(artifacts: ArtifactWriter): Promise<void> {
    await artifacts.writeBytes(FILE, this.onnx);
  }

  /** @param vectors rows of the encoder's width, one after another. @returns rows of length 1, as many. */
  async adapt(vectors: Float32Array): Promise<Float32Array> {
    const { from, width } = this;
    const rows = vectors.length / from;
    const result = new Float32Array(rows * width);
    const seen = new Float32Array(ROWS * from);
    for (let start = 0; start < rows; start += ROWS) {
      const part = vectors.subarray(start * from, Math.min(rows, start + ROWS) * from);
      seen.fill(0).set(part);
      const outputs = await this.session.run({ seen });
      result.set(outputs['vectors'].subarray(0, (part.length / from) * width), start * width);
    }
    return result;
  }
}
