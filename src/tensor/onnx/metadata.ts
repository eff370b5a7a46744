import { decodeProto } from './decode.ts';
import { ModelTexts } from './schema.ts';

interface DecodedTexts {
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[];
}

/**
 * The texts that travel within an ONNX file (its metadata_props), as `graph.toOnnx({ metadata })` stores them. The
 * network itself is skipped, so this is fast for large files too.
 * @throws unsupported-format when the bytes are no ONNX file.
 */
export function readOnnxMetadata(onnx: Uint8Array): Record<string, string> {
  const { metadataProps } = decodeProto<DecodedTexts>(ModelTexts, onnx);
  return Object.fromEntries(metadataProps.map(({ key, value }) => [key, value]));
}
