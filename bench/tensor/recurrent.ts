import { createRandom } from '../../src/core/random.ts';
import {
  adam,
  add,
  createTrainer,
  concat,
  glorot,
  Graph,
  linear,
  mean,
  multiply,
  ParameterStore,
  sigmoid,
  split,
  subtract,
  tanh,
  zeros,
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
    const sequence = graph.input('sequence', [LENGTH * ROWS, WIDTH]);
    const weight = (name: string) => parameters.use(graph, `${name}.weight`, [WIDTH, 3 * WIDTH], glorot());
    const bias = (name: string) => parameters.use(graph, `${name}.bias`, [3 * WIDTH], zeros());
    const [hiddenWeight, hiddenBias] = [weight('hidden'), bias('hidden')];
    const fed = split(linear(sequence, weight('input'), bias('input')), 0, Array<number>(LENGTH).fill(ROWS));
    let state = graph.constant(new Float32Array(ROWS * WIDTH), [ROWS, WIDTH]);
    const states = fed.map((step) => {
      const gates = [WIDTH, WIDTH, WIDTH];
      const [inputReset, inputUpdate, inputNew] = split(step, 1, gates);
      const [reset, update, renewed] = split(linear(state, hiddenWeight, hiddenBias), 1, gates);
      const kept = sigmoid(add(inputUpdate, update));
      const candidate = tanh(add(inputNew, multiply(sigmoid(add(inputReset, reset)), renewed)));
      return (state = add(candidate, multiply(kept, subtract(state, candidate))));
    });
    const all = concat(states, 0);
    const trainer = await createTrainer({
      graph,
      loss: mean(multiply(all, all), [0, 1]),
      parameters,
      optimiser: adam(),
      threads,
    });
    const setUpMs = performance.now() - start;
    const feeds = { sequence: Float32Array.from({ length: LENGTH * ROWS * WIDTH }, () => random.normal()) };
    return { setUpMs, step: async () => (await trainer.step(feeds)).loss, release: () => trainer.release() };
  },
};
