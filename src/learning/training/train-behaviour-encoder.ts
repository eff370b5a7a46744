import type { Dataset, HistoryEvent } from '../../core/contracts/dataset.ts';
import { DaogouError } from '../../core/errors.ts';
import { dot } from '../../core/maths.ts';
import type { Progress } from '../../core/progress.ts';
import type { Random } from '../../core/random.ts';
import { BehaviourEncoder } from '../../perception/encoders/behaviour/behaviour-encoder.ts';
import {
  describeEvents,
  EVENT_WIDTH,
  REMEMBERED_EVENTS,
  type Behaviour,
  type ItemVectors,
} from '../../perception/encoders/behaviour/behaviour-events.ts';
import { behaviourNetwork } from '../../perception/encoders/behaviour/behaviour-network.ts';
import { meanItem } from '../../perception/encoders/behaviour/behaviour-summary.ts';
import { Graph } from '../../tensor/graph.ts';
import { add, scale } from '../../tensor/ops/arithmetic.ts';
import { crossEntropy } from '../../tensor/ops/losses.ts';
import { matmul } from '../../tensor/ops/matmul.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import { warmUpCosine } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { createTrainer } from '../../tensor/trainer.ts';

export interface BehaviourTraining {
  readonly dataset: Dataset;
  /** What is known of each item of the data set, rows of length 1: usually its content. */
  readonly items: ItemVectors;
  readonly random: Random;
  readonly progress: Progress;
  /** Steps of 128 moments; default 600. */
  readonly steps?: number;
}

export interface TrainedBehaviour {
  readonly encoder: BehaviourEncoder;
  /** On the newest tenth of moments, never trained on: how often the next item is among the 20 nearest. */
  readonly heldOut: {
    readonly moments: number;
    readonly recallAt20: number;
    /** The same of the weighted mean of the items somebody met, which learns nothing. */
    readonly meanItemRecallAt20: number;
  };
}

/** What somebody had done when they turned to another item. */
interface Moment {
  readonly behaviour: Behaviour;
  readonly next: number;
}

const BATCH = 128;
const HELD_OUT = 0.1;
const MOST_TEST_MOMENTS = 2_000;
const FEWEST_MOMENTS = 200;
const TEMPERATURE = 0.1;

/**
 * Teaches the behaviour encoder to point at the item that somebody turns to next, against the items that others
 * turned to (InfoNCE; van den Oord et al., 2018). Splits by time; blocks its thread.
 *
 * @throws not-enough-data for fewer than 200 moments at which a session went on to another item.
 */
export async function trainBehaviourEncoder(training: BehaviourTraining): Promise<TrainedBehaviour> {
  const { dataset, items, random, progress, steps = 600 } = training;
  const moments = momentsOf(dataset);
  if (moments.length < FEWEST_MOMENTS) {
    throw new DaogouError(
      'not-enough-data',
      `Only ${moments.length} times somebody went on to another item`,
      {
        received: moments.length,
        remedy: `Import sessions with at least ${FEWEST_MOMENTS} steps from item to item.`,
      },
    );
  }
  const boundary = Math.floor(moments.length * (1 - HELD_OUT));
  const parameters = new ParameterStore(random.fork('parameters'));
  await learn(parameters, moments.slice(0, boundary), training, steps);
  const encoder = await BehaviourEncoder.fromParameters(parameters, items);
  const step = progress.start('Looking ahead on newer sessions', 1);
  const test = random.fork('test').shuffle(moments.slice(boundary)).slice(0, MOST_TEST_MOMENTS);
  const heldOut = {
    moments: test.length,
    recallAt20: recallAt20(await encoder.encode(test.map(({ behaviour }) => behaviour)), test, items),
    meanItemRecallAt20: recallAt20(meansOf(test, items), test, items),
  };
  step.done();
  return { encoder, heldOut };
}

