import { createRandom } from '../../src/core/random.ts';
import {
  adam,
  convolutionLayer,
  createDataParallelTrainer,
  createTrainer,
  crossEntropy,
  globalAveragePool,
  Graph,
  linearLayer,
  ParameterStore,
  relu,
} from '../../src/tensor/index.ts';
import type { Workload } from './workload.ts';

const IMAGES = 32;
const SIDE = 64;
const CLASSES = 64;
const CHANNELS = [16, 32, 64, 128];

/** Four strided convolutions with relu, global average pooling, 64 classes. Several threads each take a share. */
export const convolutional: Workload = {
  key: 'CNN',
  description: `batch ${IMAGES}, 3 × ${SIDE} × ${SIDE}, four stride-2 layers; two threads as two workers`,
  bars: { 2: 1 },
  async prepare(threads) {
    const start = performance.now();
    const images = IMAGES / threads;
    const random = createRandom('convolutional');
    const parameters = new ParameterStore(random);
    const graph = new Graph();
    let features = graph.input('pixels', [images, 3, SIDE, SIDE]);
    for (const [depth, channels] of CHANNELS.entries()) {
      const options = { channels, kernel: 3, stride: 2, padding: 1 };
      features = relu(convolutionLayer(graph, parameters, `convolution ${depth}`, features, options));
    }
    const logits = linearLayer(graph, parameters, 'classes', globalAveragePool(features), CLASSES);
    const loss = crossEntropy(logits, graph.input('classes', [images], 'int32'));
    const model = { graph, loss, parameters, optimiser: adam() };
    const feeds = Array.from({ length: threads }, () => ({
      pixels: Float32Array.from({ length: images * 3 * SIDE * SIDE }, () => random.normal()),
      classes: Int32Array.from({ length: images }, () => random.integer(CLASSES)),
    }));
    if (threads === 1) {
      const trainer = await createTrainer(model);
      const setUpMs = performance.now() - start;
      return {
        setUpMs,
        step: async () => (await trainer.step(feeds[0])).loss,
        release: () => trainer.release(),
      };
    }
    const trainer = await createDataParallelTrainer({ ...model, shares: threads, workers: threads });
    const setUpMs = performance.now() - start;
    return { setUpMs, step: async () => (await trainer.step(feeds)).loss, release: () => trainer.release() };
  },
};
