/** Layers that are made of several operations: shapes, masks, and gradients of every parameter. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../check-gradients.ts';
import { CheckedParameters } from '../checked-parameters.ts';
import { Graph, type Tensor } from '../graph.ts';
import { dropout } from '../ops/dropout.ts';
import { ParameterStore } from '../parameters.ts';
import { createSession } from '../session.ts';
import { attentionLayer } from './attention.ts';
import { embeddingLayer, positionLayer } from './embedding.ts';
import { gruLayer } from './gru.ts';
import { transformerBlock } from './transformer-block.ts';

type Layer = (graph: Graph, store: ParameterStore, x: Tensor) => Tensor;

const masks = { causal: true } as const;

const layers: Record<string, Layer> = {
  'attention, 1 head': (graph, store, x) => attentionLayer(graph, store, 'a', x, { heads: 1 }),
  'attention, 3 heads, causal': (graph, store, x) =>
    attentionLayer(graph, store, 'a', x, { heads: 3, ...masks }),
  'attention to a context': (graph, store, x) => {
    const context = graph.constant(
      Float32Array.from({ length: 2 * 3 * 4 }, (_, i) => Math.sin(i)),
      [2, 3, 4],
    );
    return attentionLayer(graph, store, 'a', x, { heads: 2, context });
  },
  'a Transformer block': (graph, store, x) => transformerBlock(graph, store, 'b', x, { heads: 2, ...masks }),
  'a Transformer block with dropout': (graph, store, x) => {
    const mask = graph.constant(Float32Array.of(0, 2, 2, 0, 2, 0), [6]);
    return transformerBlock(graph, store, 'b', x, { heads: 2, hidden: 5, dropout: (y) => dropout(y, mask) });
  },
  gru: (graph, store, x) => gruLayer(graph, store, 'g', x, { width: 3 }).states,
  positions: (graph, store, x) => positionLayer(graph, store, 'p', x),
  'positions of longer sequences': (graph, store, x) => positionLayer(graph, store, 'p', x, { positions: 9 }),
  embedding: (graph, store) =>
    embeddingLayer(graph, store, 'e', graph.constant(Int32Array.of(4, 0, 4, 2), [2, 2]), {
      rows: 5,
      width: 3,
    }),
};

describe.each(Object.entries(layers))('%s', (name, layer) => {
  it('has the gradients of its input and of every parameter', async () => {
    const check = await checkGradients(
      ({ graph, parameter }) => {
        const store = new CheckedParameters(parameter);
        const x = name === 'embedding' ? graph.constant(Float32Array.of(0), [1]) : parameter([2, 5, 6]);
        return layer(graph, store, x);
      },
      { random: createRandom(name), samples: 6 },
    );
    expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
  });
});

async function run(build: Layer, x: Float32Array): Promise<Float32Array> {
  const graph = new Graph();
  const store = new ParameterStore(createRandom('layers'));
  graph.output('y', build(graph, store, graph.input('x', [2, 5, 6])));
  const session = await createSession(graph.toOnnx({ frozen: store.frozen() }));
  const { y } = await session.run({ x });
  await session.release();
  return y;
}

describe('a causal Transformer block', () => {
  it('lets nothing through from later places, and everything from earlier ones', async () => {
    const random = createRandom('input');
    const x = Float32Array.from({ length: 60 }, () => random.normal());
    const block: Layer = (graph, store, input) =>
      transformerBlock(graph, store, 'b', input, { heads: 3, causal: true });
    const before = await run(block, x);
    const changed = x.slice();
    changed.fill(1, 3 * 6, 4 * 6); // place 3 of the first row
    const after = await run(block, changed);
    const differs = Array.from({ length: 10 }, (_, place) => place).filter((place) =>
      before.slice(place * 6, (place + 1) * 6).some((value, i) => value !== after[place * 6 + i]),
    );
    expect(differs).toEqual([3, 4]);
  });
});

describe('layers', () => {
  it('share parameters by name: twice the same layer is one set', () => {
    const graph = new Graph();
    const store = new ParameterStore(createRandom('shared'));
    const x = graph.input('x', [2, 5, 6]);
    attentionLayer(graph, store, 'a', attentionLayer(graph, store, 'a', x, { heads: 2 }), { heads: 2 });
    expect([...store].map(([name]) => name)).toEqual([
      'a.joint.weight',
      'a.joint.bias',
      'a.out.weight',
      'a.out.bias',
    ]);
  });

  it('refuse what does not fit', () => {
    const graph = new Graph();
    const store = new ParameterStore(createRandom('refused'));
    const x = graph.input('x', [2, 5, 6]);
    const refused = expect.objectContaining({ code: 'shape-mismatch' }) as unknown;
    expect(() => attentionLayer(graph, store, 'a', x, { heads: 4 })).toThrow(refused);
    expect(() => attentionLayer(graph, store, 'a', graph.input('f', [10, 6]), { heads: 2 })).toThrow(refused);
    expect(() => positionLayer(graph, store, 'p', x, { positions: 4 })).toThrow(refused);
  });
});
