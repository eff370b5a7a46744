/**
 * Reads a network from an ONNX file, keeps its convolutions as they are, trains what comes after them on another
 * question, and writes the numbers back into the very file. The file is made on the spot; one from PyTorch is read
 * in the same way.
 *
 * Run: npx node examples/tensor/fine-tune-onnx.ts
 */
import {
  adam,
  convolutionLayer,
  createRandom,
  createSession,
  createTrainer,
  crossEntropy,
  globalAveragePool,
  Graph,
  importOnnx,
  linearLayer,
  ParameterStore,
  readOnnx,
  relu,
  replaceWeights,
} from 'daogou/tensor';

const [PICTURES, SIDE] = [16, 12];

/** The file somebody else has trained: two convolutions, then two classes. */
function somebodysFile(): Uint8Array {
  const graph = new Graph();
  const parameters = new ParameterStore(createRandom('somebody'));
  let maps = graph.input('pixels', [PICTURES, 1, SIDE, SIDE]);
  for (const [depth, channels] of [8, 16].entries()) {
    const geometry = { channels, kernel: 3, stride: 2, padding: 1 };
    maps = relu(convolutionLayer(graph, parameters, `convolution${depth}`, maps, geometry));
  }
  const pooled = graph.output('features', globalAveragePool(maps)); // (pictures, 16)
  graph.output('classes', linearLayer(graph, parameters, 'head', pooled, 2)); // (pictures, 2)
  return graph.toOnnx({ frozen: parameters.frozen() });
}

/** Stripes that lie (class 0) or stand (class 1), with noise. */
function drawStripes(seed: string) {
  const random = createRandom(seed);
  const kinds = Int32Array.from({ length: PICTURES }, () => random.integer(2));
  const pixels = Float32Array.from({ length: PICTURES * SIDE * SIDE }, (_, i) => {
    const [picture, row, column] = [Math.floor(i / SIDE ** 2), Math.floor(i / SIDE) % SIDE, i % SIDE];
    const place = kinds[picture] === 0 ? row : column;
    return (place % 4 < 2 ? 1 : -1) + 0.3 * random.normal();
  });
  return { pixels, kinds };
}

export async function fineTune(): Promise<{ before: number; after: number; trained: string[] }> {
  const file = somebodysFile();
  console.log(readOnnx(file).nodes.map(({ name, operator }) => `${operator} ${name}`));

  const { graph, outputs, parameters } = importOnnx(file, { trainableAfter: 'features' });
  const loss = crossEntropy(outputs.get('classes')!, graph.input('kinds', [PICTURES], 'int32'));
  const optimiser = adam({ learningRate: 0.1 });
  const trainer = await createTrainer({ graph, loss, parameters, optimiser });
  for (let step = 1; step <= 100; step++) await trainer.step(drawStripes(`batch ${step}`));
  await trainer.release();

  const tuned = replaceWeights(file, parameters.frozen());
  const trained = [...parameters].map(([name]) => name);
  return { before: await accuracyOf(file), after: await accuracyOf(tuned), trained };
}

async function accuracyOf(onnx: Uint8Array): Promise<number> {
  const session = await createSession(onnx);
  const { pixels, kinds } = drawStripes('not seen while training');
  const { classes } = await session.run({ pixels });
  await session.release();
  return kinds.filter((kind, i) => Number(classes[2 * i + 1] > classes[2 * i]) === kind).length / PICTURES;
}

if (import.meta.main) console.log(await fineTune());
