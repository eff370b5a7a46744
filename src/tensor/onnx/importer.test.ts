import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { CheckedParameters } from '../checked-parameters.ts';
import { checkGradients } from '../check-gradients.ts';
import { Graph } from '../graph.ts';
import { linearLayer } from '../layers/linear.ts';
import { crossEntropy } from '../ops/losses.ts';
import { adam } from '../optimisers/adam.ts';
import { ParameterStore } from '../parameters.ts';
import { createSession } from '../session.ts';
import { sizeOf, type Shape } from '../shapes.ts';
import { createTrainer } from '../trainer.ts';
import { FileKit, runFile } from './fixtures/file-kit.ts';
import { inception, mobileNet, resNet, type NetworkOptions } from './fixtures/networks.ts';
import { importOnnx, type ImportOptions } from './importer.ts';
import { readOnnxMetadata } from './metadata.ts';
import { readOnnx } from './reader.ts';
import { replaceWeights } from './replace-weights.ts';

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

describe('freezing', () => {
  it('trains what comes after a node alone, and computes no gradient below it', () => {
    const onnx = resNet().bytes();
    const namesAfter = (trainableAfter: string): string[] =>
      [...importOnnx(onnx, { trainableAfter }).parameters].map(([name]) => name);
    expect(namesAfter('features')).toEqual(['fc.weight', 'fc.bias']);
    expect(namesAfter('node features')).toEqual(['fc.weight', 'fc.bias']);
    expect(namesAfter('logits')).toEqual([]);
    const later = namesAfter('block1');
    expect(later).toHaveLength(2 + 3 * 3);
    expect(namesAfter('pixels').filter((name) => name.endsWith('.weight')).length).toBeGreaterThan(10);
    expect(namesAfter('pixels').some((name) => name.includes('running'))).toBe(false);
    expect([...importOnnx(onnx).parameters]).toEqual([]);

    const { graph, outputs, values, parameters } = importOnnx(onnx, { trainableAfter: 'block1' });
    expect(graph.isDifferentiable(outputs.get('logits')!)).toBe(true);
    expect(graph.isDifferentiable(values.get('block1')!)).toBe(false);
    expect(parameters.get('fc.weight').shape).toEqual([5, 12]);
  });

  it('keeps weights fixed that something before the node uses too, and settings that are no weights', () => {
    const kit = new FileKit();
    kit.input('x', ['N', 4]);
    kit.weight('shared', [4, 4]);
    kit.weight('mean', [4]);
    kit.stored('six', [], Float32Array.of(6));
    kit.stored('mask', [4], Float32Array.of(0, 0, -10_000, 0));
    kit.node('MatMul', [kit.node('Sub', ['x', 'mean']), 'shared'], {}, 'before');
    const after = kit.node('MatMul', [kit.node('Relu', ['before'], {}, 'here'), 'shared']);
    kit.node('Transpose', [kit.weight('turned', [3, 4])], { perm: [1, 0] }, 'weight');
    kit.node('MatMul', [kit.node('Add', [kit.node('Div', [after, 'six']), 'mask']), 'weight'], {}, 'y');
    kit.output('y', ['N', 3]);
    const names = (trainableAfter: string): string[] =>
      [...importOnnx(kit.bytes(), { trainableAfter }).parameters].map(([name]) => name);
    expect(names('here')).toEqual(['turned']);
    expect(names('x')).toEqual(['shared', 'mean', 'turned']);
  });

  it('says by name which operator has no gradient, and where to freeze instead', () => {
    const kit = resNet();
    const [head, flat] = [kit.parts.graph.node.pop(), kit.parts.graph.node.pop()];
    kit.node('LRN', ['pooled'], { size: 3 }, 'odd');
    kit.node('Sin', ['odd'], {}, 'odder');
    kit.parts.graph.node.push({ ...flat, input: ['odder'] }, head!);
    const onnx = kit.bytes();
    expect(() => importOnnx(onnx, { trainableAfter: 'block1' })).toThrow(
      expect.objectContaining({
        code: 'not-differentiable',
        message: 'The node node odd (LRN) has no gradient',
        received: { node: 'node odd', operator: 'LRN', freezeAt: 'odder' },
        remedy: "Train only what comes after it: { trainableAfter: 'odder' }.",
      }),
    );
    expect(importOnnx(onnx, { trainableAfter: 'odder' }).parameters.size).toBe(5 * 12 + 5);
    // A tensor that is trained elsewhere is stopped as well.
    const graph = new Graph();
    const pixels = graph.parameter('pixels to find', [1, 3, 16, 16]);
    expect(() => importOnnx(onnx, { graph, feeds: { pixels } })).toThrow(/odd \(LRN\) has no gradient/);
  });

  it('carries over an operator that is not understood where the file says its shape, and only below', async () => {
    const kit = new FileKit();
    kit.input('pixels', ['N', 4, 3, 3]);
    kit.node('DepthToSpace', ['pixels'], { blocksize: 2 }, 'wide');
    kit.node('Mul', ['wide', kit.weight('gain', [1, 1, 6, 6])], {}, 'y');
    kit.output('y', ['N', 1, 6, 6]);
    expect(() => importOnnx(kit.bytes())).toThrow(
      expect.objectContaining({ code: 'unsupported-format', received: 'node wide' }),
    );
    kit.parts.graph.valueInfo.push({ ...kit.parts.graph.output[0], name: 'wide' });
    expect(await difference(kit.bytes(), [2, 4, 3, 3])).toBe(0);
    expect(importOnnx(kit.bytes(), { trainableAfter: 'wide' }).parameters.size).toBe(36);
  });
});

