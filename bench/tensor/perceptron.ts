import { createRandom } from '../../src/core/random.ts';
import {
  adam,
  binaryCrossEntropy,
  concat,
  createTrainer,
  EmbeddingTable,
  Graph,
  mlp,
  ParameterStore,
  sparseAdam,
} from '../../src/tensor/index.ts';
import type { Workload } from './workload.ts';

const ROWS = 1024;
const WIDTH = 64;
const FEATURES = 256;
const VOCABULARY = 100_000;

/** A ranker: two embedding tables with sparse Adam, 256 further features, layers of 256, 128 and 1. */
export const perceptron: Workload = {
  key: 'MLP',
  description: `a ranker, batch ${ROWS}, two tables of ${VOCABULARY} × ${WIDTH} with sparse Adam`,
  bars: { 1: 1, 2: 1 },
  async prepare(threads) {
    const start = performance.now();
    const random = createRandom('perceptron');
    const store = new ParameterStore(random);
    const graph = new Graph();
    const user = graph.input('user', [ROWS, WIDTH], 'float32', { gradient: true });
    const item = graph.input('item', [ROWS, WIDTH], 'float32', { gradient: true });
    const features = graph.input('features', [ROWS, FEATURES]);
    const logits = mlp(graph, store, 'mlp', concat([user, item, features], 1), { widths: [256, 128, 1] });
    const trainer = await createTrainer({
      graph,
      loss: binaryCrossEntropy(logits, graph.input('clicked', [ROWS, 1])),
      parameters: store,
      optimiser: adam(),
      extraGradients: [user, item],
      threads,
    });
    const setUpMs = performance.now() - start;
    const tables = [user, item].map((input) => {
      const table = EmbeddingTable.random({ rows: VOCABULARY, width: WIDTH }, 0.05, random.fork(input.name));
      const ids = Int32Array.from({ length: ROWS }, () => random.integer(VOCABULARY));
      return { name: input.name, table, ids, rows: table.gather(ids), optimiser: sparseAdam(table) };
    });
    const feeds = {
      features: Float32Array.from({ length: ROWS * FEATURES }, () => random.normal()),
      clicked: Float32Array.from({ length: ROWS }, () => random.integer(2)),
      user: tables[0].rows,
      item: tables[1].rows,
    };
    return {
      setUpMs,
      async step() {
        for (const { table, ids, rows } of tables) table.gather(ids, rows);
        const { loss, gradients } = await trainer.step(feeds);
        for (const { name, ids, optimiser } of tables) {
          optimiser.accumulate(ids, gradients[name]);
          optimiser.step();
        }
        return loss;
      },
      release: () => trainer.release(),
    };
  },
};
