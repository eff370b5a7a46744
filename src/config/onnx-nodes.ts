import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findOnnxFile } from '../perception/encoders/image/onnx-image-file.ts';
import { readOnnx } from '../tensor/onnx/reader.ts';

export interface NetworkNode {
  readonly name: string;
  readonly operator: string;
  /** Name of its first value; it names the place as well as the node's own name does. */
  readonly output: string;
}

/**
 * The nodes of a network in the order that they run.
 *
 * Throws `not-found` without a file, `unsupported-format` for what is no ONNX.
 */
export async function nodesOf(network: string): Promise<NetworkNode[]> {
  const file = await findOnnxFile(network);
  const { nodes } = readOnnx(await readFile(file), { externalFolder: dirname(file) });
  return nodes.map(({ name, operator, outputs }) => ({ name, operator, output: outputs[0] ?? '' }));
}
