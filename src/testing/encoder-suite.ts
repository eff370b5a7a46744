import { beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../core/contracts/encoder.ts';
import type { ErrorCode } from '../core/errors.ts';
import { ENCODED_MODALITIES } from '../core/contracts/modality.ts';

export interface EncoderUnderTest<Input> {
  /** Opens the encoder; called once. */
  readonly open: () => Promise<Encoder<Input>>;
  /** At least five inputs that are not empty, each unlike the others. */
  readonly inputs: readonly Input[];
  /** An input that holds nothing, where the modality has one, such as an empty text. */
  readonly empty?: Input;
  /**
   * Inputs that it refuses, with the code of the error: pixels of another size, a clip that cannot be opened. Pictures
   * are decoded before an encoder gets them, so that a damaged one never comes here.
   */
  readonly bad?: readonly { readonly input: Input; readonly code: ErrorCode }[];
  /** Saves the encoder and reads it back, where it can be saved. */
  readonly reload?: (encoder: Encoder<Input>) => Promise<Encoder<Input>>;
}

/**
 * What every Encoder must do. Registers Vitest tests.
 *
 *     encoderSuite('my-encoder', { open: () => MyEncoder.open(), inputs: ['a dress', …], empty: '' });
 */
export function encoderSuite<Input>(name: string, subject: EncoderUnderTest<Input>): void {
  describe(`the encoder ${name}`, () => {
    let encoder: Encoder<Input>;
    beforeAll(async () => {
      encoder = await subject.open();
    });
    const rowsOf = async (batch: readonly Input[]): Promise<Float32Array[]> => {
      const { width } = encoder;
      const vectors = await encoder.encode(batch);
      expect(vectors).toBeInstanceOf(Float32Array);
      expect(vectors.length).toBe(batch.length * width);
      return batch.map((_, row) => vectors.slice(row * width, (row + 1) * width));
    };

    it('says its name, a known modality and a width', () => {
      expect(encoder.name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(ENCODED_MODALITIES).toContain(encoder.modality);
      expect(Number.isInteger(encoder.width) && encoder.width > 0).toBe(true);
    });

    it('gives one row of length 1 an input, and no two alike', async () => {
      const rows = await rowsOf(subject.inputs);
      for (const row of rows) expect(lengthOf(row)).toBeCloseTo(1, 4);
      expect(new Set(rows.map((row) => row.join())).size).toBe(rows.length);
    });

    it('gives the same bits whenever it is asked', async () => {
      expect(await encoder.encode(subject.inputs)).toEqual(await encoder.encode(subject.inputs));
    });

    it('gives one input the same row alone, among others, and in a batch of any size', async () => {
      const alone = await Promise.all(subject.inputs.map(async (input) => (await rowsOf([input]))[0]));
      for (const size of [2, 3, 33, 100]) {
        const batch = Array.from({ length: size }, (_, row) => subject.inputs[row % subject.inputs.length]);
        for (const [row, vector] of (await rowsOf(batch)).entries()) {
          expect(furthest(vector, alone[row % alone.length])).toBeLessThan(1e-5);
        }
      }
    });

    it('answers calls that overlap as it answers them one by one', async () => {
      const apart: Float32Array[] = [];
      for (const input of subject.inputs) apart.push(await encoder.encode([input]));
      expect(await Promise.all(subject.inputs.map((input) => encoder.encode([input])))).toEqual(apart);
    });

    it('gives nothing for nothing', async () => {
      expect(await encoder.encode([])).toEqual(new Float32Array(0));
    });

    it.skipIf(subject.empty === undefined)('gives zeros for an empty input, wherever it stands', async () => {
      const empty = subject.empty as Input;
      const [first, between, last] = await rowsOf([empty, subject.inputs[0], empty]);
      expect(lengthOf(first)).toBe(0);
      expect(lengthOf(between)).toBeCloseTo(1, 4);
      expect(lengthOf(last)).toBe(0);
    });

    it.skipIf(!subject.bad)(
      'refuses a bad input with what to do, and goes on with the next good one',
      async () => {
        const good = await encoder.encode([subject.inputs[0]]);
        for (const { code, input } of subject.bad ?? []) {
          await expect(encoder.encode([subject.inputs[0], input])).rejects.toMatchObject({
            name: 'DaogouError',
            code,
            remedy: expect.any(String),
          });
          expect(await encoder.encode([subject.inputs[0]])).toEqual(good);
        }
      },
    );

    it.skipIf(!subject.reload)('gives the same bits after it was saved and read back', async () => {
      const again = await subject.reload?.(encoder);
      expect(again?.name).toBe(encoder.name);
      expect(again?.width).toBe(encoder.width);
      expect(await again?.encode(subject.inputs)).toEqual(await encoder.encode(subject.inputs));
    });
  });
}

function lengthOf(vector: Float32Array): number {
  return Math.hypot(...vector);
}

/** The largest difference of any two entries. */
function furthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
