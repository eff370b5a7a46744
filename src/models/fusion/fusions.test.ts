import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../../tensor/check-gradients.ts';
import { CheckedParameters } from '../../tensor/checked-parameters.ts';
import { Graph } from '../../tensor/graph.ts';
import { concat } from '../../tensor/ops/shape.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import { fusionSuite, type FusedBatch, type FusionBatch } from '../../testing/fusion-suite.ts';
import type { Fusion } from './fusion.ts';
import { FUSION_NAMES, fusionNamed } from './named.ts';

const RANDOM = createRandom('fusions');

/** Fuses these numbers, with the parameters that the seed gives unless others are given. */
async function run(
  fusion: Fusion,
  { rows, width, vectors, mask }: FusionBatch,
  parameters = new ParameterStore(createRandom(fusion.name)),
): Promise<FusedBatch> {
  const graph = new Graph();
  const inputs = vectors.map((vector, i) => graph.input(`vectors ${i}`, [rows, vector.length / rows]));
  const { fused, weights } = fusion.build(
    graph,
    parameters,
    inputs,
    graph.input('mask', [rows, vectors.length]),
    width,
  );
  graph.output('fused', fused);
  graph.output('weights', weights);
  const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
  const feeds = Object.fromEntries(vectors.map((vector, i) => [`vectors ${i}`, vector]));
  const outputs = await session.run({ ...feeds, mask });
  await session.release();
  return { fused: outputs['fused'], weights: outputs['weights'] };
}

for (const name of FUSION_NAMES) {
  const fusion = fusionNamed(name, RANDOM);
  fusionSuite(name, {
    run: (batch) => run(fusion, batch),
    async worstGradientError() {
      const { worst } = await checkGradients(
        ({ graph, parameter }) => {
          const vectors = [parameter([4, 5]), parameter([4, 5]), parameter([4, 5])];
          const mask = graph.constant(Float32Array.of(1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0), [4, 3]);
          const store = new CheckedParameters(parameter);
          const { fused, weights } = fusion.build(graph, store, vectors, mask, 5);
          return concat([fused, weights], 1);
        },
        { random: createRandom('gradients'), samples: 20 },
      );
      return worst;
    },
  });
}

const ALL = Float32Array.of(1, 1, 1, 1);
const around = (expected: readonly number[], digits = 4): unknown[] =>
  expected.map((value): unknown => expect.closeTo(value, digits));

