/** Trains the small networks that judge what stands on a screen. */
import type { Random } from '../../core/random.ts';
import { standardised, type SmallNetwork } from '../../perception/screens/elements/small-network.ts';
import { Graph } from '../../tensor/graph.ts';
import { mlp } from '../../tensor/layers/mlp.ts';
import { klDivergence } from '../../tensor/ops/losses.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';

export interface SmallNetworkLesson {
  /** `(count, inputs)`. */
  readonly rows: Float32Array;
  /** `(count, classes)`, each row a distribution. */
  readonly targets: Float32Array;
  /** How much each row counts; 1 by default. */
  readonly weights?: Float32Array;
  readonly inputs: number;
  readonly classes: number;
  readonly hidden: number;
  readonly epochs: number;
  /** Default 0.01. */
  readonly weightDecay?: number;
  /** Share of the inputs hidden from each batch, so that no single one is relied on; default 0. */
  readonly dropout?: number;
  readonly random: Random;
}

const BATCH = 512;
const PEAK_RATE = 4e-3;

/** Learns distributions over classes from rows. Blocks its thread for each step. */
export async function trainSmallNetwork(lesson: SmallNetworkLesson): Promise<SmallNetwork> {
  const { rows, targets, weights, inputs, classes, hidden, epochs, random } = lesson;
  const { weightDecay = 0.01, dropout = 0 } = lesson;
  const count = rows.length / inputs;
  const standard = standardOf(rows, inputs);
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  const x = graph.input('rows', [BATCH, inputs]);
  const logits = mlp(graph, parameters, 'judge', x, { widths: [hidden, classes] });
  const loss = klDivergence(logits, graph.input('targets', [BATCH, classes]), {
    weights: graph.input('weights', [BATCH]),
  });
  const steps = Math.max(1, Math.ceil((epochs * count) / BATCH));
  const trainer = await createTrainer({
    graph,
    loss,
    parameters,
    optimiser: adam({
      learningRate: warmUpCosine({
        peak: PEAK_RATE,
        warmUpSteps: Math.min(50, steps),
        totalSteps: steps,
        floor: 1e-5,
      }),
      weightDecay,
      decays: (name) => name.endsWith('weight'),
      clipNorm: 5,
    }),
  });
  const batch = {
    rows: new Float32Array(BATCH * inputs),
    targets: new Float32Array(BATCH * classes),
    weights: new Float32Array(BATCH).fill(1),
  };
  const draws = random.fork('batches');
  const all = Array.from({ length: count }, (_, i) => i);
  let order: number[] = [];
  const standardRows = standardisedRows(rows, standard);
  const hiddenInputs: number[] = [];
  for (let step = 0; step < steps; step++) {
    hiddenInputs.length = 0;
    for (let i = 0; i < inputs; i++) if (dropout > 0 && draws.next() < dropout) hiddenInputs.push(i);
    for (let b = 0; b < BATCH; b++) {
      if (order.length === 0) order = draws.shuffle(all);
      const row = order.pop() ?? 0;
      batch.rows.set(standardRows.subarray(row * inputs, (row + 1) * inputs), b * inputs);
      for (const i of hiddenInputs) batch.rows[b * inputs + i] = 0;
      batch.targets.set(targets.subarray(row * classes, (row + 1) * classes), b * classes);
      batch.weights[b] = weights?.[row] ?? 1;
    }
    await trainer.step(batch);
  }
  await trainer.release();
  const part = (name: string): Float32Array => parameters.get(`judge.${name}`).data.slice();
  return {
    ...standard,
    inner: part('0.weight'),
    innerBias: part('0.bias'),
    outer: part('1.weight'),
    outerBias: part('1.bias'),
  };
}

function standardisedRows(rows: Float32Array, standard: Pick<SmallNetwork, 'mean' | 'scale'>): Float32Array {
  const inputs = standard.mean.length;
  const to = new Float32Array(rows.length);
  for (let at = 0; at < rows.length; at += inputs) {
    for (let i = 0; i < inputs; i++) to[at + i] = standardised(standard, i, rows[at + i]);
  }
  return to;
}

function standardOf(rows: Float32Array, inputs: number): Pick<SmallNetwork, 'mean' | 'scale'> {
  const count = rows.length / inputs;
  const mean = new Float32Array(inputs);
  const scale = new Float32Array(inputs);
  for (let i = 0; i < inputs; i++) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < count; row++) {
      const value = rows[row * inputs + i];
      sum += value;
      squares += value * value;
    }
    mean[i] = sum / count;
    // What hardly ever differs must not become huge where it does.
    scale[i] = 1 / Math.max(0.05, Math.sqrt(Math.max(0, squares / count - mean[i] ** 2)));
  }
  return { mean, scale };
}
