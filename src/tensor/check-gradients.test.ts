import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import { checkGradients } from './check-gradients.ts';
import { add } from './ops/arithmetic.ts';
import { binary, unary } from './primitives.ts';

describe('checkGradients', () => {
  it('finds a rule that is wrong by half a percent', async () => {
    const check = await checkGradients(
      ({ graph, parameter }) => {
        const x = parameter([3, 5]);
        return graph.record(
          unary('Exp', x),
          [x],
          [(gradient) => binary('Mul', gradient, binary('Mul', unary('Exp', x), 1.005))],
        );
      },
      { random: createRandom(1) },
    );
    expect(check.worst).toBeGreaterThan(3e-3);
    expect(check.at).toMatch(/^parameter 0\[\d+\]: .+ instead of /);
  });

  it('finds a gradient that is not a number', async () => {
    const check = await checkGradients(
      ({ graph, parameter }) => {
        const x = parameter([2]);
        return graph.record(unary('Neg', x), [x], [(gradient) => unary('Log', binary('Sub', gradient, 1e9))]);
      },
      { random: createRandom(1) },
    );
    expect(check.worst).toBeNaN();
  });

  it('tries every element of small parameters and a sample of large ones', async () => {
    const check = await checkGradients(({ parameter }) => add(parameter([3]), parameter([50, 3])), {
      random: createRandom(1),
      samples: 5,
    });
    expect(check.checked).toBe(3 + 5);
  });
});