describe('worked out by hand,', () => {
  it('attention is the formula of its docstring', async () => {
    const parameters = new ParameterStore(createRandom('by hand'));
    parameters.set('fusion.query', Float32Array.of(Math.log(2), 0), [2, 1]);
    // w · h is log 2, 2 log 2 and 0 in the first row, so the weights are as 2 : 4 : 1; the second lacks the middle one.
    const batch = {
      rows: 2,
      width: 2,
      vectors: [Float32Array.of(1, 7, 1, 7), Float32Array.of(2, 0, 2, 0), Float32Array.of(0, 14, 0, 14)],
      mask: Float32Array.of(1, 1, 1, 1, 0, 1),
    };
    const { fused, weights } = await run(fusionNamed('attention', RANDOM), batch, parameters);
    expect([...weights]).toEqual(around([2 / 7, 4 / 7, 1 / 7, 2 / 3, 0, 1 / 3]));
    expect([...fused]).toEqual(around([10 / 7, 4, 2 / 3, 28 / 3]));
  });

  it('addition is the mean of what is there', async () => {
    const vectors = [Float32Array.of(1, 2, 3, 4), Float32Array.of(5, 8, 9, 9)];
    const batch = { rows: 2, width: 2, vectors, mask: Float32Array.of(1, 1, 1, 0) };
    const { fused, weights } = await run(fusionNamed('addition', RANDOM), batch);
    expect([...fused]).toEqual(around([3, 5, 3, 4]));
    expect([...weights]).toEqual(around([0.5, 0.5, 1, 0]));
  });

  it('concatenation is one linear layer over the modalities side by side and the mask', async () => {
    const parameters = new ParameterStore(createRandom('by hand'));
    parameters.set('fusion.block 0', Float32Array.of(1, 0, 0, 1), [2, 2]);
    parameters.set('fusion.block 1', Float32Array.of(0, 2, 2, 0), [2, 2]);
    parameters.set('fusion.bias 0', Float32Array.of(1, 1), [1, 2]);
    parameters.set('fusion.bias 1', Float32Array.of(0, 0), [1, 2]);
    const vectors = [Float32Array.of(1, 2, 1, 2), Float32Array.of(3, 4, 3, 4)];
    const batch = { rows: 2, width: 2, vectors, mask: Float32Array.of(1, 1, 0, 1) };
    const { fused, weights } = await run(fusionNamed('concatenation', RANDOM), batch, parameters);
    // [1, 2] + 1 and [8, 6]: 2.5 of 9.5 came of the first.
    expect([...fused]).toEqual(around([10, 9, 8, 6]));
    expect([...weights]).toEqual(around([2.5 / 9.5, 7 / 9.5, 0, 1]));
  });

  it('gates share each element among the modalities that are there', async () => {
    const parameters = new ParameterStore(createRandom('by hand'));
    parameters.set('fusion.gate.weight', new Float32Array(6 * 4), [6, 4]);
    // The first modality has 3 : 1 of the first element and 1 : 1 of the second.
    parameters.set('fusion.gate.bias', Float32Array.of(Math.log(3), 0, 0, 0), [4]);
    const vectors = [Float32Array.of(4, 2, 4, 2), Float32Array.of(0, 6, 0, 6)];
    const batch = { rows: 2, width: 2, vectors, mask: Float32Array.of(1, 1, 1, 0) };
    const { fused, weights } = await run(fusionNamed('gated', RANDOM), batch, parameters);
    expect([...fused]).toEqual(around([3, 4, 4, 2]));
    expect([...weights]).toEqual(around([0.625, 0.375, 1, 0]));
  });

  it('early fusion bends the sum of what all modalities put in', async () => {
    const parameters = new ParameterStore(createRandom('by hand'));
    parameters.set('fusion.block 0', Float32Array.of(1, -1), [1, 2]);
    parameters.set('fusion.block 1', Float32Array.of(1, 1, 0, 0), [2, 2]);
    parameters.set('fusion.bias 0', Float32Array.of(0, 0), [1, 2]);
    parameters.set('fusion.bias 1', Float32Array.of(0, 0), [1, 2]);
    parameters.set('fusion.out.weight', Float32Array.of(1, 10), [2, 1]);
    parameters.set('fusion.out.bias', Float32Array.of(0.5), [1]);
    // Features of two widths: 30 and [1, 9]. Hidden is what is left of [30, -30] + [1, 1] above 0.
    const vectors = [Float32Array.of(30), Float32Array.of(1, 9)];
    const batch = { rows: 1, width: 1, vectors, mask: ALL.slice(2) };
    const { fused, weights } = await run(fusionNamed('early', RANDOM), batch, parameters);
    expect([...fused]).toEqual(around([31.5]));
    expect([...weights]).toEqual(around([30 / 31, 1 / 31]));
  });

  it.each(['late', 'shopper-attention'])(
    'the product of two vectors of %s is the weighted sum of scores',
    async (name) => {
      const parameters = new ParameterStore(createRandom('by hand'));
      parameters.set('fusion.relevance', Float32Array.of(Math.log(3), 0), [1, 2]);
      const identity = Float32Array.of(1, 0, 0, 1);
      for (const tower of [0, 1]) parameters.set(`fusion.tower ${tower}.weight`, identity, [2, 2]);
      // Cosines of the two items: 0.6 in the first modality, 0 in the second, which the third item lacks.
      const vectors = [Float32Array.of(5, 0, 3, 4, 1, 0), Float32Array.of(0, 7, 1, 0, 8, 8)];
      const batch = { rows: 3, width: 4, vectors, mask: Float32Array.of(1, 1, 1, 1, 1, 0) };
      const { fused, weights } = await run(fusionNamed(name, RANDOM), batch, parameters);
      const product = (a: number, b: number): number =>
        fused.subarray(4 * a, 4 * a + 4).reduce((sum, x, i) => sum + x * fused[4 * b + i], 0);
      expect(product(0, 1)).toBeCloseTo(0.75 * 0.6, 5);
      expect(product(0, 2)).toBeCloseTo(Math.sqrt(0.75), 5);
      for (const item of [0, 1, 2]) expect(product(item, item)).toBeCloseTo(1, 5);
      expect([...weights]).toEqual(around([0.75, 0.25, 0.75, 0.25, 1, 0]));
    },
  );

  it('products of kernel fusion estimate the weighted sum of Gaussian kernels', async () => {
    const parameters = new ParameterStore(createRandom('by hand'));
    parameters.set('fusion.relevance', Float32Array.of(Math.log(3), 0), [1, 2]);
    const width = 20_000;
    // Squared distances 2 and 4 at an s² of 2.
    const vectors = [Float32Array.of(0, 0, 1, 1), Float32Array.of(1, 0, -1, 0)];
    const { fused, weights } = await run(
      fusionNamed('kernel', RANDOM),
      { rows: 2, width, vectors, mask: ALL },
      parameters,
    );
    const [one, other] = [fused.subarray(0, width), fused.subarray(width)];
    const product = one.reduce((sum, x, i) => sum + x * other[i], 0);
    expect(product).toBeCloseTo(0.75 * Math.exp(-2 / 4) + 0.25 * Math.exp(-4 / 4), 1.5);
    expect(one.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 1.5);
    expect([...weights]).toEqual(around([0.75, 0.25, 0.75, 0.25]));
  });

  it('kernel fusion draws its frequencies from the seed', async () => {
    const vectors = [Float32Array.of(1, 2), Float32Array.of(3, 4)];
    const batch = { rows: 1, width: 4, vectors, mask: Float32Array.of(1, 1) };
    const fusedBy = async (seed: string): Promise<Float32Array> =>
      (await run(fusionNamed('kernel', createRandom(seed)), batch)).fused;
    expect(await fusedBy('one')).toEqual(await fusedBy('one'));
    expect(await fusedBy('other')).not.toEqual(await fusedBy('one'));
  });
});

