import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { Graph } from './graph.ts';
import { glorot, he, normal, ones, ParameterStore, zeros } from './parameters.ts';

describe('ParameterStore', () => {
  it('creates numbers at the first use and shares them with later graphs', () => {
    const store = new ParameterStore(createRandom(1));
    const training = store.use(new Graph(), 'w', [3, 4], glorot());
    const { data } = store.get('w');
    const serving = store.use(new Graph(), 'w', [3, 4], zeros());
    expect(training.shape).toEqual(serving.shape);
    expect(store.get('w').data).toBe(data);
    expect(data.some((value) => value !== 0)).toBe(true);
    expect(store.size).toBe(12);
  });

  it('draws the same numbers for a name, whatever else is declared before', () => {
    const draw = (names: string[]): Float32Array => {
      const store = new ParameterStore(createRandom('seed'));
      for (const name of names) store.use(new Graph(), name, [5], normal(1));
      return store.get('w').data;
    };
    expect(draw(['w'])).toEqual(draw(['a', 'b', 'w']));
  });

  it('refuses another shape, unknown names and a wrong number of values', () => {
    const store = new ParameterStore(createRandom(1));
    store.use(new Graph(), 'w', [3], ones());
    expect(() => store.use(new Graph(), 'w', [4], ones())).toThrow(
      /parameter w: it exists with another shape/,
    );
    expect(() => store.set('w', new Float32Array(4), [4])).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() => store.set('v', new Float32Array(4), [5])).toThrow(/4 values/);
    expect(() => store.get('missing')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('overwrites in place when a stored model is read', () => {
    const store = new ParameterStore(createRandom(1));
    store.use(new Graph(), 'w', [2], ones());
    const { data } = store.get('w');
    store.set('w', Float32Array.of(3, 4), [2]);
    expect([...data]).toEqual([3, 4]);
    expect([...store].map(([name]) => name)).toEqual(['w']);
  });
});

describe('initialisers', () => {
  const spread = (
    initialise: ReturnType<typeof glorot>,
    shape: number[],
  ): { deviation: number; largest: number } => {
    const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
    initialise(data, shape, createRandom(3));
    const squares = data.reduce((total, value) => total + value * value, 0);
    return {
      deviation: Math.sqrt(squares / data.length),
      largest: data.reduce((a, b) => Math.max(a, Math.abs(b)), 0),
    };
  };

  it.each([
    ['glorot of a matrix', glorot(), [100, 200], Math.sqrt(2 / 300)],
    ['glorot of a convolution', glorot(), [32, 16, 3, 3], Math.sqrt(2 / (48 * 9))],
    ['he of a matrix', he(), [100, 200], Math.sqrt(2 / 100)],
    ['he of a convolution', he(), [32, 16, 3, 3], Math.sqrt(2 / (16 * 9))],
    ['normal', normal(0.02), [100, 200], 0.02],
  ])('%s has the spread of its formula', (_name, initialise, shape, expected) => {
    expect(spread(initialise, shape).deviation / expected).toBeCloseTo(1, 1);
  });

  it('glorot stays within its limit', () => {
    expect(spread(glorot(), [100, 200]).largest).toBeLessThanOrEqual(Math.sqrt(6 / 300));
  });
});
