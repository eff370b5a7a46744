import type { Item } from '../../core/contracts/item.ts';
import type { Random } from '../../core/random.ts';
import { itemFacts } from '../../models/retrieval/item-facts.ts';
import type { SequenceShape } from '../../models/retrieval/sequence/options.ts';
import { sequenceNetwork, type SequenceDropout } from '../../models/retrieval/sequence/sequence-network.ts';
import { Graph } from '../../tensor/graph.ts';
import { dropout } from '../../tensor/ops/dropout.ts';
import { gather } from '../../tensor/ops/gather.ts';
import { adam } from '../../tensor/optimisers/adam.ts';
import type { Schedule } from '../../tensor/optimisers/schedule.ts';
import { ParameterStore } from '../../tensor/parameters.ts';
import { sizeOf } from '../../tensor/shapes.ts';
import { createTrainer, type Feeds, type Trainer } from '../../tensor/trainer.ts';
import { DropoutMasks } from './dropout-masks.ts';
import { fullSoftmax } from './full-softmax.ts';
import type { BatchSize } from './sequence-batches.ts';
import { SequenceItemTable } from './sequence-item-table.ts';

export interface SequenceTrainerOptions {
  readonly items: readonly Item[];
  readonly shape: SequenceShape;
  readonly size: BatchSize;
  readonly learningRate: Schedule;
  readonly smoothing: number;
  /** Rates of dropout. */
  readonly dropout: { readonly input: number; readonly residual: number };
  readonly threads: number;
  readonly random: Random;
}

/** A sequence network under training: its parameters, its item vectors, and a step that changes both. */
export interface SequenceTrainer {
  readonly store: ParameterStore;
  readonly table: SequenceItemTable;
  /** Trains on a batch of `SequenceBatches` and gives its loss. */
  step(batch: Feeds): Promise<number>;
  release(): Promise<void>;
}

export async function openSequenceTrainer(options: SequenceTrainerOptions): Promise<SequenceTrainer> {
  const { items, learningRate, random, shape } = options;
  const store = new ParameterStore(random.fork('parameters'));
  const table = new SequenceItemTable({
    items: items.length,
    width: shape.width,
    facts: shape.facts ? itemFacts(items) : undefined,
    normalised: shape.temperature !== null,
    random: random.fork('table'),
  });
  const masks = new MaskFeeds(options);
  const trainer = await buildTrainer(store, masks, options);
  const tableOptimiser = adam({ learningRate });
  return {
    store,
    table,
    async step(batch) {
      table.compose();
      const { loss, gradients } = await trainer.step({ ...batch, ...masks.draw(), table: table.vectors });
      table.learn(gradients.table, tableOptimiser);
      return loss;
    },
    release: () => trainer.release(),
  };
}

function buildTrainer(
  store: ParameterStore,
  masks: MaskFeeds,
  { items, learningRate, shape, size, smoothing, threads }: SequenceTrainerOptions,
): Promise<Trainer> {
  const graph = new Graph();
  const table = graph.input('table', [items.length, shape.width], 'float32', { gradient: true });
  const { states } = sequenceNetwork(graph, store, table, size.rows, shape, masks.apply);
  // Nearly all places of packed rows are told something; of rows with one sequence each, few are.
  const told =
    shape.reader === 'attention' ? states : gather(states, graph.input('places', [size.targets], 'int32'));
  const loss = fullSoftmax(told, table, graph.input('targets', [size.targets], 'int32'), {
    temperature: shape.temperature ?? 1,
    smoothing,
    weights: graph.input('weights', [size.targets]),
  });
  const optimiser = adam({ learningRate });
  return createTrainer({ graph, loss, parameters: store, optimiser, extraGradients: [table], threads });
}

/** The dropout masks of a graph: an input for each place that is asked for one, and what it is fed with. */
class MaskFeeds {
  readonly #rates: SequenceTrainerOptions['dropout'];
  readonly #pools: Readonly<Record<'input' | 'residual', DropoutMasks>>;
  readonly #inputs: { readonly name: string; readonly length: number; readonly pool: DropoutMasks }[] = [];

  constructor({ dropout: rates, random, shape, size }: SequenceTrainerOptions) {
    const longest = size.rows * shape.length * shape.width;
    this.#rates = rates;
    this.#pools = {
      input: new DropoutMasks(rates.input, longest, random.fork('dropout of inputs')),
      residual: new DropoutMasks(rates.residual, longest, random.fork('dropout of layers')),
    };
  }

  readonly apply: SequenceDropout = (x, where) => {
    if (this.#rates[where] === 0) return x;
    const name = `dropout ${this.#inputs.length}`;
    this.#inputs.push({ name, length: sizeOf(x.shape), pool: this.#pools[where] });
    return dropout(x, x.graph.input(name, x.shape));
  };

  draw(): Feeds {
    return Object.fromEntries(this.#inputs.map(({ name, length, pool }) => [name, pool.draw(length)]));
  }
}
