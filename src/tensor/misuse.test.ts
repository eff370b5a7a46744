/** What a newcomer gets wrong first: each mistake must be an error that says what came and what to do. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { checkGradients } from './check-gradients.ts';
import { createDataParallelTrainer } from './data-parallel.ts';
import { EmbeddingTable } from './embedding-table.ts';
import { fit, type FitOptions } from './fit.ts';
import { Graph, type Tensor } from './graph.ts';
import { mlp } from './layers/mlp.ts';
import { add } from './ops/arithmetic.ts';
import { linear, matmul } from './ops/matmul.ts';
import { crossEntropy } from './ops/losses.ts';
import { concat, reshape } from './ops/shape.ts';
import { sum } from './ops/reduce.ts';
import { adam } from './optimisers/adam.ts';
import { clipByGlobalNorm, clipByValue } from './optimisers/clip.ts';
import { scaleByLearningRate } from './optimisers/optimiser.ts';
import { sgd } from './optimisers/sgd.ts';
import { sparseAdam } from './optimisers/sparse-adam.ts';
import { ParameterStore, zeros } from './parameters.ts';
import type { Provider } from './providers.ts';
import { createSession } from './session.ts';
import { createTrainer, type TrainerOptions } from './trainer.ts';

function classifier(options: Partial<TrainerOptions> = {}) {
  const graph = new Graph();
  const parameters = new ParameterStore(createRandom('classifier'));
  const logits = mlp(graph, parameters, 'net', graph.input('x', [4, 3]), { widths: [2] });
  const loss = crossEntropy(logits, graph.input('y', [4], 'int32'));
  return { graph, parameters, logits, loss, optimiser: adam(), ...options };
}

const feeds = () => ({ x: new Float32Array(12).fill(0.5), y: new Int32Array(4) });

/** What an error must have, so that nobody has to guess. */
function saying(code: string, message: RegExp) {
  return expect.objectContaining({
    code,
    message: expect.stringMatching(message),
    remedy: expect.stringMatching(/\.$/),
  });
}

