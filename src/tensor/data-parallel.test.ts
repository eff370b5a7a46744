import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { createDataParallelTrainer, type DataParallelTrainer } from './data-parallel.ts';
import { Graph, type Tensor } from './graph.ts';
import { convolutionLayer } from './layers/convolution.ts';
import { linearLayer } from './layers/linear.ts';
import { relu } from './ops/activation.ts';
import { dropout } from './ops/dropout.ts';
import { gather } from './ops/gather.ts';
import { crossEntropy } from './ops/losses.ts';
import { globalAveragePool } from './ops/pooling.ts';
import { adam } from './optimisers/adam.ts';
import { ParameterStore } from './parameters.ts';
import { createTrainer, type Feeds, type Trainer } from './trainer.ts';

const ROWS = 24;
const CLASSES = 5;

/** A small network over images of bytes, with a mask and a fed row, for a batch of `rows`. */
function network(rows: number): { graph: Graph; loss: Tensor; parameters: ParameterStore; mask: Tensor } {
  const parameters = new ParameterStore(createRandom('network'));
  const graph = new Graph();
  const pixels = graph.input('pixels', [rows, 3, 9, 9]);
  const options = { channels: 8, kernel: 3, stride: 2, padding: 1 };
  const maps = relu(convolutionLayer(graph, parameters, 'maps', pixels, options));
  const mask = graph.input('mask', [rows, 8], 'float32', { gradient: true });
  const logits = linearLayer(graph, parameters, 'classes', dropout(globalAveragePool(maps), mask), CLASSES);
  graph.output('logits', logits);
  return { graph, loss: crossEntropy(logits, graph.input('classes', [rows], 'int64')), parameters, mask };
}

function batches(count: number): { pixels: Float32Array; mask: Float32Array; classes: BigInt64Array }[] {
  const random = createRandom('batches');
  return Array.from({ length: count }, () => ({
    pixels: Float32Array.from({ length: ROWS * 3 * 81 }, () => random.normal()),
    mask: Float32Array.from({ length: ROWS * 8 }, () => random.integer(2) * 2),
    classes: BigInt64Array.from({ length: ROWS }, () => BigInt(random.integer(CLASSES))),
  }));
}

/** Equal parts of every array. */
function cut(batch: Feeds, shares: number): Feeds[] {
  return Array.from({ length: shares }, (_, share) =>
    Object.fromEntries(
      Object.entries(batch).map(([name, values]) => {
        const size = values.length / shares;
        return [name, values.subarray(share * size, (share + 1) * size)];
      }),
    ),
  );
}

const bitsOf = (store: ParameterStore): Buffer =>
  Buffer.concat([...store].map(([, { data }]) => new Uint8Array(data.buffer)));

const open: (DataParallelTrainer | Trainer)[] = [];
afterEach(async () => {
  for (const trainer of open.splice(0)) await trainer.release();
});

async function parallel(shares: number, workers: number, learningRate = 0.01) {
  const { mask, ...model } = network(ROWS / shares);
  const trainer = await createDataParallelTrainer({
    ...model,
    extraGradients: [mask],
    optimiser: adam({ learningRate }),
    shares,
    workers,
  });
  open.push(trainer);
  return { trainer, parameters: model.parameters };
}

async function alone() {
  const { mask, ...model } = network(ROWS);
  const optimiser = adam({ learningRate: 0.01 });
  const trainer = await createTrainer({ ...model, extraGradients: [mask], optimiser });
  open.push(trainer);
  return { trainer, parameters: model.parameters };
}

