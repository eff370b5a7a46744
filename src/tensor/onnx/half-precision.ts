/** Floats in 16 bits (IEEE 754 binary16), in which weights can be stored. */

/** The largest finite number of 16 bits. */
const LARGEST = 65_504;
/** The smallest number that 16 bits hold at full precision. */
const SMALLEST_NORMAL = 2 ** -14;

/**
 * Whether an array survives 16 bits: none of its numbers overflows, and its largest is not so small that the
 * format's precision runs out (numbers far smaller than an array's largest one are lost anyway in any product).
 */
export function fitsHalfPrecision(values: Float32Array): boolean {
  let largest = 0;
  for (const value of values) {
    const size = Math.abs(value);
    // Negated, so that NaN does not fit.
    if (!(size <= LARGEST)) return false;
    if (size > largest) largest = size;
  }
  return largest === 0 || largest >= 16 * SMALLEST_NORMAL;
}

export function toHalfPrecision(values: Float32Array): Float16Array {
  return new Float16Array(values);
}

/** @param bits little-endian, two bytes a number, at any offset. */
export function fromHalfPrecision(bits: Uint8Array): Float32Array {
  // A copy, since an array of 16-bit numbers must start at an even byte.
  const aligned = new Uint8Array(bits);
  return new Float32Array(new Float16Array(aligned.buffer, 0, aligned.byteLength >> 1));
}
