import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { Graph } from './graph.ts';
import { mlp } from './layers/mlp.ts';
import { matmul } from './ops/matmul.ts';
import { crossEntropy } from './ops/losses.ts';
import { adam } from './optimisers/adam.ts';
import { ParameterStore } from './parameters.ts';
import { chooseThreads } from './threads.ts';
import { createTrainer } from './trainer.ts';

describe('chooseThreads', () => {
  it('keeps to one thread where there is hardly any work, and asks once', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2, 2]);
    graph.output('y', matmul(x, x));
    const onnx = graph.toOnnx();
    const feeds = { x: new Float32Array(4) };
    expect(await chooseThreads(onnx, feeds, { most: 2 })).toBe(1);
    // With the answer kept, the feeds are not looked at any more.
    expect(await chooseThreads(onnx.slice(), {}, { most: 2 })).toBe(1);
    await expect(chooseThreads(onnx, {}, { most: 3 })).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await chooseThreads(onnx, feeds, { most: 1 })).toBe(1);
  });

  it('is one of the numbers tried', async () => {
    const graph = new Graph();
    const x = graph.input('x', [256, 256]);
    graph.output('y', matmul(x, x));
    const threads = await chooseThreads(
      graph.toOnnx(),
      { x: new Float32Array(256 ** 2) },
      { most: 2, runs: 2 },
    );
    expect([1, 2]).toContain(threads);
  });
});

describe('a trainer that measures', () => {
  it('learns the same bits as with one thread', async () => {
    const train = async (threads: number | 'measured'): Promise<number[]> => {
      const parameters = new ParameterStore(createRandom(1));
      const graph = new Graph();
      const logits = mlp(graph, parameters, 'mlp', graph.input('x', [32, 8]), { widths: [64, 4] });
      const loss = crossEntropy(logits, graph.input('classes', [32], 'int32'));
      const trainer = await createTrainer({ graph, loss, parameters, optimiser: adam(), threads });
      const random = createRandom('batches');
      for (let i = 0; i < 3; i++) {
        await trainer.step({
          x: Float32Array.from({ length: 256 }, () => random.normal()),
          classes: Int32Array.from({ length: 32 }, () => random.integer(4)),
        });
      }
      await trainer.release();
      return [...parameters].flatMap(([, { data }]) => [...data]);
    };
    expect(await train('measured')).toEqual(await train(1));
  });
});