async function learn(
  parameters: ParameterStore,
  moments: readonly Moment[],
  { items, random, progress }: BehaviourTraining,
  steps: number,
): Promise<void> {
  const { width } = items;
  const graph = new Graph();
  const events = graph.input('events', [BATCH, REMEMBERED_EVENTS, width + EVENT_WIDTH]);
  const absent = graph.input('absent', [BATCH, 1, REMEMBERED_EVENTS]);
  const shoppers = behaviourNetwork(graph, parameters, events, absent);
  const likeness = matmul(shoppers, graph.input('targets', [BATCH, width]), { transposeB: true });
  // Another row's target that happens to be this row's own is no counter-example.
  const logits = add(scale(likeness, 1 / TEMPERATURE), graph.input('same', [BATCH, BATCH]));
  const own = BigInt64Array.from({ length: BATCH }, (_, row) => BigInt(row));
  const trainer = await createTrainer({
    graph,
    loss: crossEntropy(logits, graph.constant(own, [BATCH])),
    parameters,
    optimiser: adam({
      learningRate: warmUpCosine({ peak: 3e-3, warmUpSteps: 20, totalSteps: steps, floor: 1e-4 }),
      weightDecay: 1e-3,
      clipNorm: 5,
    }),
  });
  const feeds = {
    events: new Float32Array(BATCH * REMEMBERED_EVENTS * (width + EVENT_WIDTH)),
    absent: new Float32Array(BATCH * REMEMBERED_EVENTS),
    targets: new Float32Array(BATCH * width),
    same: new Float32Array(BATCH * BATCH),
  };
  const draws = random.fork('batches');
  const step = progress.start('Learning what comes next', steps);
  for (let i = 0; i < steps; i++) {
    const chosen = Array.from({ length: BATCH }, () => draws.pick(moments));
    for (const [row, { behaviour, next }] of chosen.entries()) {
      describeEvents(behaviour, items, feeds, row);
      feeds.targets.set(items.vectors.subarray(next * width, (next + 1) * width), row * width);
      for (const [other, { next: theirs }] of chosen.entries()) {
        feeds.same[row * BATCH + other] = theirs === next && other !== row ? -1e9 : 0;
      }
    }
    const { loss } = await trainer.step(feeds);
    step.advance();
    if (i % 20 === 0) step.note(`loss ${loss.toFixed(3)}`);
  }
  step.done();
  await trainer.release();
}

/** Every time a session went on to another item, in the order of time. */
function momentsOf({ events }: Dataset): Moment[] {
  const histories = new Map<number, HistoryEvent[]>();
  const moments: Moment[] = [];
  for (let i = 0; i < events.count; i++) {
    if (events.session[i] < 0) continue;
    let history = histories.get(events.session[i]);
    if (!history) histories.set(events.session[i], (history = []));
    const event = { item: events.item[i], type: events.type[i], time: events.time[i] };
    const known = history.some(({ item }) => item === event.item);
    if (event.item >= 0 && !known && history.some(({ item }) => item >= 0)) {
      const behaviour = { history: history.slice(-REMEMBERED_EVENTS), now: event.time };
      moments.push({ behaviour, next: event.item });
    }
    history.push(event);
  }
  return moments;
}

function meansOf(moments: readonly Moment[], items: ItemVectors): Float32Array {
  const means = new Float32Array(moments.length * items.width);
  for (const [row, { behaviour }] of moments.entries())
    means.set(meanItem(behaviour, items), row * items.width);
  return means;
}

/** Items that somebody has met do not count: only new ones are ranked. */
function recallAt20(
  shoppers: Float32Array,
  moments: readonly Moment[],
  { width, vectors }: ItemVectors,
): number {
  let found = 0;
  for (const [row, { behaviour, next }] of moments.entries()) {
    const shopper = shoppers.subarray(row * width, (row + 1) * width);
    const scoreOf = (item: number): number =>
      dot(shopper, vectors.subarray(item * width, (item + 1) * width));
    const met = new Set(behaviour.history.map(({ item }) => item));
    const own = scoreOf(next);
    let better = 0;
    for (let item = 0; item < vectors.length / width; item++) {
      if (item !== next && !met.has(item) && scoreOf(item) >= own) better++;
    }
    if (better < 20) found++;
  }
  return found / moments.length;
}
