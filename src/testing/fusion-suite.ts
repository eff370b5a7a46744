import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../core/random.ts';

/** Numbers of `rows` items with `modalities` vectors of `width` each. */
export interface FusionBatch {
  readonly rows: number;
  readonly width: number;
  /** One array of `rows × width` a modality. */
  readonly vectors: readonly Float32Array[];
  /** `rows × modalities`: 1 where the modality is there, 0 where it is missing. */
  readonly mask: Float32Array;
}

export interface FusedBatch {
  /** `rows × as many as the fusion gives`: it may round the width up. */
  readonly fused: Float32Array;
  /** `rows × modalities`. */
  readonly weights: Float32Array;
}

export interface FusionUnderTest {
  /** Builds the fusion into a graph, always with the same parameters, and runs it on these numbers. */
  readonly run: (batch: FusionBatch) => Promise<FusedBatch>;
  /** The largest relative error of its gradients against finite differences, as `checkGradients` gives it. */
  readonly worstGradientError: () => Promise<number>;
}

const ROWS = 8;
const WIDTH = 6;
const MODALITIES = 3;
/** Every way in which three modalities can be there or missing, one a row. */
const EVERY_MASK = Float32Array.from(
  { length: ROWS * MODALITIES },
  (_, i) => (Math.floor(i / MODALITIES) >> (i % MODALITIES)) & 1,
);

/**
 * What every Fusion must do. Registers Vitest tests.
 *
 *     fusionSuite('attention', { run, worstGradientError });
 */
export function fusionSuite(name: string, { run, worstGradientError }: FusionUnderTest): void {
  describe(`the fusion ${name}`, () => {
    it('gives weights that sum to 1 over what is there and are 0 for what is missing', async () => {
      const { weights } = await run(randomBatch(createRandom('weights')));
      for (let row = 0; row < ROWS; row++) {
        const shares = weights.subarray(row * MODALITIES, (row + 1) * MODALITIES);
        const there = EVERY_MASK.subarray(row * MODALITIES, (row + 1) * MODALITIES);
        expect(shares.every((share, i) => share >= 0 && (there[i] === 1 || share === 0))).toBe(true);
        expect(sumOf(shares)).toBeCloseTo(there.includes(1) ? 1 : 0, 5);
      }
    });

    it('gives zeros where every modality is missing', async () => {
      const { fused, weights } = await run(randomBatch(createRandom('missing')));
      const width = fused.length / ROWS;
      expect(width).toBeGreaterThanOrEqual(WIDTH);
      expect([...fused.subarray(0, width)].map(Math.abs)).toEqual(Array.from({ length: width }, () => 0));
      expect([...weights.subarray(0, MODALITIES)].map(Math.abs)).toEqual([0, 0, 0]);
    });

    for (const size of [0, 1, 1e3, 1e15, 1e30]) {
      it(`is not moved by numbers of size ${size} that stand in a missing modality's place`, async () => {
        const batch = randomBatch(createRandom('rubbish'));
        const rubbish = { ...batch, vectors: withRubbish(batch, size, createRandom(`rubbish of ${size}`)) };
        expect(unsigned(await run(rubbish))).toEqual(unsigned(await run(batch)));
      });
    }

    it('is moved by numbers in any place that is there', async () => {
      const batch = randomBatch(createRandom('moved'));
      const { fused } = await run(batch);
      for (let modality = 0; modality < MODALITIES; modality++) {
        const vectors = batch.vectors.map((vector, i) =>
          // Not by the same amount everywhere: a fusion may compare directions.
          i === modality ? vector.map((x, at) => x + 1 + (at % WIDTH)) : vector,
        );
        const { fused: moved } = await run({ ...batch, vectors });
        for (let row = 0; row < ROWS; row++) {
          const width = fused.length / ROWS;
          const rowOf = (all: Float32Array): string => all.subarray(row * width, (row + 1) * width).join();
          expect(rowOf(moved) !== rowOf(fused)).toBe(EVERY_MASK[row * MODALITIES + modality] === 1);
        }
      }
    });

    it('treats rows apart: their order does not matter', async () => {
      const batch = randomBatch(createRandom('order'));
      const turned = {
        ...batch,
        vectors: batch.vectors.map((vector) => turnedRows(vector, WIDTH)),
        mask: turnedRows(batch.mask, MODALITIES),
      };
      const [straight, reversed] = [await run(batch), await run(turned)];
      expect(closeTo(turnedRows(reversed.fused, straight.fused.length / ROWS), straight.fused)).toBe(true);
      expect(closeTo(turnedRows(reversed.weights, MODALITIES), straight.weights)).toBe(true);
    });

    it('gives the same bits for the same parameters', async () => {
      const batch = randomBatch(createRandom('again'));
      expect(await run(batch)).toEqual(await run(batch));
    });

    it('has the gradients that differences show', async () => {
      expect(await worstGradientError()).toBeLessThan(1e-3);
    });
  });
}

function randomBatch(random: Random): FusionBatch {
  return {
    rows: ROWS,
    width: WIDTH,
    vectors: Array.from({ length: MODALITIES }, () =>
      Float32Array.from({ length: ROWS * WIDTH }, () => random.normal()),
    ),
    mask: EVERY_MASK,
  };
}

function withRubbish({ mask, vectors }: FusionBatch, size: number, random: Random): Float32Array[] {
  return vectors.map((vector, modality) =>
    vector.map((value, i) => {
      const missing = mask[Math.floor(i / WIDTH) * MODALITIES + modality] === 0;
      return missing ? size * random.normal() : value;
    }),
  );
}

/** With 0 in place of -0, which is the same number. */
function unsigned({ fused, weights }: FusedBatch): FusedBatch {
  return { fused: fused.map((x) => x + 0), weights: weights.map((x) => x + 0) };
}

function turnedRows(matrix: Float32Array, width: number): Float32Array {
  const rows = matrix.length / width;
  return matrix.map((_, i) => matrix[(rows - 1 - Math.floor(i / width)) * width + (i % width)]);
}

function closeTo(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]) < 1e-5);
}

function sumOf(numbers: Float32Array): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
