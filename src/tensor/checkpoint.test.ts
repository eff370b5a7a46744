import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { openArtifactFolder } from '../core/artifact-folder.ts';
import { createMemoryArtifacts } from '../testing/memory-artifacts.ts';
import { createBatchOrder } from './batch-order.ts';
import { createCheckpoints, statefulRandom, type Checkpoints } from './checkpoint.ts';
import { EmbeddingTable } from './embedding-table.ts';
import { Graph } from './graph.ts';
import { layerNormLayer } from './layers/layer-norm.ts';
import { linearLayer } from './layers/linear.ts';
import { relu } from './ops/activation.ts';
import { dropout, fillDropoutMask } from './ops/dropout.ts';
import { crossEntropy } from './ops/losses.ts';
import { adam, adamW } from './optimisers/adam.ts';
import { movingAverage } from './optimisers/moving-average.ts';
import { chain, scaleByLearningRate } from './optimisers/optimiser.ts';
import { warmUpCosine } from './optimisers/schedule.ts';
import { addMomentum, sgd } from './optimisers/sgd.ts';
import { sparseAdam } from './optimisers/sparse-adam.ts';
import { ParameterStore, zeros } from './parameters.ts';
import { createTrainer } from './trainer.ts';
import type { Stateful } from './training-state.ts';

const EXAMPLES = 50;
const BATCH = 8;
const WIDTH = 6;
const CLASSES = 3;

/** A run with everything that has a state: dropout, shuffling, an embedding table, averaged weights, a schedule. */
async function startRun(artifacts: Parameters<typeof createCheckpoints>[0], seed = 'run') {
  const random = createRandom(seed);
  const draws = random.fork('masks');
  const parameters = new ParameterStore(random.fork('parameters'));
  const table = EmbeddingTable.random({ rows: EXAMPLES, width: WIDTH }, 0.1, random.fork('table'));
  const graph = new Graph();
  const rows = graph.input('rows', [BATCH, WIDTH], 'float32', { gradient: true });
  const mask = graph.input('mask', [BATCH, 16]);
  const hidden = relu(
    layerNormLayer(graph, parameters, 'norm', linearLayer(graph, parameters, 'wide', rows, 16)),
  );
  const logits = linearLayer(graph, parameters, 'classes', dropout(hidden, mask), CLASSES);
  const loss = crossEntropy(logits, graph.input('classes', [BATCH], 'int32'));
  const learningRate = warmUpCosine({ peak: 0.05, warmUpSteps: 4, totalSteps: 20 });
  const optimiser = movingAverage(adamW({ learningRate, clipNorm: 1 }));
  const tableOptimiser = sparseAdam(table, { learningRate });
  const trainer = await createTrainer({ graph, loss, parameters, optimiser, extraGradients: [rows] });
  const order = createBatchOrder({ examples: EXAMPLES, batch: BATCH, random: random.fork('order') });
  const parts = { parameters, optimiser, table, tableOptimiser, order, draws: statefulRandom(draws) };
  const losses: number[] = [];
  return {
    losses,
    checkpoints: createCheckpoints(artifacts, parts),
    async train(steps: number): Promise<void> {
      for (let i = 0; i < steps; i++) {
        const ids = order.next();
        const result = await trainer.step({
          rows: table.gather(ids),
          mask: fillDropoutMask(new Float32Array(BATCH * 16), 0.3, draws),
          classes: ids.map((id) => id % CLASSES),
        });
        tableOptimiser.accumulate(ids, result.gradients.rows);
        tableOptimiser.step();
        losses.push(result.loss);
      }
    },
    /** Every number of the run, as bytes. */
    bits(): Buffer {
      const states = Object.values(parts).flatMap((part) => Object.values(part.state()));
      return Buffer.concat(states.map((values) => Buffer.from(values.slice().buffer)));
    },
    release: () => trainer.release(),
  };
}

describe('a run that goes on from a checkpoint', () => {
  it('ends with the bits of one that was never interrupted', async () => {
    const artifacts = createMemoryArtifacts();
    const straight = await startRun(createMemoryArtifacts());
    await straight.train(20);
    const first = await startRun(artifacts);
    await first.train(10);
    await first.checkpoints.save({ step: 10 });
    await first.release();

    const second = await startRun(artifacts, 'run');
    await second.train(3);
    expect(await second.checkpoints.load()).toEqual({ step: 10 });
    second.losses.length = 0;
    await second.train(10);
    expect([...first.losses, ...second.losses]).toEqual(straight.losses);
    expect(Buffer.compare(second.bits(), straight.bits())).toBe(0);
    await Promise.all([second.release(), straight.release()]);
  });

  it('saves what was there at the call, while training goes on', async () => {
    const artifacts = createMemoryArtifacts();
    const run = await startRun(artifacts);
    await run.train(2);
    const before = run.bits();
    const saving = run.checkpoints.save('two');
    await run.train(2);
    await saving;
    expect(Buffer.compare(run.bits(), before)).not.toBe(0);
    expect(await run.checkpoints.load()).toBe('two');
    expect(Buffer.compare(run.bits(), before)).toBe(0);
    await run.release();
  });
});

