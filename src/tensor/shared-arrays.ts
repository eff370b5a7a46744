/** Named arrays in one block of memory that several threads see. */
import type { DataType, TypedArray } from './graph.ts';

export interface ArraySlot {
  readonly name: string;
  readonly dtype: DataType;
  readonly length: number;
}

export type NamedArrays = Readonly<Record<string, TypedArray>>;

/** Each array begins at a multiple of this, as 64-bit integers and vector instructions like it. */
const ALIGNMENT = 64;

const ELEMENT_BYTES: Record<DataType, number> = { float32: 4, int32: 4, int64: 8, uint8: 1, bool: 1 };

/** Bytes that one set of the arrays takes. */
export function bytesOf(slots: readonly ArraySlot[]): number {
  return slots.reduce((total, slot) => total + alignedBytes(slot), 0);
}

/**
 * Views into set number `index` of a block that holds several sets one after another. In a block that is not
 * shared these are arrays of the thread's own.
 */
export function arraysIn(
  memory: SharedArrayBuffer | ArrayBuffer,
  slots: readonly ArraySlot[],
  index = 0,
): NamedArrays {
  let offset = index * bytesOf(slots);
  const arrays: Record<string, TypedArray> = {};
  for (const slot of slots) {
    // ONNX Runtime takes views into larger buffers, and the types say nothing about who else sees the memory.
    arrays[slot.name] = viewOf(memory as ArrayBuffer, slot, offset);
    offset += alignedBytes(slot);
  }
  return arrays;
}

/** Copies every array of `from` into the array of the same name. */
export function copyArrays(from: NamedArrays, to: NamedArrays): void {
  for (const [name, target] of Object.entries(to)) (target as Float32Array).set(from[name] as Float32Array);
}

function alignedBytes({ dtype, length }: ArraySlot): number {
  return Math.ceil((ELEMENT_BYTES[dtype] * length) / ALIGNMENT) * ALIGNMENT;
}

function viewOf(memory: ArrayBuffer, { dtype, length }: ArraySlot, offset: number): TypedArray {
  switch (dtype) {
    case 'float32':
      return new Float32Array(memory, offset, length);
    case 'int32':
      return new Int32Array(memory, offset, length);
    case 'int64':
      return new BigInt64Array(memory, offset, length);
    case 'uint8':
    case 'bool':
      return new Uint8Array(memory, offset, length);
    default:
      return dtype satisfies never;
  }
}
