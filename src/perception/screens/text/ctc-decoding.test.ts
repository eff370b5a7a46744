import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCtc } from './ctc-decoding.ts';

const SIGNS = ['', 'a', 'b', 'c'];

/** Probabilities where each step is sure of one class. */
function sure(classes: readonly number[], probability = 0.9): Float32Array {
  const rest = (1 - probability) / (SIGNS.length - 1);
  return Float32Array.from(classes.flatMap((best) => SIGNS.map((_, i) => (i === best ? probability : rest))));
}

describe('greedy decoding', () => {
  it('joins repetitions, leaves the empty class out, and keeps signs that it parts', () => {
    const read = decodeCtc(sure([0, 1, 1, 0, 1, 2, 2, 0, 3]), 0, 9, SIGNS);
    expect(read.map(({ sign }) => sign).join('')).toBe('aabc');
  });

  it('places a sign at the step that is surest of it', () => {
    const values = Float32Array.from([0.1, 0.6, 0.2, 0.1, 0.05, 0.9, 0.03, 0.02, 0.2, 0.7, 0.05, 0.05]);
    const [sign] = decodeCtc(values, 0, 3, SIGNS);
    expect(sign).toMatchObject({ sign: 'a', step: 1 });
    expect(sign.probability).toBeCloseTo(0.9);
  });

  it('takes the likeliest class where none is likely', () => {
    expect(decodeCtc(Float32Array.from([0.24, 0.24, 0.28, 0.24]), 0, 1, SIGNS)[0].sign).toBe('b');
  });

  it('reads any text back, with an empty step between signs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 20 }), (text) => {
        const classes = text.flatMap((sign) => [sign, 0]);
        const read = decodeCtc(sure(classes), 0, classes.length, SIGNS);
        expect(read.map(({ sign }) => SIGNS.indexOf(sign))).toEqual(text);
      }),
    );
  });
});
