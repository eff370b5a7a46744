import type { FitContext } from '../../core/contracts/recommender.ts';
import type { SparseRows } from '../../models/retrieval/interactions.ts';
import { EmbeddingTable } from '../../tensor/embedding-table.ts';
import { Graph, type Tensor } from '../../tensor/graph.ts';
import { square } from '../../tensor/ops/activation.ts';
import { add, multiply, scale, subtract } from '../../tensor/ops/arithmetic.ts';
import { bpr as bprLoss } from '../../tensor/ops/contrastive.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { mean, sum } from '../../tensor/ops/reduce.ts';
import { slice } from '../../tensor/ops/shape.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { linearSchedule } from '../../tensor/optimisers/schedule.ts';
import { sparseAdam, type SparseOptimiser } from '../../tensor/optimisers/sparse-adam.ts';
import { normal, ParameterStore, zeros } from '../../tensor/parameters.ts';
import { createTrainer, type Trainer } from '../../tensor/trainer.ts';
import { PairSource, type Pairs } from './train-bpr-pairs.ts';

export interface PairwiseOptions {
  /** Numbers in a vector. Default 64. */
  readonly width?: number;
  /** Times that everything taken is compared with something not taken. Default 30, more in a small log. */
  readonly epochs?: number;
  /** Comparisons of one step; fewer in a small log. Default 1,024. */
  readonly batch?: number;
  /** Of Adam at the start; it falls to a tenth in a straight line. Default 0.005. */
  readonly learningRate?: number;
  /** Weight of the squared lengths of the vectors of a comparison in the loss (λ). Default 0.01. */
  readonly regularisation?: number;
  /** Threads that share one operation. Default 1: the operations are small. */
  readonly threads?: number;
}

/** What the content of items brings into the comparison. */
export interface PairwiseContent {
  /** Numbers that describe an item. */
  readonly width: number;
  /** items × width. */
  readonly features: Float32Array;
  /** Numbers that a shopper's taste in content has. */
  readonly tasteWidth: number;
}

export interface PairwiseResult {
  /** shoppers × (width + tasteWidth): what was learned of the shopper, then their taste. */
  readonly shoppers: EmbeddingTable;
  /** items × width; zero for items that nobody took. */
  readonly items: EmbeddingTable;
  /** One an item; 0 for items that nobody took. */
  readonly bias: Float32Array;
  readonly isTaken: Uint8Array;
  /** With content: `projection` (content width × taste width), `appeal` (content width). */
  readonly parameters: ParameterStore;
}

const DEFAULTS = { width: 64, batch: 1024, learningRate: 5e-3, regularisation: 0.01, threads: 1 };
const EPOCHS = 30;
const FEWEST_STEPS = 300;
/** In a small log a step takes at most this share of an epoch. */
const SMALLEST_EPOCH = 8;

type Settings = typeof DEFAULTS & { epochs: number };

/**
 * Learns vectors by Bayesian personalised ranking (Rendle et al., 2009), and with content a projection of it, the
 * shoppers' tastes in it and what it adds for everybody (VBPR; He and McAuley, 2016). Lazy Adam on the vectors that
 * a batch names. `taken` must not be empty.
 */
export async function trainPairwise(
  taken: SparseRows,
  itemCount: number,
  options: PairwiseOptions,
  { random, progress }: FitContext,
  content?: PairwiseContent,
): Promise<PairwiseResult> {
  const source = new PairSource(taken, itemCount);
  const settings = settle(options, source.count);
  const { epochs, batch, learningRate } = settings;
  const stepsPerEpoch = Math.floor(source.count / batch);
  const tables = newTables(source, taken.starts.length - 1, settings.width, content, random);
  const parameters = new ParameterStore(random.fork('parameters'));
  const schedule = linearSchedule({
    from: learningRate,
    to: learningRate / 10,
    totalSteps: stepsPerEpoch * epochs,
  });
  const trainer = await buildTrainer(parameters, settings, schedule, content);
  const optimisers = Object.values(tables).map((table) => sparseAdam(table, { learningRate: schedule }));
  const step = progress.start('Comparing what was taken with what was not', epochs);
  const draws = random.fork('draws');
  for (let epoch = 0; epoch < epochs; epoch++) {
    let lossSum = 0;
    for (const pairs of source.epoch(batch, draws)) {
      const { loss, gradients } = await trainer.step({
        ...feedsOf(pairs, tables),
        ...(content ? { contrast: contrastOf(pairs, content) } : {}),
      });
      learn(pairs, optimisers, gradients);
      lossSum += loss;
    }
    step.advance();
    step.note(`loss ${(lossSum / stepsPerEpoch).toFixed(3)}`);
  }
  step.done();
  await trainer.release();
  return { ...tables, bias: tables.bias.data, isTaken: source.isTaken, parameters };
}