describe('parts of a network', () => {
  it('stop at a node, without what only the rest of it needs', () => {
    const kit = resNet();
    kit.node('NobodyKnows', ['logits'], {}, 'strange');
    kit.parts.graph.output.length = 0;
    kit.output('strange', ['N', 5]);
    const onnx = kit.bytes();
    expect(() => importOnnx(onnx)).toThrow(/NobodyKnows/);
    const network = importOnnx(onnx, { stopAt: 'node pooled', batch: 4 });
    expect([...network.outputs].map(([name, { shape }]) => [name, shape])).toEqual([
      ['pooled', [4, 12, 1, 1]],
    ]);
    expect([...importOnnx(onnx, { stopAt: ['block1', 'features'] }).outputs.keys()]).toEqual([
      'block1',
      'features',
    ]);
    expect(() => importOnnx(onnx, { stopAt: 'nowhere' })).toThrow(
      expect.objectContaining({ code: 'not-found', remedy: expect.stringContaining('node logits') }),
    );
  });

  it('start at a value that is fed', () => {
    const graph = new Graph();
    const features = graph.input('features', [7, 12]);
    const network = importOnnx(resNet().bytes(), { graph, feeds: { features }, trainableAfter: 'features' });
    expect([...network.inputs.keys()]).toEqual([]);
    expect(network.outputs.get('logits')?.shape).toEqual([7, 5]);
    expect(network.parameters.size).toBe(65);
  });

  it('share their numbers in two graphs with one store', () => {
    const onnx = resNet().bytes();
    const { parameters } = importOnnx(onnx, { trainableAfter: 'features' });
    parameters.get('fc.bias').data.fill(42);
    const again = importOnnx(onnx, { trainableAfter: 'features', parameters, batch: 9 });
    expect(again.parameters.get('fc.bias').data[0]).toBe(42);
    expect(again.graph.parameters.size).toBe(2);
  });

  it('bind the sizes that a file leaves open, and a batch that it fixed', async () => {
    const kit = new FileKit();
    kit.input('pixels', ['N', 3, 'height', 'width']);
    kit.node('GlobalAveragePool', [kit.convolution('pixels', [3, 4])], {}, 'y');
    kit.output('y', ['N', 4, 1, 1]);
    expect(() => importOnnx(kit.bytes())).toThrow(
      expect.objectContaining({ code: 'invalid-input', remedy: expect.stringContaining("'height'") }),
    );
    const dimensions = { height: 6, width: 7 };
    expect(importOnnx(kit.bytes(), { dimensions }).inputs.get('pixels')?.shape).toEqual([1, 3, 6, 7]);
    expect(await difference(kit.bytes(), [2, 3, 6, 7], { dimensions })).toBeLessThan(1e-5);

    const fixed = new FileKit();
    fixed.input('pixels', [1, 6]);
    fixed.node('Reshape', ['pixels', fixed.integers('target', [1, 3, 2])], {}, 'y');
    fixed.output('y', [1, 3, 2]);
    expect(importOnnx(fixed.bytes(), { batch: 5 }).outputs.get('y')?.shape).toEqual([5, 3, 2]);
    fixed.parts.graph.initializer.length = 0;
    fixed.integers('target', [1, -1, 2]);
    expect(() => importOnnx(fixed.bytes(), { batch: 5 })).toThrow(/made for batches of 1/);
  });

  it('ask for every input that they need, by name', async () => {
    const kit = new FileKit();
    const names = ['a', 'b', 'c', 'd'].map((name) => kit.input(name, [2]));
    kit.node('Sum', names, {}, 'y');
    kit.output('y', [2]);
    const network = importOnnx(kit.bytes());
    expect([...network.inputs.keys()]).toEqual(names);
    network.graph.output('y', network.outputs.get('y')!);
    const session = await createSession(network.graph.toOnnx());
    await expect(session.run({ a: new Float32Array(2) })).rejects.toMatchObject({ code: 'invalid-input' });
    await session.release();
  });
});