describe('fusionNamed', () => {
  it('says which fusions there are where one is not', () => {
    expect(() => fusionNamed('magic', RANDOM)).toThrow(
      expect.objectContaining({ code: 'invalid-input', received: 'magic' }),
    );
  });
});

describe('the shopper’s attention', () => {
  /** Two modalities of two elements each, weighing both alike. */
  const attended = async (
    likeness: readonly number[],
    offsets: readonly number[] = [0, 0],
  ): Promise<{ factors: Float32Array; weights: Float32Array }> => {
    const parameters = new ParameterStore(createRandom('shopper'));
    parameters.set('fusion.shopper.likeness', Float32Array.of(Math.log(0.5), Math.log(2)), [1, 2]);
    parameters.set('fusion.shopper.number', Float32Array.from(offsets), [1, 2]);
    const graph = new Graph();
    const rows = likeness.length / 3;
    const shoppers = { likeness: graph.constant(Float32Array.from(likeness), [rows, 3]), width: 4 };
    const result = fusionNamed('shopper-attention', RANDOM).attend?.(graph, parameters, shoppers);
    if (!result) throw new Error('It cannot attend.');
    graph.output('factors', result.factors);
    graph.output('weights', result.weights);
    const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
    const { factors, weights } = await session.run({});
    await session.release();
    return { factors, weights };
  };

  it('goes by the modality in which the shopper’s items are alike', async () => {
    // Logits 0.5 × 4 = 2 and 2 × -1 = -2, then 0 and 2.
    const { factors, weights } = await attended([4, -1, 0, 0, 1, 0]);
    const [e, f] = [Math.exp(2), Math.exp(1)];
    expect([...factors]).toEqual(around([e, e, 1 / e, 1 / e, 1 / f, 1 / f, f, f], 3));
    const [high, low] = [1 / (1 + Math.exp(-4)), 1 / (1 + Math.exp(2))];
    expect([...weights]).toEqual(around([high, 1 - high, low, 1 - low]));
  });

  it('lets the number of items speak for a modality', async () => {
    const { weights } = await attended([0, 0, 3], [0.5, -0.5]);
    expect([...weights]).toEqual(around([1 / (1 + Math.exp(-3)), 1 / (1 + Math.exp(3))]));
  });

  it('weighs all alike where nothing is known', async () => {
    const { factors, weights } = await attended([0, 0, 0], [1, -1]);
    expect([...factors]).toEqual(around([1, 1, 1, 1]));
    expect([...weights]).toEqual(around([0.5, 0.5]));
  });

  it('has the gradients that differences show', async () => {
    const { worst } = await checkGradients(
      ({ graph, parameter }) => {
        const store = new CheckedParameters(parameter);
        const attend = fusionNamed('shopper-attention', RANDOM).attend;
        const result = attend?.(graph, store, { likeness: parameter([3, 3]), width: 4 });
        if (!result) throw new Error('It cannot attend.');
        return concat([result.factors, result.weights], 1);
      },
      { random: createRandom('gradients'), samples: 20 },
    );
    expect(worst).toBeLessThan(1e-3);
  });
});
