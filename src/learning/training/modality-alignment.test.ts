import { describe, expect, it } from 'vitest';
import type { Modality } from '../../core/contracts/modality.ts';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../../tensor/check-gradients.ts';
import type { Tensor } from '../../tensor/graph.ts';
import { compute } from '../../tensor/ops/compute.ts';
import { alignmentLoss, checkAlignment } from './modality-alignment.ts';

const sides = (image: Tensor, text: Tensor): Map<Modality, Tensor> =>
  new Map([
    ['image', image],
    ['text', text],
  ]);

async function lossOf(image: number[], text: number[], there: number[]): Promise<number> {
  const rows = there.length / 2;
  const values = [
    [image, [rows, 2]],
    [text, [rows, 2]],
    [there, [rows, 2]],
  ] as const;
  const [loss] = await compute(values, (a, b, mask) => alignmentLoss(sides(a, b), mask));
  return loss;
}

describe('the alignment of pictures and texts', () => {
  it('is the loss worked out by hand, among the items that have both', async () => {
    // Directions at right angles: the own text at cosine 1, the only other at 0; so -log(e^10 / (e^10 + 1)) each way.
    const apart = Math.log(1 + Math.exp(-10));
    // The third item lacks its text: whatever stands there is neither sought nor found.
    const image = [2, 0, 0, 3, 1, 1];
    const text = [1, 0, 0, 1, 5, 5];
    expect(await lossOf(image, text, [1, 1, 1, 1, 1, 0])).toBeCloseTo(apart, 5);
    // Swapped texts are as wrong as can be.
    expect(await lossOf(image, [0, 1, 1, 0, 5, 5], [1, 1, 1, 1, 1, 0])).toBeCloseTo(10 + apart, 3);
  });

  it('is 0 where no item has both', async () => {
    expect(await lossOf([1, 2, 3, 4], [1, 1, 2, 2], [1, 0, 0, 1])).toBe(0);
  });

  it('has the gradients that differences show', async () => {
    const { worst } = await checkGradients(
      ({ graph, parameter }) =>
        alignmentLoss(
          sides(parameter([4, 3]), parameter([4, 3])),
          graph.constant(Float32Array.of(1, 1, 1, 1, 0, 1, 1, 1), [4, 2]),
        ),
      { random: createRandom('alignment') },
    );
    expect(worst).toBeLessThan(1e-3);
  });

  it('is refused where there is nothing to align', () => {
    const refused = expect.objectContaining({ code: 'invalid-input' });
    expect(() => checkAlignment(0.1, ['image', 'attributes'], 'gated')).toThrow(refused);
    expect(() => checkAlignment(0.1, ['image', 'text'], 'early')).toThrow(refused);
    expect(() => checkAlignment(-1, ['image', 'text'], 'gated')).toThrow(refused);
    expect(() => checkAlignment(0, ['behaviour'], 'early')).not.toThrow();
  });
});