function newTables(
  { isTaken }: PairSource,
  shopperCount: number,
  width: number,
  content: PairwiseContent | undefined,
  random: FitContext['random'],
): Tables {
  const ofShopper = { rows: shopperCount, width: width + (content?.tasteWidth ?? 0) };
  const items = EmbeddingTable.random({ rows: isTaken.length, width }, 0.1, random.fork('items'));
  for (let item = 0; item < isTaken.length; item++) {
    if (!isTaken[item]) items.data.fill(0, item * width, (item + 1) * width);
  }
  return {
    shoppers: EmbeddingTable.random(ofShopper, 0.1, random.fork('shoppers')),
    items,
    bias: new EmbeddingTable({ rows: isTaken.length, width: 1 }),
  };
}

/** What was asked for, with the rest fitted to the size of the log. */
function settle(options: PairwiseOptions, count: number): Settings {
  const settings = { ...DEFAULTS, ...options };
  const batch = Math.max(1, Math.min(settings.batch, Math.ceil(count / SMALLEST_EPOCH)));
  const usual = Math.max(EPOCHS, Math.ceil(FEWEST_STEPS / Math.floor(count / batch)));
  return { ...settings, batch, epochs: options.epochs ?? usual };
}

/** Score of the positive less that of the negative, as a loss to make small. */
function buildTrainer(
  parameters: ParameterStore,
  { batch, width, regularisation, threads }: Settings,
  schedule: (step: number) => number,
  content?: PairwiseContent,
): Promise<Trainer> {
  const graph = new Graph();
  const row = (name: string, size: number): Tensor =>
    graph.input(name, [batch, size], 'float32', { gradient: true });
  const shopper = row('shopper', width + (content?.tasteWidth ?? 0));
  const [positive, negative] = [row('positive', width), row('negative', width)];
  const [better, worse] = [row('positive bias', 1), row('negative bias', 1)];
  const liking = slice(shopper, 1, 0, width); // (batch, width)
  let margin = add(sum(multiply(liking, subtract(positive, negative)), [1], true), subtract(better, worse)); // (batch, 1)
  if (content) margin = add(margin, contentMargin(graph, parameters, shopper, width, content));
  const ranking = bprLoss(margin, graph.constant(new Float32Array(batch), [batch, 1]), {
    weights: graph.input('weights', [batch]),
  });
  const squares = [shopper, positive, negative, better, worse].map((x) => mean(sum(square(x), [1])));
  return createTrainer({
    graph,
    loss: squares.reduce((loss, x) => add(loss, scale(x, regularisation)), ranking),
    parameters,
    optimiser: adam({ learningRate: schedule }),
    extraGradients: [shopper, positive, negative, better, worse],
    threads,
  });
}

/** θ · E(f⁺ − f⁻) + β · (f⁺ − f⁻), as VBPR has it. @returns (batch, 1) */
function contentMargin(
  graph: Graph,
  parameters: ParameterStore,
  shopper: Tensor,
  from: number,
  { width, tasteWidth }: PairwiseContent,
): Tensor {
  const contrast = graph.input('contrast', [shopper.shape[0], width]);
  const projection = parameters.use(graph, 'projection', [width, tasteWidth], normal(1 / Math.sqrt(width)));
  const appeal = parameters.use(graph, 'appeal', [width, 1], zeros());
  const taste = slice(shopper, 1, from, from + tasteWidth);
  const seen = matmul(contrast, projection); // (batch, tasteWidth)
  return add(sum(multiply(taste, seen), [1], true), matmul(contrast, appeal));
}

interface Tables {
  readonly shoppers: EmbeddingTable;
  readonly items: EmbeddingTable;
  readonly bias: EmbeddingTable;
}

function feedsOf(
  { shoppers, positives, negatives, weights }: Pairs,
  tables: Tables,
): Record<string, Float32Array> {
  return {
    shopper: tables.shoppers.gather(shoppers),
    positive: tables.items.gather(positives),
    negative: tables.items.gather(negatives),
    'positive bias': tables.bias.gather(positives),
    'negative bias': tables.bias.gather(negatives),
    weights,
  };
}

function contrastOf({ positives, negatives }: Pairs, { width, features }: PairwiseContent): Float32Array {
  const contrast = new Float32Array(positives.length * width);
  for (let row = 0; row < positives.length; row++) {
    const [better, worse] = [positives[row] * width, negatives[row] * width];
    for (let j = 0; j < width; j++) contrast[row * width + j] = features[better + j] - features[worse + j];
  }
  return contrast;
}

function learn(
  { shoppers, positives, negatives }: Pairs,
  [ofShoppers, ofItems, ofBias]: readonly SparseOptimiser[],
  gradients: Readonly<Record<string, Float32Array>>,
): void {
  ofShoppers.accumulate(shoppers, gradients.shopper);
  ofItems.accumulate(positives, gradients.positive);
  ofItems.accumulate(negatives, gradients.negative);
  ofBias.accumulate(positives, gradients['positive bias']);
  ofBias.accumulate(negatives, gradients['negative bias']);
  for (const optimiser of [ofShoppers, ofItems, ofBias]) optimiser.step();
}
