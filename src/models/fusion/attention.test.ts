import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../../tensor/check-gradients.ts';
import { CheckedParameters } from '../../tensor/checked-parameters.ts';
import { Graph } from '../../tensor/graph.ts';
import { concat } from '../../tensor/ops/shape.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createSession } from '../../tensor/session.ts';
import { fusionSuite, type FusedBatch, type FusionBatch } from '../../testing/fusion-suite.ts';
import { attentionFusion } from './attention.ts';

async function run(
  { rows, width, vectors, mask }: FusionBatch,
  parameters = new ParameterStore(createRandom('attention')),
): Promise<FusedBatch> {
  const graph = new Graph();
  const inputs = vectors.map((_, i) => graph.input(`vectors ${i}`, [rows, width]));
  const { fused, weights } = attentionFusion.build(
    graph,
    parameters,
    inputs,
    graph.input('mask', [rows, vectors.length]),
  );
  graph.output('fused', fused);
  graph.output('weights', weights);
  const session = await createSession(graph.toOnnx({ frozen: parameters.frozen() }));
  const feeds = Object.fromEntries(vectors.map((vector, i) => [`vectors ${i}`, vector]));
  const outputs = await session.run({ ...feeds, mask });
  await session.release();
  return { fused: outputs['fused'], weights: outputs['weights'] };
}

fusionSuite('attention', {
  run,
  async worstGradientError() {
    const { worst } = await checkGradients(
      ({ graph, parameter }) => {
        const vectors = [parameter([4, 5]), parameter([4, 5]), parameter([4, 5])];
        const mask = graph.constant(Float32Array.of(1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0), [4, 3]);
        const store = new CheckedParameters(parameter);
        const { fused, weights } = attentionFusion.build(graph, store, vectors, mask);
        return concat([fused, weights], 1);
      },
      { random: createRandom('gradients'), samples: 20 },
    );
    return worst;
  },
});

describe('attentionFusion', () => {
  it('is the formula of its docstring, computed by hand', async () => {
    const parameters = new ParameterStore(createRandom('by hand'));
    parameters.set('fusion.query', Float32Array.of(Math.log(2), 0), [2, 1]);
    // w · h is log 2, 2 log 2 and 0 in the first row, so the weights are as 2 : 4 : 1; the second lacks the middle one.
    const { fused, weights } = await run(
      {
        rows: 2,
        width: 2,
        vectors: [Float32Array.of(1, 7, 1, 7), Float32Array.of(2, 0, 2, 0), Float32Array.of(0, 14, 0, 14)],
        mask: Float32Array.of(1, 1, 1, 1, 0, 1),
      },
      parameters,
    );
    const expected = [2 / 7, 4 / 7, 1 / 7, 2 / 3, 0, 1 / 3];
    for (const [i, weight] of expected.entries()) expect(weights[i]).toBeCloseTo(weight, 5);
    for (const [i, value] of [10 / 7, 4, 2 / 3, 28 / 3].entries()) expect(fused[i]).toBeCloseTo(value, 4);
  });
});
