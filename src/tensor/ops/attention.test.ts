/** Attention against its definition, place by place, and its gradients against differences. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { checkGradients } from '../check-gradients.ts';
import { Graph } from '../graph.ts';
import { attention } from './attention.ts';
import { compute } from './compute.ts';

const [ROWS, HEADS, QUERIES, KEYS, WIDTH, VALUES] = [2, 3, 4, 5, 7, 3];
const random = createRandom('attention');
const draw = (length: number): number[] => Array.from({ length }, () => random.normal());

const q = draw(ROWS * HEADS * QUERIES * WIDTH);
const k = draw(ROWS * HEADS * KEYS * WIDTH);
const v = draw(ROWS * HEADS * KEYS * VALUES);
const FED = [
  [q, [ROWS, HEADS, QUERIES, WIDTH]],
  [k, [ROWS, HEADS, KEYS, WIDTH]],
  [v, [ROWS, HEADS, KEYS, VALUES]],
] as const;

type Sees = (row: number, query: number, key: number) => boolean;

function definition(sees: Sees, bias: (query: number, key: number) => number = () => 0): number[] {
  const result: number[] = [];
  for (let page = 0; page < ROWS * HEADS; page++) {
    for (let query = 0; query < QUERIES; query++) {
      const weights = Array.from({ length: KEYS }, (_, key) => {
        if (!sees(Math.floor(page / HEADS), query, key)) return 0;
        let score = 0;
        for (let i = 0; i < WIDTH; i++) {
          score += q[(page * QUERIES + query) * WIDTH + i] * k[(page * KEYS + key) * WIDTH + i];
        }
        return Math.exp(score / Math.sqrt(WIDTH) + bias(query, key));
      });
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      for (let i = 0; i < VALUES; i++) {
        const mixed = weights.reduce((sum, w, key) => sum + w * v[(page * KEYS + key) * VALUES + i], 0);
        result.push(mixed / total);
      }
    }
  }
  return result;
}

const close = (expected: readonly number[]): unknown[] =>
  expected.map((value): unknown => expect.closeTo(value, 5));

const PADDING = [0, 1, 1, 1, 1, 1, 1, 1, 0, 0];

describe('attention', () => {
  it('mixes values by how well queries and keys agree', async () => {
    expect(await compute(FED, (a, b, c) => attention(a, b, c))).toEqual(close(definition(() => true)));
  });

  it('hides what comes later; fewer queries than keys are the last places', async () => {
    const sees: Sees = (_row, query, key) => key <= query + KEYS - QUERIES;
    expect(await compute(FED, (a, b, c) => attention(a, b, c, { causal: true }))).toEqual(
      close(definition(sees)),
    );
  });

  it('hides padding, also from causal attention', async () => {
    const fed = [...FED, [PADDING, [ROWS, KEYS]] as const];
    const isReal: Sees = (row, _query, key) => PADDING[row * KEYS + key] === 1;
    expect(await compute(fed, (a, b, c, padding) => attention(a, b, c, { padding }))).toEqual(
      close(definition(isReal)),
    );
    const both: Sees = (row, query, key) => isReal(row, query, key) && key <= query + KEYS - QUERIES;
    expect(await compute(fed, (a, b, c, padding) => attention(a, b, c, { padding, causal: true }))).toEqual(
      close(definition(both)),
    );
  });

  it('adds a bias to the scores', async () => {
    const bias = draw(QUERIES * KEYS);
    const fed = [...FED, [bias, [QUERIES, KEYS]] as const];
    expect(await compute(fed, (a, b, c, added) => attention(a, b, c, { bias: added }))).toEqual(
      close(
        definition(
          () => true,
          (query, key) => bias[query * KEYS + key],
        ),
      ),
    );
  });

  it('stays finite where nothing is to be seen', async () => {
    const fed = [...FED, [new Float32Array(ROWS * KEYS), [ROWS, KEYS]] as const];
    const received = await compute(fed, (a, b, c, padding) => attention(a, b, c, { padding, causal: true }));
    expect(received.every(Number.isFinite)).toBe(true);
  });

  it.each([
    ['plain', false, false],
    ['with all masks', true, true],
  ])('has the gradients, %s', async (_name, causal, masked) => {
    const check = await checkGradients(
      ({ graph, parameter }) => {
        const masks = masked
          ? {
              padding: graph.constant(Float32Array.from(PADDING), [ROWS, KEYS]),
              bias: parameter([HEADS, 1, KEYS]),
            }
          : {};
        const [a, b, c] = FED.map(([, shape]) => parameter(shape));
        return attention(a, b, c, { causal, ...masks });
      },
      { random: createRandom('gradients') },
    );
    expect({ ...check, passes: check.worst <= 1e-3 }).toMatchObject({ passes: true });
  });

  it('refuses parts and masks that do not fit', () => {
    const graph = new Graph();
    const [a, b, c] = FED.map(([, shape], i) => graph.input(`${i}`, shape));
    const fails = (build: () => unknown, code: string): void =>
      expect(build).toThrow(expect.objectContaining({ code }));
    fails(() => attention(a, c, c), 'shape-mismatch');
    fails(() => attention(a, b, a), 'shape-mismatch');
    fails(() => attention(a, b, c, { padding: graph.input('p', [KEYS, ROWS]) }), 'shape-mismatch');
    fails(() => attention(a, b, c, { bias: graph.input('b', [2, 2, 3, 4, 5]) }), 'shape-mismatch');
    fails(() => attention(a, b, c, { padding: graph.parameter('t', [ROWS, KEYS]) }), 'not-differentiable');
  });
});
