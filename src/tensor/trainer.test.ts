import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { EmbeddingTable } from './embedding-table.ts';
import { Graph, type TypedArray } from './graph.ts';
import { convolutionLayer } from './layers/convolution.ts';
import { layerNormLayer } from './layers/layer-norm.ts';
import { linearLayer } from './layers/linear.ts';
import { mlp } from './layers/mlp.ts';
import { relu, tanh } from './ops/activation.ts';
import { multiply } from './ops/arithmetic.ts';
import { gather } from './ops/gather.ts';
import { binaryCrossEntropy, crossEntropy } from './ops/losses.ts';
import { matmul } from './ops/matmul.ts';
import { globalAveragePool } from './ops/pooling.ts';
import { sum } from './ops/reduce.ts';
import { reshape } from './ops/shape.ts';
import { softmax } from './ops/softmax.ts';
import { adam } from './optimisers/adam.ts';
import { sparseAdam } from './optimisers/sparse-adam.ts';
import { normal, ParameterStore } from './parameters.ts';
import { createSession } from './session.ts';
import { createTrainer, type Trainer } from './trainer.ts';

const ROWS = 64;

/** Two interleaved spirals, which no straight line can part. */
function spirals(seed: string): { points: Float32Array; classes: Int32Array } {
  const random = createRandom(seed);
  const points = new Float32Array(ROWS * 2);
  const classes = new Int32Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    classes[i] = i % 2;
    const angle = random.next() * 4;
    points[2 * i] = (angle / 4) * Math.cos(angle + Math.PI * classes[i]);
    points[2 * i + 1] = (angle / 4) * Math.sin(angle + Math.PI * classes[i]);
  }
  return { points, classes };
}

async function spiralTrainer(threads: number): Promise<{ store: ParameterStore; trainer: Trainer }> {
  const store = new ParameterStore(createRandom('spirals'));
  const graph = new Graph();
  const points = graph.input('points', [ROWS, 2]);
  const logits = mlp(graph, store, 'mlp', points, { widths: [32, 32, 2], activation: tanh });
  graph.output('logits', logits);
  const trainer = await createTrainer({
    graph,
    loss: crossEntropy(logits, graph.input('classes', [ROWS], 'int32')),
    parameters: store,
    optimiser: adam({ learningRate: 0.02 }),
    threads,
  });
  return { store, trainer };
}

function accuracy(logits: Float32Array, classes: Int32Array): number {
  const width = logits.length / classes.length;
  let right = 0;
  for (const [i, target] of classes.entries()) {
    const row = [...logits.subarray(i * width, (i + 1) * width)];
    if (row.indexOf(Math.max(...row)) === target) right++;
  }
  return right / classes.length;
}

describe('learning', () => {
  it('a multi-layer perceptron parts two spirals, on points it never saw too', async () => {
    const { store, trainer } = await spiralTrainer(1);
    let loss = Infinity;
    for (let i = 0; i < 300; i++) ({ loss } = await trainer.step(spirals(`batch ${i}`)));
    expect(loss).toBeLessThan(0.1);
    await trainer.release();

    const serving = new Graph();
    const points = serving.input('points', [ROWS, 2]);
    serving.output('logits', mlp(serving, store, 'mlp', points, { widths: [32, 32, 2], activation: tanh }));
    const session = await createSession(serving.toOnnx({ frozen: store.frozen() }));
    const unseen = spirals('unseen');
    const { logits } = await session.run({ points: unseen.points });
    expect(accuracy(logits, unseen.classes)).toBeGreaterThan(0.95);
  });

  it('a convolutional network tells horizontal from vertical stripes', async () => {
    const images = (seed: string): Record<string, TypedArray> => {
      const random = createRandom(seed);
      const classes = Int32Array.from({ length: 16 }, () => random.integer(2));
      const pixels = new Float32Array(16 * 12 * 12);
      for (let i = 0; i < pixels.length; i++) {
        const [image, row, column] = [Math.floor(i / 144), Math.floor((i % 144) / 12), i % 12];
        const stripe = (classes[image] === 0 ? row : column) % 4 < 2 ? 1 : -1;
        pixels[i] = stripe + 0.5 * random.normal();
      }
      return { pixels, classes };
    };
    const store = new ParameterStore(createRandom('stripes'));
    const graph = new Graph();
    let features = graph.input('pixels', [16, 1, 12, 12]);
    for (const [depth, channels] of [4, 8].entries()) {
      const options = { channels, kernel: 3, stride: 2, padding: 1 };
      features = relu(convolutionLayer(graph, store, `convolution ${depth}`, features, options));
    }
    const logits = linearLayer(graph, store, 'classes', globalAveragePool(features), 2);
    graph.output('logits', logits);
    const trainer = await createTrainer({
      graph,
      loss: crossEntropy(logits, graph.input('classes', [16], 'int32')),
      parameters: store,
      optimiser: adam({ learningRate: 0.02 }),
    });
    for (let i = 0; i < 100; i++) await trainer.step(images(`batch ${i}`));
    const unseen = images('unseen');
    const { outputs } = await trainer.step(unseen);
    expect(accuracy(outputs.logits, unseen.classes as Int32Array)).toBe(1);
  });

  it('rows of an embedding table learn through extra gradients', async () => {
    const table = EmbeddingTable.random({ rows: 20, width: 4 }, 0.1, createRandom('table'));
    const optimiser = sparseAdam(table, { learningRate: 0.1 });
    const store = new ParameterStore(createRandom('none'));
    const graph = new Graph();
    const left = graph.input('left', [32, 4], 'float32', { gradient: true });
    const right = graph.input('right', [32, 4], 'float32', { gradient: true });
    const targets = graph.input('targets', [32]);
    const trainer = await createTrainer({
      graph,
      loss: binaryCrossEntropy(sum(multiply(left, right), [1]), targets),
      parameters: store,
      optimiser: adam(),
      extraGradients: [left, right],
    });
    const random = createRandom('pairs');
    let loss = Infinity;
    for (let i = 0; i < 200; i++) {
      // Pairs belong together when both are even or both are odd.
      const a = Int32Array.from({ length: 32 }, () => random.integer(20));
      const b = Int32Array.from({ length: 32 }, () => random.integer(20));
      const feeds = { left: table.gather(a), right: table.gather(b) };
      const result = await trainer.step({
        ...feeds,
        targets: Float32Array.from(a, (id, k) => Number((id + b[k]) % 2 === 0)),
      });
      optimiser.accumulate(a, result.gradients.left);
      optimiser.accumulate(b, result.gradients.right);
      optimiser.step();
      ({ loss } = result);
    }
    expect(loss).toBeLessThan(0.05);
  });
});

