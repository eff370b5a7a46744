/**
 * Trains a small convolutional network with two workers, each on half of the batch, and shows that one worker gives
 * the same bits.
 *
 * Run: npx node examples/tensor/data-parallel.ts
 */
import {
  adam,
  convolutionLayer,
  createDataParallelTrainer,
  createRandom,
  crossEntropy,
  fit,
  globalAveragePool,
  Graph,
  linearLayer,
  ParameterStore,
  relu,
  type Random,
} from 'daogou/tensor';

const [SHARES, ROWS, SIDE, STEPS] = [2, 8, 16, 40];

/** The graph of one share: its loss is the mean over the rows of that share. */
function buildNetwork() {
  const graph = new Graph();
  const parameters = new ParameterStore(createRandom('weights'));
  let maps = graph.input('pixels', [ROWS, 3, SIDE, SIDE]);
  for (const [depth, channels] of [8, 16].entries()) {
    const geometry = { channels, kernel: 3, stride: 2, padding: 1 };
    maps = relu(convolutionLayer(graph, parameters, `convolution${depth}`, maps, geometry));
  }
  const logits = linearLayer(graph, parameters, 'head', globalAveragePool(maps), 3); // (rows, 3)
  const loss = crossEntropy(logits, graph.input('channel', [ROWS], 'int32'));
  return { graph, parameters, loss };
}

/** Noise in which one of the three channels is brighter: which one? */
function drawShare(random: Random) {
  const channel = Int32Array.from({ length: ROWS }, () => random.integer(3));
  const pixels = Float32Array.from({ length: ROWS * 3 * SIDE * SIDE }, (_, i) => {
    const plane = Math.floor(i / SIDE ** 2);
    return random.normal() + (plane % 3 === channel[Math.floor(plane / 3)] ? 0.5 : 0);
  });
  return { pixels, channel };
}

export async function trainWith(workers: number): Promise<{ losses: number[]; weights: Float32Array }> {
  const network = buildNetwork();
  const optimiser = adam({ learningRate: 0.02 });
  const trainer = await createDataParallelTrainer({ ...network, optimiser, shares: SHARES, workers });
  const random = createRandom('pictures');
  const losses: number[] = [];
  try {
    await fit({
      steps: STEPS,
      batch: () => Array.from({ length: SHARES }, () => drawShare(random)),
      train: async (shares) => (await trainer.step(shares)).loss,
      ahead: true, // the next batch is made while the workers run
      onProgress: ({ loss }) => losses.push(loss),
    });
  } finally {
    await trainer.release();
  }
  return { losses, weights: network.parameters.get('head.weight').data };
}

if (import.meta.main) {
  const [one, two] = [await trainWith(1), await trainWith(2)];
  console.log(`loss ${two.losses[0]} → ${two.losses.at(-1)}`);
  console.log(
    `same bits: ${Buffer.compare(Buffer.from(one.weights.buffer), Buffer.from(two.weights.buffer)) === 0}`,
  );
}