/** One part with one number, for tests of the files. */
function counter(artifacts: Parameters<typeof createCheckpoints>[0]): {
  count: Int32Array;
  checkpoints: Checkpoints;
} {
  const count = new Int32Array(1);
  const part: Stateful = {
    state: () => ({ count }),
    restore: (state) => count.set(state.count),
  };
  return { count, checkpoints: createCheckpoints(artifacts, { part }) };
}

describe('the files of a checkpoint', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daogou-checkpoint-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('take turns, so that one cut short leaves the one before', async () => {
    const path = join(folder, 'turns');
    const { count, checkpoints } = counter(openArtifactFolder(path));
    for (const value of [1, 2, 3]) {
      count[0] = value;
      await checkpoints.save({ value });
    }
    // The third was written over the first.
    const newest = join(path, 'checkpoint-0.safetensors');
    const whole = await readFile(newest);
    await truncate(newest, whole.length - 1);
    const again = counter(openArtifactFolder(path));
    expect(await again.checkpoints.load()).toEqual({ value: 2 });
    expect(again.count[0]).toBe(2);

    // A changed byte is found too, and the next save replaces the damaged file.
    const changed = Buffer.from(whole);
    changed[changed.length - 1] ^= 1;
    await writeFile(newest, changed);
    expect(await again.checkpoints.load()).toEqual({ value: 2 });
    again.count[0] = 9;
    await again.checkpoints.save({ value: 9 });
    const last = counter(openArtifactFolder(path));
    expect(await last.checkpoints.load()).toEqual({ value: 9 });
    expect(last.count[0]).toBe(9);
  });

  it('are counted on by a run that saves without loading first', async () => {
    const artifacts = openArtifactFolder(join(folder, 'again'));
    const first = counter(artifacts);
    await first.checkpoints.save(1);
    await counter(artifacts).checkpoints.save(2);
    expect(await counter(artifacts).checkpoints.load()).toBe(2);
  });

  it('need not be there; both damaged are an error', async () => {
    const path = join(folder, 'damaged');
    const { checkpoints } = counter(openArtifactFolder(path));
    expect(await checkpoints.load()).toBeUndefined();
    await checkpoints.save(1);
    await truncate(join(path, 'checkpoint-0.safetensors'), 5);
    const { checkpoints: fresh } = counter(openArtifactFolder(path));
    expect(await fresh.load()).toBeUndefined();
    await fresh.save(2);
    await fresh.save(3);
    await truncate(join(path, 'checkpoint-0.safetensors'), 5);
    await truncate(join(path, 'checkpoint-1.safetensors'), 5);
    await expect(fresh.load()).rejects.toMatchObject({ code: 'model-mismatch', message: /Both files/ });
  });

  it('of another model are refused', async () => {
    const artifacts = createMemoryArtifacts();
    const store = (length: number, name = 'w'): ParameterStore => {
      const parameters = new ParameterStore(createRandom(1));
      parameters.use(new Graph(), name, [length], zeros());
      return parameters;
    };
    await createCheckpoints(artifacts, { store: store(3) }).save(1);
    for (const parts of [{ store: store(4) }, { store: store(3, 'v') }, { other: store(3) }]) {
      const checkpoints = createCheckpoints(artifacts, parts);
      await expect(checkpoints.load()).rejects.toMatchObject({ code: 'model-mismatch' });
    }
  });
});

describe('states of optimisers', () => {
  const update = (): { name: string; parameter: Float32Array; update: Float32Array } => ({
    name: 'w',
    parameter: Float32Array.of(1, 2),
    update: Float32Array.of(0.5, -1),
  });

  it.each([
    ['adam', () => adam({ learningRate: (step) => 1 / step })],
    ['sgd with momentum', () => sgd({ momentum: 0.9, nesterov: true })],
    ['a moving average', () => movingAverage(sgd())],
  ] as const)('%s goes on after its third step', (_name, make) => {
    const [straight, first, second] = [make(), make(), make()];
    const [a, b] = [update(), update()];
    const gradient = (step: number): Float32Array => Float32Array.of(step, -0.1 * step);
    for (let step = 1; step <= 6; step++) {
      a.update.set(gradient(step));
      straight.step([a]);
      b.update.set(gradient(step));
      (step <= 3 ? first : second).step([b]);
      if (step === 3) second.restore(first.state());
    }
    expect(b.parameter).toEqual(a.parameter);
  });

  it('of another chain are refused', () => {
    const plain = chain(scaleByLearningRate(1));
    const heavy = chain(addMomentum(0.9), scaleByLearningRate(1));
    heavy.step([update()]);
    expect(() => plain.restore(heavy.state())).toThrow(/does not fit/);
    const longer = adam();
    longer.step([{ name: 'w', parameter: new Float32Array(3), update: new Float32Array(3) }]);
    const other = adam();
    other.restore(longer.state());
    expect(() => other.step([update()])).toThrow(/w should be Float32Array of 2/);
  });
});
