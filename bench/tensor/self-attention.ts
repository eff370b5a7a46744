import { createRandom } from '../../src/core/random.ts';
import {
  adam,
  add,
  concat,
  createTrainer,
  EmbeddingTable,
  Graph,
  layerNormLayer,
  linearLayer,
  matmul,
  multiply,
  normal,
  ParameterStore,
  relu,
  reshape,
  sampledSoftmax,
  scale,
  softmax,
  sparseAdam,
  split,
  sum,
  transpose,
  type Tensor,
} from '../../src/tensor/index.ts';
import type { Workload } from './workload.ts';

const ROWS = 128;
const LENGTH = 50;
const WIDTH = 64;
const HEADS = 2;
const LAYERS = 2;
const NEGATIVES = 512;
const ITEMS = 20_000;
const POSITIONS = ROWS * LENGTH;

/** SASRec (Kang and McAuley, 2018) with a sampled softmax at every position. */
export const selfAttention: Workload = {
  key: 'SASRec',
  description: `${LAYERS} layers, width ${WIDTH}, length ${LENGTH}, batch ${ROWS}, ${NEGATIVES} negatives`,
  bars: { 1: 0.9, 2: 0.7 },
  async prepare(threads) {
    const start = performance.now();
    const random = createRandom('self-attention');
    const store = new ParameterStore(random);
    const graph = new Graph();
    const history = graph.input('history', [POSITIONS, WIDTH], 'float32', { gradient: true });
    const next = graph.input('next', [POSITIONS, WIDTH], 'float32', { gradient: true });
    const negatives = graph.input('negatives', [NEGATIVES, WIDTH], 'float32', { gradient: true });
    const hidden = encode(graph, store, history);
    const positive = sum(multiply(hidden, next), [1], true);
    const logits = concat([positive, matmul(hidden, negatives, { transposeB: true })], 1);
    const extraGradients = [history, next, negatives];
    const trainer = await createTrainer({
      graph,
      loss: sampledSoftmax(logits),
      parameters: store,
      optimiser: adam(),
      extraGradients,
      threads,
    });
    const setUpMs = performance.now() - start;
    const table = EmbeddingTable.random({ rows: ITEMS, width: WIDTH }, 0.02, random.fork('items'));
    const optimiser = sparseAdam(table);
    const inputs = extraGradients.map(({ name, shape }) => {
      const ids = Int32Array.from({ length: shape[0] }, () => random.integer(ITEMS));
      return { name, ids, rows: table.gather(ids) };
    });
    const feeds = Object.fromEntries(inputs.map(({ name, rows }) => [name, rows]));
    return {
      setUpMs,
      async step() {
        for (const { ids, rows } of inputs) table.gather(ids, rows);
        const { loss, gradients } = await trainer.step(feeds);
        for (const { name, ids } of inputs) optimiser.accumulate(ids, gradients[name]);
        optimiser.step();
        return loss;
      },
      release: () => trainer.release(),
    };
  },
};

function encode(graph: Graph, store: ParameterStore, history: Tensor): Tensor {
  const positions = store.use(graph, 'positions', [LENGTH, WIDTH], normal(0.02));
  const future = new Float32Array(LENGTH * LENGTH);
  for (let i = 0; i < LENGTH; i++) future.fill(-1e9, i * LENGTH + i + 1, (i + 1) * LENGTH);
  const mask = graph.constant(future, [LENGTH, LENGTH]);
  let x = reshape(add(reshape(history, [ROWS, LENGTH, WIDTH]), positions), [POSITIONS, WIDTH]);
  for (let depth = 0; depth < LAYERS; depth++) {
    const attended = attend(
      graph,
      store,
      `${depth}`,
      layerNormLayer(graph, store, `${depth}.norm 1`, x),
      mask,
    );
    x = add(x, attended);
    const wide = linearLayer(
      graph,
      store,
      `${depth}.wide`,
      layerNormLayer(graph, store, `${depth}.norm 2`, x),
      4 * WIDTH,
    );
    x = add(x, linearLayer(graph, store, `${depth}.narrow`, relu(wide), WIDTH));
  }
  return layerNormLayer(graph, store, 'norm', x);
}

function attend(graph: Graph, store: ParameterStore, name: string, x: Tensor, mask: Tensor): Tensor {
  const joint = linearLayer(graph, store, `${name}.joint`, x, 3 * WIDTH);
  const perHead = reshape(joint, [ROWS, LENGTH, 3 * HEADS, WIDTH / HEADS]);
  const [queries, keys, values] = split(transpose(perHead, [0, 2, 1, 3]), 1, [HEADS, HEADS, HEADS]);
  const scores = scale(matmul(queries, keys, { transposeB: true }), (WIDTH / HEADS) ** -0.5);
  const weights = softmax(add(scores, mask)); // (rows, heads, length, length)
  const mixed = transpose(matmul(weights, values), [0, 2, 1, 3]); // (rows, length, heads, width / heads)
  return linearLayer(graph, store, `${name}.out`, reshape(mixed, [POSITIONS, WIDTH]), WIDTH);
}