describe('arithmetic on shapes', () => {
  it('is done while reading: Shape, Gather, Concat, Reshape, Range, Where and Expand', async () => {
    const kit = new FileKit();
    kit.input('pixels', ['N', 4, 'width']);
    kit.node('Shape', ['pixels'], {}, 'shape');
    kit.integers('zero', [0]);
    kit.node('Gather', ['shape', 'zero'], { axis: 0 }, 'rows');
    kit.stored('two', [], BigInt64Array.of(2n));
    kit.stored('one', [], BigInt64Array.of(1n));
    const width = kit.node('Gather', ['shape', 'two'], { axis: 0 });
    kit.node('Div', [width, 'two'], {}, 'half');
    const wide = kit.node('Unsqueeze', [kit.node('Mul', ['half', 'two']), 'zero']);
    kit.node('Concat', ['rows', kit.integers('four', [4]), wide], { axis: 0 }, 'target');
    const cut = kit.node('Slice', ['pixels', 'zero', wide, kit.integers('last', [2])]);
    const places = kit.node('Range', [kit.stored('from', [], BigInt64Array.of(0n)), width, 'one']);
    kit.node('Cast', [kit.node('Slice', [places, 'zero', wide, 'zero'])], { to: 1 }, 'positions');
    kit.node('ConstantOfShape', ['target'], {}, 'zeros');
    const isOdd = kit.node('Equal', [kit.node('Mod', [width, 'two']), 'one']);
    const chosen = kit.node('Where', [isOdd, 'positions', 'zeros']);
    kit.node('Add', [kit.node('Reshape', [cut, 'target']), kit.node('Expand', [chosen, 'target'])], {}, 'y');
    kit.output('y', ['N', 4, 'even']);
    const onnx = kit.bytes();
    for (const side of [5, 6]) {
      const options = { dimensions: { width: side } };
      expect(await difference(onnx, [3, 4, side], options)).toBeLessThan(1e-6);
      // The slice, where there is one, and the sum are left: everything else is known.
      expect(importOnnx(onnx, { batch: 3, ...options }).graph.nodeCount).toBeLessThanOrEqual(2);
    }
  });

  it('chooses a branch, as PyTorch writes for a squeeze', async () => {
    const kit = new FileKit();
    kit.input('pixels', ['N', 'channels', 3]);
    kit.integers('one', [1]);
    const count = kit.node('Gather', [kit.node('Shape', ['pixels']), 'one']);
    const branch = (build: (inner: FileKit) => void): { branch: FileKit } => {
      const inner = new FileKit();
      build(inner);
      inner.parts.graph.output.push({ name: 'chosen' });
      return { branch: inner };
    };
    kit.node(
      'If',
      [kit.node('Equal', [count, 'one'])],
      {
        then_branch: branch((inner) => inner.node('Squeeze', ['pixels', 'one'], {}, 'chosen')),
        else_branch: branch((inner) => inner.node('Identity', ['pixels'], {}, 'chosen')),
      },
      'squeezed',
    );
    kit.node('Mul', ['squeezed', kit.weight('gain', [3])], {}, 'y');
    kit.parts.graph.output.push({ name: 'y' });
    for (const channels of [1, 2]) {
      const options = { dimensions: { channels }, trainableAfter: 'pixels' };
      expect(await difference(kit.bytes(), [2, channels, 3], options)).toBe(0);
    }
    // The condition may not depend on what is fed.
    const open = new FileKit();
    open.input('pixels', [1], 9);
    open.node(
      'If',
      ['pixels'],
      { then_branch: branch((inner) => inner.node('Identity', ['pixels'], {}, 'chosen')) },
      'y',
    );
    open.output('y', [1]);
    expect(() => importOnnx(open.bytes())).toThrow(/needs the numbers of pixels/);
  });

  it('is refused where it depends on what is fed, or leads to a monstrous size', () => {
    const kit = new FileKit();
    kit.input('x', [4]);
    kit.input('target', [1], 7);
    kit.node('Reshape', ['x', 'target'], {}, 'y');
    kit.output('y', ['n']);
    expect(() => importOnnx(kit.bytes())).toThrow(/needs the numbers of target/);
    const large = new FileKit();
    large.node('ConstantOfShape', [large.integers('size', [1e6, 1e6])], {}, 'y');
    large.output('y', ['n']);
    expect(() => importOnnx(large.bytes())).toThrow(expect.objectContaining({ code: 'unsupported-format' }));
  });
});