describe('a trainer', () => {
  it.each<[what: string, options: () => TrainerOptions, code: string, message: RegExp]>([
    ['nothing to train', () => classifier({ frozen: () => true }), 'invalid-input', /all its parameters are/],
    [
      'a loss of another graph',
      () => ({ ...classifier(), loss: classifier().loss }),
      'invalid-input',
      /another/,
    ],
    [
      'a loss of integers',
      () => withLoss((graph) => graph.input('n', [], 'int32')),
      'invalid-input',
      /int32/,
    ],
    [
      'a loss of many numbers',
      () => withLoss((_, logits) => logits),
      'shape-mismatch',
      /one number.*\[4, 2\]/,
    ],
    [
      'a loss that depends on nothing',
      () => withLoss((graph) => graph.scalar(1)),
      'not-differentiable',
      /net\.0/,
    ],
    ['a parameter the loss ignores', withIdleParameter, 'not-differentiable', /idle: it does not influence/],
    ['a parameter outside of the store', withLooseParameter, 'not-found', /no parameter loose/],
    ['half a thread', () => classifier({ threads: 0.5 }), 'invalid-input', /threads.*0\.5/],
    ['no thread', () => classifier({ threads: 0 }), 'invalid-input', /threads.*0/],
    ['a provider nobody knows', () => classifier({ provider: 'gpu' as Provider }), 'invalid-input', /gpu/],
  ])('refuses %s', async (_what, options, code, message) => {
    await expect(createTrainer(options())).rejects.toEqual(saying(code, message));
  });

  it('names no graph twice', async () => {
    const model = classifier();
    await (await createTrainer(model)).release();
    await expect(createTrainer(model)).rejects.toEqual(saying('invalid-input', /has a trainer already/));
  });

  it('says what was fed in place of what', async () => {
    const trainer = await createTrainer(classifier());
    const { x, y } = feeds();
    const misspelt = trainer.step({ x, Y: y });
    await expect(misspelt).rejects.toMatchObject({ message: /y is not fed/, remedy: /fed were: x, Y/ });
    const wrongType = trainer.step({ x, y: new Float32Array(4) });
    await expect(wrongType).rejects.toEqual(saying('invalid-input', /y is int32.*Float32Array/));
    const short = trainer.step({ x: new Float32Array(11), y });
    await expect(short).rejects.toEqual(saying('shape-mismatch', /x has 11 values instead of 12/));
    const outside = trainer.step({ x, y: Int32Array.of(0, 1, 2, 0) });
    await expect(outside).rejects.toMatchObject({ code: 'invalid-input', remedy: /classes likewise/ });
    await trainer.release();
  });

  it('leaves the parameters alone when the loss is not finite, and goes on after it', async () => {
    const model = classifier();
    const trainer = await createTrainer(model);
    const before = model.parameters.get('net.0.weight').data.slice();
    const broken = trainer.step({ ...feeds(), x: new Float32Array(12).fill(NaN) });
    await expect(broken).rejects.toEqual(saying('invalid-input', /The loss is NaN/));
    expect(model.parameters.get('net.0.weight').data).toEqual(before);
    expect((await trainer.step(feeds())).loss).toBeGreaterThan(0);
    await trainer.release();
  });

  it('takes one step at a time, and none after its release', async () => {
    const trainer = await createTrainer(classifier());
    const first = trainer.step(feeds());
    await expect(trainer.step(feeds())).rejects.toEqual(saying('invalid-input', /has not ended/));
    await first;
    await trainer.release();
    await trainer.release();
    await expect(trainer.step(feeds())).rejects.toEqual(saying('invalid-input', /released already/));
  });

  it('of several workers takes no step after its release either', async () => {
    const trainer = await createDataParallelTrainer({ ...classifier(), shares: 1 });
    await trainer.release();
    await trainer.release();
    await expect(trainer.step([feeds()])).rejects.toEqual(saying('invalid-input', /released already/));
  });
});

function withLoss(loss: (graph: Graph, logits: Tensor) => Tensor): TrainerOptions {
  const model = classifier();
  return { ...model, loss: loss(model.graph, model.logits) };
}

function withIdleParameter(): TrainerOptions {
  const model = classifier();
  model.parameters.use(model.graph, 'idle', [3], zeros());
  return model;
}

function withLooseParameter(): TrainerOptions {
  const model = classifier();
  return { ...model, loss: add(model.loss, model.graph.parameter('loose', [])) };
}

describe('a graph', () => {
  const integers = (graph: Graph): Tensor => graph.input('n', [2, 2], 'int32');
  it.each<[what: string, build: (x: Tensor) => unknown, message: RegExp]>([
    ['adding', (x) => add(x, integers(x.graph)), /Add.*float32 and int32/],
    ['multiplying matrices', (x) => matmul(x, integers(x.graph)), /Gemm.*float32 and int32/],
    ['a layer', (x) => linear(integers(x.graph), x), /Gemm.*int32 and float32/],
    ['joining', (x) => concat([x, integers(x.graph)], 0), /Concat.*float32 and int32/],
  ])('refuses %s of floats and integers', (_what, build, message) => {
    expect(() => build(new Graph().input('x', [2, 2]))).toThrow(saying('invalid-input', message));
  });

  it('refuses shapes that no tensor has, and layers without layers', () => {
    const x = new Graph().input('x', [4, 3]);
    expect(() => reshape(x, [-2, -6])).toThrow(saying('shape-mismatch', /reshape.*\[-2, -6\]/));
    const store = new ParameterStore(createRandom('none'));
    expect(() => mlp(x.graph, store, 'net', x, { widths: [] })).toThrow(saying('invalid-input', /no layers/));
  });

  it('refuses a parameter that no memory holds', () => {
    const store = new ParameterStore(createRandom('huge'));
    const declare = () => store.use(new Graph(), 'huge', [1e8, 1e8], zeros());
    expect(declare).toThrow(saying('invalid-input', /no memory for the parameter huge of \d+/));
    expect(store.has('huge')).toBe(false);
  });

  it('says so when a result is larger than memory', async () => {
    const graph = new Graph();
    const x = graph.input('x', [2_000_000, 1]);
    graph.output('total', sum(matmul(x, x, { transposeB: true })));
    const session = await createSession(graph.toOnnx());
    const huge = session.run({ x: new Float32Array(2_000_000) });
    await expect(huge).rejects.toMatchObject({ code: 'invalid-input', remedy: /smaller batch/ });
    await session.release();
  });
});

