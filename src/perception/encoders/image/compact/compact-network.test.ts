import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../core/random.ts';
import { checkGradients } from '../../../../tensor/check-gradients.ts';
import { Graph } from '../../../../tensor/graph.ts';
import { concat, reshape } from '../../../../tensor/ops/shape.ts';
import { ParameterStore } from '../../../../tensor/parameters.ts';
import { createSession } from '../../../../tensor/session.ts';
import {
  compactNetwork,
  COMPACT_ARCHITECTURE,
  type CompactArchitecture,
  type WeightSource,
} from './compact-network.ts';
import { foldedWeights, foldWeights, standardisedWeights } from './compact-weights.ts';

const TINY: CompactArchitecture = { stem: 4, widths: [6, 8], blocks: [2, 1] };
const ROWS = 2;

const random = createRandom('compact-network');
const pixels = Float32Array.from({ length: ROWS * 3 * 64 * 64 }, () => random.normal());

async function features(
  store: ParameterStore,
  weights: WeightSource,
  architecture = TINY,
): Promise<Float32Array> {
  const graph = new Graph();
  graph.output('x', compactNetwork(graph.input('pixels', [ROWS, 3, 64, 64]), weights, architecture));
  const session = await createSession(graph.toOnnx({ frozen: store.frozen() }));
  const { x } = await session.run({ pixels });
  await session.release();
  return x;
}

/** Parameters as training would leave them: none at its starting value. */
async function trainedStore(): Promise<ParameterStore> {
  const store = new ParameterStore(createRandom('trained'));
  await features(store, standardisedWeights(store));
  for (const [, { data }] of store) for (let i = 0; i < data.length; i++) data[i] += 0.3 * random.normal();
  return store;
}

describe('the compact network', () => {
  it('computes the same with folded weights as with standardised ones', async () => {
    const store = await trainedStore();
    const expected = await features(store, standardisedWeights(store));
    const folded = await foldWeights(store, TINY);
    const received = await features(folded, foldedWeights(folded));
    expect(received.length).toBe(ROWS * 8);
    for (const [i, value] of received.entries()) expect(value).toBeCloseTo(expected[i], 4);
  });

  it('keeps features near spread 1 before any training, however deep', async () => {
    const store = new ParameterStore(createRandom('fresh'));
    const deep = { ...COMPACT_ARCHITECTURE, blocks: [3, 6, 3] };
    const values = await features(store, standardisedWeights(store), deep);
    const spread = Math.hypot(...values) / Math.sqrt(values.length);
    expect(spread).toBeGreaterThan(0.2);
    expect(spread).toBeLessThan(3);
  });

  it('standardises weights, with gradients that agree with finite differences', async () => {
    const check = await checkGradients(
      ({ graph, parameter }) => {
        const store = new ParameterStore(createRandom('fresh'));
        // Every parameter that the weights ask for becomes one that is checked.
        store.use = (_graph, _name, shape) => parameter(shape);
        const request = { name: 'x', shape: [3, 2, 2, 2], inputScale: 1.7, branchScale: 0.2 };
        const { weight, bias } = standardisedWeights(store)(graph, request);
        return concat([reshape(weight, [24]), bias], 0);
      },
      { random: createRandom('check') },
    );
    expect(check.checked).toBeGreaterThan(12);
    expect(check.worst).toBeLessThan(1e-3);
  });
});
