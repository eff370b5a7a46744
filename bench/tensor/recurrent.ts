import { createRandom } from '../../src/core/random.ts';
import {
  adam,
  createTrainer,
  Graph,
  gruLayer,
  mean,
  multiply,
  ParameterStore,
} from '../../src/tensor/index.ts';
import type { Workload } from './workload.ts';

const ROWS = 256;
const LENGTH = 50;
const WIDTH = 64;

/** A gated recurrent unit over fed sequences; the loss is the mean square of all its states. */
export const recurrent: Workload = {
  key: 'GRU',
  description: `width ${WIDTH}, batch ${ROWS}, ${LENGTH} steps`,
  bars: { 1: 0.85, 2: 0.7 },
  async prepare(threads) {
    const start = performance.now();
    const random = createRandom('recurrent');
    const parameters = new ParameterStore(random);
    const graph = new Graph();
    const sequence = graph.input('sequence', [ROWS, LENGTH, WIDTH]);
    const { states } = gruLayer(graph, parameters, 'gru', sequence, { width: WIDTH });
    const loss = mean(multiply(states, states), [0, 1, 2]);
    const trainer = await createTrainer({ graph, loss, parameters, optimiser: adam(), threads });
    const setUpMs = performance.now() - start;
    const feeds = { sequence: Float32Array.from({ length: ROWS * LENGTH * WIDTH }, () => random.normal()) };
    return { setUpMs, step: async () => (await trainer.step(feeds)).loss, release: () => trainer.release() };
  },
};