describe('createDataParallelTrainer', () => {
  it('gives the bits of a plain trainer for one share', async () => {
    const [plain, shared] = [await alone(), await parallel(1, 1)];
    for (const batch of batches(5)) {
      const expected = await plain.trainer.step(batch);
      const result = await shared.trainer.step([batch]);
      expect(result.loss).toBe(expected.loss);
      expect(result.shares[0].outputs.logits).toEqual(expected.outputs.logits);
      expect(result.shares[0].gradients.mask).toEqual(expected.gradients.mask);
    }
    expect(bitsOf(shared.parameters)).toEqual(bitsOf(plain.parameters));
  });

  it('gives the same bits for four shares on one, two and three workers', async () => {
    const runs = await Promise.all(
      [1, 2, 3].map(async (workers) => {
        const { trainer, parameters } = await parallel(4, workers);
        const losses: number[] = [];
        for (const batch of batches(8)) losses.push((await trainer.step(cut(batch, 4))).loss);
        return { losses, bits: bitsOf(parameters) };
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  it('learns as from one batch: loss and gradients are means over all rows', async () => {
    const [batch] = batches(1);
    const [plain, shared] = [await alone(), await parallel(3, 2)];
    const expected = await plain.trainer.step(batch);
    const result = await shared.trainer.step(cut(batch, 3));
    expect(result.loss).toBeCloseTo(expected.loss, 5);
    const gradients = result.shares.flatMap((share) => [...share.gradients.mask]);
    for (const [i, gradient] of gradients.entries())
      expect(gradient).toBeCloseTo(expected.gradients.mask[i], 6);
    for (const [name, { data }] of shared.parameters) {
      const other = plain.parameters.get(name).data;
      for (let i = 0; i < data.length; i++) expect(data[i]).toBeCloseTo(other[i], 4);
    }
  });

  it('has read the batch when step returns, so that the next can be written meanwhile', async () => {
    const [first, second] = batches(2);
    const [quiet, busy] = [await parallel(2, 2), await parallel(2, 2)];
    const expected = await quiet.trainer.step(cut(first, 2));
    const own = { ...first, pixels: first.pixels.slice() };
    const step = busy.trainer.step(cut(own, 2));
    own.pixels.set(second.pixels);
    expect((await step).loss).toBe(expected.loss);
  });

  it('refuses feeds that do not fit and a second step at once, and goes on', async () => {
    const [batch] = batches(1);
    const { trainer, parameters } = await parallel(2, 2);
    const before = bitsOf(parameters);
    const [left, right] = cut(batch, 2);
    await expect(trainer.step([left])).rejects.toMatchObject({ code: 'invalid-input', received: 1 });
    await expect(trainer.step([left, { ...right, mask: new Float32Array(3) }])).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    await expect(trainer.step([left, { ...right, classes: new Int32Array(ROWS / 2) }])).rejects.toMatchObject(
      { code: 'invalid-input', received: 'Int32Array' },
    );
    const wrong = new BigInt64Array(ROWS / 2).fill(99n);
    await expect(trainer.step([left, { ...right, classes: wrong }])).rejects.toMatchObject({
      code: 'invalid-input',
      message: /out of data bounds/,
    });
    const broken = new Float32Array(ROWS * 4).fill(NaN);
    await expect(trainer.step([{ ...left, mask: broken }, right])).rejects.toMatchObject({ received: NaN });
    expect(bitsOf(parameters)).toEqual(before);
    const step = trainer.step([left, right]);
    await expect(trainer.step([left, right])).rejects.toMatchObject({ message: /has not ended/ });
    expect((await step).loss).toBeGreaterThan(0);
  });

  it('reports a thread that died, and steps after the end', async () => {
    const { mask: _, ...model } = network(ROWS);
    const dying = await createDataParallelTrainer(
      { ...model, optimiser: adam(), shares: 1 },
      new URL('./fixtures/dying-share-worker.ts', import.meta.url),
    );
    const [batch] = batches(1);
    await expect(dying.step([batch])).rejects.toMatchObject({
      code: 'worker-failed',
      message: /ended with code 3/,
    });
    await dying.release();
    const { trainer } = await parallel(1, 1);
    await trainer.release();
    await expect(trainer.step([batch])).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it.each([0, 1.5, NaN])('refuses %s shares', async (shares) => {
    const { mask: _, ...model } = network(ROWS);
    const trainer = createDataParallelTrainer({ ...model, optimiser: adam(), shares });
    await expect(trainer).rejects.toMatchObject({ code: 'invalid-input', received: shares });
  });
});

describe('frozen parameters', () => {
  it('stay as they are, get no gradient, and the others learn', async () => {
    for (const shares of [undefined, 2]) {
      const { mask: _, ...model } = network(ROWS / (shares ?? 1));
      const before = new Map([...model.parameters].map(([name, { data }]) => [name, data.slice()]));
      const common = { ...model, optimiser: adam(), frozen: (name: string) => name.startsWith('maps') };
      const [batch] = batches(1);
      if (shares) {
        const trainer = await createDataParallelTrainer({ ...common, shares });
        open.push(trainer);
        await trainer.step(cut(batch, shares));
      } else {
        const trainer = await createTrainer(common);
        open.push(trainer);
        await trainer.step(batch);
      }
      expect([...model.graph.outputs.keys()].filter((name) => name.startsWith('gradient of maps'))).toEqual(
        [],
      );
      for (const [name, { data }] of model.parameters) {
        expect(Buffer.compare(Buffer.from(data.buffer), Buffer.from(before.get(name)!.buffer)) === 0).toBe(
          name.startsWith('maps'),
        );
      }
    }
  });

  it('an index that lies outside a frozen table is still an error', async () => {
    const parameters = new ParameterStore(createRandom(1));
    parameters.set('table', new Float32Array(6), [3, 2]);
    const graph = new Graph();
    const rows = gather(graph.parameter('table', [3, 2]), graph.input('row', [1], 'int32'));
    const logits = linearLayer(graph, parameters, 'out', rows, 2);
    const loss = crossEntropy(logits, graph.input('class', [1], 'int32'));
    const frozen = (name: string): boolean => name === 'table';
    const trainer = await createTrainer({ graph, loss, parameters, optimiser: adam(), frozen });
    open.push(trainer);
    const feeds = { row: Int32Array.of(3), class: Int32Array.of(0) };
    await expect(trainer.step(feeds)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
