import { createRandom } from '../../src/core/random.ts';
import {
  adam,
  convolutionLayer,
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

/** Four strided convolutions with relu, global average pooling, 64 classes. */
export const convolutional: Workload = {
  name: `CNN, batch ${IMAGES}, 3 × ${SIDE} × ${SIDE}, four stride-2 layers`,
  async prepare(threads) {
    const random = createRandom('convolutional');
    const store = new ParameterStore(random);
    const graph = new Graph();
    let features = graph.input('pixels', [IMAGES, 3, SIDE, SIDE]);
    for (const [depth, channels] of CHANNELS.entries()) {
      const options = { channels, kernel: 3, stride: 2, padding: 1 };
      features = relu(convolutionLayer(graph, store, `convolution ${depth}`, features, options));
    }
    const logits = linearLayer(graph, store, 'classes', globalAveragePool(features), CLASSES);
    const trainer = await createTrainer({
      graph,
      loss: crossEntropy(logits, graph.input('classes', [IMAGES], 'int32')),
      parameters: store,
      optimiser: adam(),
      threads,
    });
    const feeds = {
      pixels: Float32Array.from({ length: IMAGES * 3 * SIDE * SIDE }, () => random.normal()),
      classes: Int32Array.from({ length: IMAGES }, () => random.integer(CLASSES)),
    };
    return { step: async () => (await trainer.step(feeds)).loss, release: () => trainer.release() };
  },
};
