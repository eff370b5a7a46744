import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { CheckedParameters } from '../checked-parameters.ts';
import { checkGradients } from '../check-gradients.ts';
import { createSession } from '../session.ts';
import { sizeOf, type Shape } from '../shapes.ts';
import { runFile, type FileKit } from './file-kit.ts';
import { inception, mobileNet, resNet, type NetworkOptions } from './file-kit-networks.ts';
import { importOnnx, type ImportOptions } from './importer.ts';

function draw(shape: Shape, seed = 'pixels'): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
}

/** Largest difference between what the runtime makes of a file and what it makes of the imported network. */
async function difference(onnx: Uint8Array, shape: Shape, options: ImportOptions = {}): Promise<number> {
  const pixels = draw(shape);
  const expected = await runFile(onnx, { pixels: [pixels, shape] });
  const network = importOnnx(onnx, { batch: shape[0], ...options });
  for (const [name, tensor] of network.outputs) network.graph.output(name, tensor);
  const session = await createSession(network.graph.toOnnx({ frozen: network.parameters.frozen() }));
  const received = await session.run({ pixels });
  await session.release();
  expect(Object.keys(received)).toEqual(Object.keys(expected));
  let worst = 0;
  for (const [name, { values, shape: outputShape }] of Object.entries(expected)) {
    expect(network.outputs.get(name)?.shape).toEqual(outputShape);
    for (const [i, value] of values.entries()) worst = Math.max(worst, Math.abs(value - received[name][i]));
  }
  return worst;
}

describe.each([
  ['ResNet', resNet],
  ['Inception', inception],
  ['MobileNet', mobileNet],
])('a small %s', (_, network) => {
  it.each([undefined, 'pixels'])(
    'computes what the file computes, trained after %s',
    async (trainableAfter) => {
      const options = trainableAfter === undefined ? {} : { trainableAfter };
      expect(await difference(network().bytes(), [3, 3, 16, 16], options)).toBeLessThan(1e-5);
    },
  );
});

/** Largest error of the gradients of a whole network, with numbers drawn for every parameter. */
async function gradientError(
  network: (options: NetworkOptions) => FileKit,
  trainableAfter: string,
  stepSize: number,
): Promise<number> {
  const onnx = network({ activation: 'Tanh', side: 12 }).bytes();
  const check = await checkGradients(
    ({ graph, parameter }) => {
      const pixels = graph.constant(draw([2, 3, 12, 12]), [2, 3, 12, 12]);
      const parameters = new CheckedParameters(parameter, (random) => 0.15 * random.normal());
      return importOnnx(onnx, { graph, feeds: { pixels }, parameters, trainableAfter }).outputs.get(
        'logits',
      )!;
    },
    { random: createRandom('differences'), samples: 3, stepSize },
  );
  expect(check.checked).toBeGreaterThan(30);
  return check.worst;
}

describe('gradients through a whole network', () => {
  it.each([
    ['ResNet behind its MaxPool', resNet, 'stem'],
    ['Inception', inception, 'pixels'],
    ['MobileNet', mobileNet, 'pixels'],
  ])('agree with differences: %s', async (_, network, trainableAfter) => {
    expect(await gradientError(network, trainableAfter, 0.04)).toBeLessThan(1e-3);
  });

  it('agree as far as the kinks of a MaxPool let differences be exact', async () => {
    // A rule that lost its way would be off by 0.4 and more.
    expect(await gradientError(resNet, 'pixels', 0.005)).toBeLessThan(0.05);
  });
});