async function featuresOf(parameters: ParameterStore, pixels: Float32Array): Promise<Float32Array> {
  const network = importOnnx(resNet().bytes(), {
    batch: pixels.length / 768,
    trainableAfter: 'block1',
    stopAt: 'features',
    parameters,
  });
  network.graph.output('features', network.outputs.get('features')!);
  const session = await createSession(network.graph.toOnnx({ frozen: parameters.frozen() }));
  const { features } = await session.run({ pixels });
  await session.release();
  return features;
}

describe('fine-tuning', () => {
  it('puts a new head on frozen features and lowers the loss; the file takes the numbers back', async () => {
    const onnx = resNet().bytes();
    const graph = new Graph();
    const parameters = new ParameterStore(createRandom('head'));
    const batch = 24;
    const options = { graph, parameters, batch, trainableAfter: 'block1', stopAt: 'features' };
    const features = importOnnx(onnx, options).outputs.get('features')!;
    const own = [...parameters].map(([name]) => name);
    const logits = linearLayer(graph, parameters, 'new head', features, 2);
    const loss = crossEntropy(logits, graph.input('labels', [batch], 'int32'));
    const trainer = await createTrainer({ graph, loss, parameters, optimiser: adam({ learningRate: 0.01 }) });
    const pixels = draw([batch, 3, 16, 16]);
    const labels = Int32Array.from({ length: batch }, (_, i) => i % 2);
    // One class is brighter than the other.
    for (let i = 0; i < pixels.length; i++) pixels[i] += Math.floor(i / 768) % 2;
    const losses: number[] = [];
    for (let step = 0; step < 40; step++) losses.push((await trainer.step({ pixels, labels })).loss);
    await trainer.release();
    expect(losses.at(-1)).toBeLessThan(0.2 * losses[0]);

    const trained = new Map(own.map((name) => [name, parameters.get(name).data]));
    const outputs = [{ name: 'features', shape: ['N', 12] }];
    const written = replaceWeights(onnx, trained, { outputs, metadata: { version: '2' } });
    expect(readOnnxMetadata(written)).toEqual({ version: '2' });
    const expected = await featuresOf(parameters, pixels);
    const { features: received } = await runFile(written, { pixels: [pixels, [batch, 3, 16, 16]] });
    for (const [i, value] of received.values.entries()) expect(value).toBeCloseTo(expected[i], 4);
    expect(await difference(written, [batch, 3, 16, 16])).toBeLessThan(1e-5);
    const changed = readOnnx(written).initialisers;
    for (const [name, { values }] of readOnnx(onnx).initialisers) {
      expect([name, changed.get(name)!.values]).toEqual([name, trained.get(name) ?? values]);
    }
    expect(trained.size).toBeGreaterThan(5);
  });

  it('refuses to put back what does not fit', () => {
    const onnx = resNet().bytes();
    const put = (name: string, count: number) => () =>
      replaceWeights(onnx, new Map([[name, new Float32Array(count)]]));
    expect(put('fc.bias', 5)).not.toThrow();
    expect(put('fc.bias', 6)).toThrow(expect.objectContaining({ code: 'shape-mismatch' }));
    expect(put('new head.bias', 2)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => replaceWeights(onnx.subarray(0, 999), new Map())).toThrow(
      expect.objectContaining({ code: 'unsupported-format' }),
    );
  });

  it('goes on with files of our own, in 16 bits as well', async () => {
    const { graph, outputs, parameters } = importOnnx(mobileNet().bytes(), {
      batch: 2,
      trainableAfter: 'pixels',
    });
    graph.output('logits', outputs.get('logits')!);
    for (const halfPrecision of [false, true]) {
      const onnx = graph.toOnnx({ frozen: parameters.frozen(), halfPrecision });
      // Bounds and what was folded were constants of the graph and stay so.
      const names = (network: typeof parameters): string[] => [...network].map(([name]) => name).toSorted();
      const again = importOnnx(onnx, { trainableAfter: 'pixels', batch: 5 });
      expect(names(again.parameters)).toEqual(names(parameters));
      const written = replaceWeights(onnx, again.parameters.frozen());
      expect(written.byteLength).toBeLessThan(onnx.byteLength + 200);
      expect(await difference(written, [2, 3, 16, 16])).toBeLessThan(1e-5);
    }
  });
});