describe('repeating', () => {
  it('gives the same bits for the same seed, on one thread and on two', async () => {
    const train = async (threads: number): Promise<Uint8Array> => {
      const store = new ParameterStore(createRandom(7));
      const graph = new Graph();
      let maps = graph.input('pixels', [16, 3, 32, 32]);
      for (const [depth, channels] of [16, 32].entries()) {
        const options = { channels, kernel: 3, stride: 2, padding: 1 };
        maps = relu(convolutionLayer(graph, store, `maps ${depth}`, maps, options));
      }
      // Many equal indices: additions to one row must neither race nor change their order.
      const table = store.use(graph, 'table', [300, 32], normal(0.1));
      const rows = reshape(gather(table, graph.input('rows', [16 * 100], 'int32')), [16, 100, 32]);
      const queries = reshape(globalAveragePool(maps), [16, 1, 32]);
      const attention = softmax(matmul(queries, rows, { transposeB: true }));
      const mixed = layerNormLayer(graph, store, 'norm', matmul(attention, rows));
      const logits = mlp(graph, store, 'mlp', reshape(mixed, [16, 32]), { widths: [256, 500] });
      const trainer = await createTrainer({
        graph,
        loss: crossEntropy(logits, graph.input('classes', [16], 'int32')),
        parameters: store,
        optimiser: adam(),
        threads,
      });
      const random = createRandom('data');
      for (let i = 0; i < 10; i++) {
        await trainer.step({
          pixels: Float32Array.from({ length: 16 * 3 * 32 * 32 }, () => random.normal()),
          rows: Int32Array.from({ length: 1600 }, () => random.integer(random.integer(300) + 1)),
          classes: Int32Array.from({ length: 16 }, () => random.integer(500)),
        });
      }
      await trainer.release();
      return Buffer.concat([...store].map(([, { data }]) => new Uint8Array(data.buffer)));
    };
    const first = await train(1);
    expect(Buffer.compare(first, await train(1))).toBe(0);
    expect(Buffer.compare(first, await train(2))).toBe(0);
  });

  it('keeps memory flat over two thousand steps, with tables and new arrays in each', async () => {
    const { trainer } = await spiralTrainer(1);
    const table = EmbeddingTable.random({ rows: 500, width: 2 }, 1, createRandom('table'));
    const optimiser = sparseAdam(table);
    const { classes } = spirals('one');
    const random = createRandom('rows');
    const train = async (steps: number): Promise<void> => {
      for (let i = 0; i < steps; i++) {
        const ids = Int32Array.from({ length: ROWS }, () => random.integer(500));
        const points = table.gather(ids);
        await trainer.step({ points, classes });
        optimiser.accumulate(ids, points);
        optimiser.step();
      }
    };
    const megabytes = (): number => process.memoryUsage().rss / 2 ** 20;
    await train(300);
    const before = megabytes();
    await train(2000);
    expect(megabytes() - before).toBeLessThan(30);
  });

  it('stops before the parameters are spoilt when the loss is not finite', async () => {
    const { store, trainer } = await spiralTrainer(1);
    const { points, classes } = spirals('broken');
    points[3] = NaN;
    const before = store.get('mlp.0.weight').data.slice();
    await expect(trainer.step({ points, classes })).rejects.toMatchObject({
      code: 'invalid-input',
      received: NaN,
    });
    expect(store.get('mlp.0.weight').data).toEqual(before);
  });
});
