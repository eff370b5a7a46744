import type protobuf from 'protobufjs/light.js';
import { DaogouError, toError } from '../../core/errors.ts';

/**
 * Decodes bytes of an ONNX file as plain objects. Numbers in 64 bits become numbers (ends of slices lose digits that
 * no axis has); bytes are views, not copies.
 * @throws unsupported-format when they are no ONNX file or end too early.
 */
export function decodeProto<T>(type: protobuf.Type, bytes: Uint8Array): T {
  try {
    return type.toObject(type.decode(plainBytes(bytes)), {
      longs: Number,
      arrays: true,
      defaults: true,
    }) as T;
  } catch (thrown) {
    throw new DaogouError('unsupported-format', `This is no complete ONNX file: ${toError(thrown).message}`, {
      received: `${bytes.byteLength} bytes`,
      remedy: 'Give the bytes of a whole .onnx file; fetch it again if it may have been cut off.',
      cause: thrown,
    });
  }
}

/** The same bytes without what Buffer changes: its `slice` shares memory where Uint8Array's copies. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function unreadable(message: string, received: unknown): DaogouError {
  return new DaogouError('unsupported-format', message, {
    received,
    remedy: 'Give a complete ONNX file; export it again if it was changed by hand or cut off.',
  });
}
