import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, type EventType } from '../../../core/contracts/event.ts';
import { dot, normaliseInPlace } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { Graph } from '../../../tensor/graph.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { BehaviourEncoder } from './behaviour-encoder.ts';
import { EVENT_WIDTH, REMEMBERED_EVENTS, type Behaviour, type ItemVectors } from './behaviour-events.ts';
import { behaviourNetwork } from './behaviour-network.ts';
import { BehaviourSummary, meanItem } from './behaviour-summary.ts';

const NOW = Date.UTC(2026, 4, 1, 12);
const HOUR = 3_600_000;
const ITEMS = 12;
const WIDTH = 8;
const random = createRandom('items');
const items: ItemVectors = { width: WIDTH, vectors: normalisedRows() };

function normalisedRows(): Float32Array {
  const rows = Float32Array.from({ length: ITEMS * WIDTH }, () => random.normal());
  for (let item = 0; item < ITEMS; item++) normaliseInPlace(rows.subarray(item * WIDTH, (item + 1) * WIDTH));
  return rows;
}

/** Events that end at NOW, each an hour after the one before. */
const behaviour = (...events: readonly [type: EventType, item: number][]): Behaviour => ({
  history: events.map(([type, item], i) => ({
    type: EVENT_TYPES.indexOf(type),
    item,
    time: NOW - (events.length - i) * HOUR,
  })),
  now: NOW,
});

const inputs = [
  behaviour(['view_item', 1]),
  behaviour(['view_item', 1], ['add_to_cart', 1]),
  behaviour(['search', -1]),
  behaviour(['view_item', 3], ['view_item', 4], ['purchase', 4]),
  behaviour(...Array.from({ length: 50 }, (_, i): [EventType, number] => ['view_item', i % ITEMS])),
];
const empty: Behaviour = { history: [], now: NOW };
const bad = [{ input: behaviour(['view_item', ITEMS]), code: 'invalid-input' }] as const;

async function openEncoder(): Promise<BehaviourEncoder> {
  const parameters = new ParameterStore(createRandom('behaviour'));
  const graph = new Graph();
  behaviourNetwork(
    graph,
    parameters,
    graph.input('events', [1, REMEMBERED_EVENTS, WIDTH + EVENT_WIDTH]),
    graph.input('absent', [1, 1, REMEMBERED_EVENTS]),
  );
  // As if trained: its first vectors are the means of the items alone.
  for (const [, { data }] of parameters)
    for (let i = 0; i < data.length; i++) data[i] += 0.2 * random.normal();
  return BehaviourEncoder.fromParameters(parameters, items);
}

encoderSuite('behaviour-summary', { open: async () => new BehaviourSummary(items), inputs, empty, bad });

encoderSuite('behaviour-attention', {
  open: openEncoder,
  inputs,
  empty,
  bad,
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as BehaviourEncoder).save(artifacts);
    return BehaviourEncoder.load(artifacts, items);
  },
});

describe('behaviour', () => {
  it('gives what was bought more weight than what was seen, and today more than last month', () => {
    const near = (mean: Float32Array, item: number): number =>
      dot(mean, items.vectors.subarray(item * WIDTH, (item + 1) * WIDTH));
    const bought = meanItem(behaviour(['purchase', 0], ['view_item', 1]), items);
    expect(near(bought, 0)).toBeGreaterThan(near(bought, 1));
    const view = EVENT_TYPES.indexOf('view_item');
    const history = [
      { item: 0, type: view, time: NOW - 40 * 24 * HOUR },
      { item: 1, type: view, time: NOW },
    ];
    const recent = meanItem({ history, now: NOW }, items);
    expect(near(recent, 1)).toBeGreaterThan(near(recent, 0));
  });

  it('looks back on its last events only', async () => {
    const encoder = await openEncoder();
    const long = behaviour(
      ...Array.from({ length: 5_000 }, (_, i): [EventType, number] => ['view_item', i % 5]),
    );
    const short = { ...long, history: long.history.slice(-REMEMBERED_EVENTS) };
    expect(await encoder.encode([long])).toEqual(await encoder.encode([short]));
  });

  it('refuses an item that nobody knows, and vectors of another width', async () => {
    const stranger = behaviour(['view_item', ITEMS]);
    for (const encoder of [new BehaviourSummary(items), await openEncoder()]) {
      await expect(encoder.encode([stranger])).rejects.toMatchObject({
        code: 'invalid-input',
        received: ITEMS,
        remedy: expect.any(String),
      });
    }
    const artifacts = createMemoryArtifacts();
    await (await openEncoder()).save(artifacts);
    const wider = { width: 16, vectors: new Float32Array(16) };
    await expect(BehaviourEncoder.load(artifacts, wider)).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});