describe('settings', () => {
  it.each<[what: string, make: () => unknown, message: RegExp]>([
    ['a rate below 0', () => adam({ learningRate: -1 }), /learning rate is -1/],
    ['a rate that is no number', () => scaleByLearningRate(NaN), /learning rate is NaN/],
    ['beta1 of 1', () => adam({ beta1: 1 }), /beta1.*received 1/],
    ['a momentum of 1', () => sgd({ momentum: 1 }), /momentum.*received 1/],
    ['clipping to 0', () => clipByGlobalNorm(0), /norm.*received 0/],
    ['clipping to nothing', () => clipByValue(NaN), /received NaN/],
    ['a table without rows', () => new EmbeddingTable({ rows: 0, width: 2 }), /rows.*received 0/],
    ['a table of half rows', () => new EmbeddingTable({ rows: 2, width: 0.5 }), /width.*received 0\.5/],
  ])('%s is refused', (_what, make, message) => {
    expect(make).toThrow(saying('invalid-input', message));
  });

  it('a schedule that leaves the numbers is refused at the step that asks for it', () => {
    const optimiser = sgd({ learningRate: (step) => 1 / (2 - step) });
    const updates = [{ name: 'w', parameter: Float32Array.of(1), update: Float32Array.of(1) }];
    optimiser.step(updates);
    expect(() => optimiser.step(updates)).toThrow(saying('invalid-input', /Infinity at step 2/));
  });

  it('gradients that are not finite are told by clipping, before they reach a parameter', () => {
    const optimiser = adam({ clipNorm: 1 });
    const parameter = Float32Array.of(1);
    const step = () => optimiser.step([{ name: 'w', parameter, update: Float32Array.of(NaN) }]);
    expect(step).toThrow(saying('invalid-input', /gradients of w are not finite/));
    expect(parameter[0]).toBe(1);
  });

  it('too few gradients for a table are refused', () => {
    const optimiser = sparseAdam(new EmbeddingTable({ rows: 3, width: 2 }));
    const accumulate = () => optimiser.accumulate(Int32Array.of(0, 1), new Float32Array(2));
    expect(accumulate).toThrow(saying('shape-mismatch', /2 gradients for 2 vectors of 2/));
  });

  it('a check of no gradients is refused', async () => {
    const nothing = checkGradients(({ graph }) => graph.scalar(1), { random: createRandom(1) });
    await expect(nothing).rejects.toEqual(saying('invalid-input', /no parameter/));
  });
});

describe('fit', () => {
  const measure = async () => 1;
  it.each<[what: string, options: Partial<FitOptions<number>>, message: RegExp]>([
    ['steps that are no number', { steps: NaN }, /steps.*NaN/],
    ['half a step', { steps: 1.5 }, /steps.*1\.5/],
    ['measuring every 0 steps', { validation: { every: 0, measure } }, /measurements.*0/],
    ['no patience', { validation: { every: 1, measure, patience: 0 } }, /patience.*0/],
    ['a loss that is missing', { train: async () => undefined as unknown as number }, /loss is undefined/],
  ])('refuses %s', async (_what, options, message) => {
    const run = fit({ steps: 1, batch: () => 0, train: async () => 1, ...options });
    await expect(run).rejects.toEqual(saying('invalid-input', message));
  });
});
