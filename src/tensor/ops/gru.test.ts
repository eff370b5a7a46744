/** The recurrence against its definition, number by number, and its gradients against differences. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients, type GradientCase } from '../check-gradients.ts';
import { Graph, type Tensor } from '../graph.ts';
import { add } from './arithmetic.ts';
import { compute } from './compute.ts';
import { gru, type GruOptions, type GruWeights } from './gru.ts';
import { sum } from './reduce.ts';

const [ROWS, STEPS, INPUTS, WIDTH] = [3, 5, 4, 7];
const random = createRandom('gru');
const draw = (length: number, factor = 1): number[] => Array.from({ length }, () => factor * random.normal());

const x = draw(ROWS * STEPS * INPUTS);
const input = draw(INPUTS * 3 * WIDTH, 0.5);
const state = draw(WIDTH * 3 * WIDTH, 0.5);
const inputBias = draw(3 * WIDTH);
const stateBias = draw(3 * WIDTH);
const initial = draw(ROWS * WIDTH);
/** Padding before, between and after real steps. */
const mask = [1, 1, 1, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0];

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

/** Row `row` of a matrix [.., 3 · WIDTH] product, one column. */
function times(values: readonly number[], matrix: readonly number[], column: number): number {
  return values.reduce((total, value, i) => total + value * matrix[i * 3 * WIDTH + column], 0);
}

function definition(start: readonly number[], steps: readonly number[]): number[] {
  const states: number[] = [];
  for (let row = 0; row < ROWS; row++) {
    let h = start.slice(row * WIDTH, (row + 1) * WIDTH);
    for (let t = 0; t < STEPS; t++) {
      const at = (row * STEPS + t) * INPUTS;
      const here = x.slice(at, at + INPUTS);
      const before = h;
      const next = before.map((old, i) => {
        const [inReset, inUpdate, inCandidate] = [0, 1, 2].map(
          (gate) => times(here, input, gate * WIDTH + i) + inputBias[gate * WIDTH + i],
        );
        const [ofReset, ofUpdate, ofCandidate] = [0, 1, 2].map(
          (gate) => times(before, state, gate * WIDTH + i) + stateBias[gate * WIDTH + i],
        );
        const update = sigmoid(inUpdate + ofUpdate);
        const candidate = Math.tanh(inCandidate + sigmoid(inReset + ofReset) * ofCandidate);
        return (1 - update) * candidate + update * old;
      });
      if (steps[row * STEPS + t]) h = next;
      states.push(...h);
    }
  }
  return states;
}

/** Builds a unit of which only x (and what `make` adds) is fed. */
function unit(graph: Graph, fed: Tensor, options: GruOptions): ReturnType<typeof gru> {
  const constant = (values: readonly number[], shape: readonly number[]): Tensor =>
    graph.constant(Float32Array.from(values), shape);
  const weights: GruWeights = {
    input: constant(input, [INPUTS, 3 * WIDTH]),
    state: constant(state, [WIDTH, 3 * WIDTH]),
    inputBias: constant(inputBias, [3 * WIDTH]),
    stateBias: constant(stateBias, [3 * WIDTH]),
  };
  return gru(fed, weights, options);
}

const close = (expected: readonly number[]): unknown[] =>
  expected.map((value): unknown => expect.closeTo(value, 5));

const lastOf = (states: readonly number[]): number[] =>
  states.filter((_, i) => Math.floor(i / WIDTH) % STEPS === STEPS - 1);

describe('gru', () => {
  it('follows its definition from zeros', async () => {
    const expected = definition(
      Array.from({ length: ROWS * WIDTH }, () => 0),
      Array.from({ length: ROWS * STEPS }, () => 1),
    );
    const fed = [[x, [ROWS, STEPS, INPUTS]]] as const;
    expect(await compute(fed, (a) => unit(a.graph, a, {}).states)).toEqual(close(expected));
    expect(await compute(fed, (a) => unit(a.graph, a, {}).last)).toEqual(close(lastOf(expected)));
  });

  it('follows its definition from a given state, and keeps it through padded steps', async () => {
    const expected = definition(initial, mask);
    const fed = [
      [x, [ROWS, STEPS, INPUTS]],
      [initial, [ROWS, WIDTH]],
      [mask, [ROWS, STEPS]],
    ] as const;
    const received = await compute(fed, (a, b, c) => unit(a.graph, a, { initial: b, mask: c }).states);
    expect(received).toEqual(close(expected));
    // The first two steps of the second row are padding: the state is the initial one, to the bit.
    const untouched = received.slice(STEPS * WIDTH, (STEPS + 1) * WIDTH);
    expect(untouched).toEqual(initial.slice(WIDTH, 2 * WIDTH).map(Math.fround));
    const last = await compute(fed, (a, b, c) => unit(a.graph, a, { initial: b, mask: c }).last);
    expect(last).toEqual(close(lastOf(expected)));
  });

  const build =
    (use: (result: ReturnType<typeof gru>) => Tensor, masked: boolean) =>
    ({ graph, parameter }: GradientCase): Tensor => {
      const weights = {
        input: parameter([4, 9], (draws) => 0.5 * draws.normal()),
        state: parameter([3, 9], (draws) => 0.5 * draws.normal()),
        inputBias: parameter([9]),
        stateBias: parameter([9]),
      };
      const steps = graph.constant(Float32Array.of(1, 0, 1, 0, 1, 1, 1, 0), [2, 4]);
      const options = masked ? { initial: parameter([2, 3]), mask: steps } : {};
      return use(gru(parameter([2, 4, 4]), weights, options));
    };
  it.each<[string, ReturnType<typeof build>]>([
    ['of all states', build(({ states }) => states, false)],
    ['of the last', build(({ last }) => last, false)],
    ['of both, masked, from a given state', build(({ states, last }) => add(sum(states, [1]), last), true)],
    ['of the last, masked, from a given state', build(({ last }) => last, true)],
  ])('has the gradients %s', async (_name, part) => {
    const check = await checkGradients(part, { random: createRandom('gradients'), samples: 12 });
    expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
  });

  it('refuses weights of other sizes and masks that would be trained', () => {
    const graph = new Graph();
    const weights = {
      input: graph.parameter('input', [4, 9]),
      state: graph.parameter('state', [3, 9]),
      inputBias: graph.parameter('input bias', [9]),
      stateBias: graph.parameter('state bias', [9]),
    };
    expect(() => gru(graph.input('x', [2, 5, 3]), weights)).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() => gru(graph.input('x2', [2, 5, 4]), weights, { mask: graph.input('m', [5, 2]) })).toThrow(
      expect.objectContaining({ code: 'shape-mismatch' }),
    );
    expect(() =>
      gru(graph.input('x3', [2, 5, 4]), weights, { mask: graph.parameter('mask', [2, 5]) }),
    ).toThrow(expect.objectContaining({ code: 'not-differentiable' }));
  });
});
