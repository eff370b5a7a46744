import { describe, expect, it } from 'vitest';
import { MODALITIES } from '../../../core/contracts/modality.ts';
import { createRandom } from '../../../core/random.ts';
import { checkGradients } from '../../../tensor/check-gradients.ts';
import { CheckedParameters } from '../../../tensor/checked-parameters.ts';
import type { Tensor } from '../../../tensor/graph.ts';
import { multiply } from '../../../tensor/ops/arithmetic.ts';
import { l2Normalise } from '../../../tensor/ops/normalise.ts';
import { concat, reshape } from '../../../tensor/ops/shape.ts';
import { softmax } from '../../../tensor/ops/softmax.ts';
import { fusionNamed } from '../../fusion/named.ts';
import { itemTower } from './item-tower.ts';
import { AGE_BUCKETS, EXTRA_TOKENS, PURCHASE_BUCKETS, SCENE_COUNT, TYPE_COUNT } from './shopper-features.ts';
import { interestScores, shopperTower } from './shopper-tower.ts';

const WIDTH = 4;

describe('the gradients of', () => {
  it.each(['attention', 'early'])('the item tower with %s are those that differences show', async (name) => {
    const rows = 3;
    const { worst } = await checkGradients(
      ({ graph, parameter }) => {
        const evidence = new Map(MODALITIES.map((modality, i) => [modality, parameter([rows, 3 + i])]));
        const mask = graph.constant(Float32Array.of(1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 1), [
          rows,
          MODALITIES.length,
        ]);
        const options = { width: WIDTH, fusion: fusionNamed(name, createRandom(name)) };
        const { vectors, weights, appeal } = itemTower(
          graph,
          new CheckedParameters(parameter),
          evidence,
          mask,
          options,
        );
        return concat([vectors, weights, appeal], 1);
      },
      { random: createRandom('item tower'), samples: 12 },
    );
    expect(worst).toBeLessThan(1e-3);
  });

  it.each(['attention', 'shopper-attention'])(
    'the shopper tower with %s are those that differences show',
    async (name) => {
      const [rows, length] = [3, 2];
      const tokens = length + EXTRA_TOKENS;
      const { worst } = await checkGradients(
        ({ graph, parameter }) => {
          const integers = (count: number, below: number): Tensor =>
            graph.constant(
              BigInt64Array.from({ length: count }, (_, i) => BigInt((i * 7) % below)),
              [count],
            );
          // Short and empty histories included.
          const there = Float32Array.of(1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 1);
          const mask = graph.constant(there, [rows, tokens]);
          const { interests, weights, returns, goesBy } = shopperTower(
            graph,
            new CheckedParameters(parameter),
            {
              history: parameter([rows, length, WIDTH]),
              ...(name === 'shopper-attention' && { likeness: parameter([rows, 3]) }),
              types: integers(rows * length, TYPE_COUNT),
              ages: integers(rows * length, AGE_BUCKETS),
              purchases: integers(rows * length, PURCHASE_BUCKETS),
              scenes: integers(rows, SCENE_COUNT),
              mask,
            },
            { attend: fusionNamed(name, createRandom(name)).attend },
          );
          // What is masked has no weight, so whatever stands there cannot matter.
          const counted = multiply(interests, reshape(mask, [rows, tokens, 1]));
          const all = [reshape(counted, [rows, tokens * WIDTH]), weights, returns];
          return concat(goesBy ? [...all, goesBy] : all, 1);
        },
        { random: createRandom('shopper tower'), samples: 12 },
      );
      expect(worst).toBeLessThan(1e-3);
    },
  );

  it('the scores are those that differences show', async () => {
    const [rows, tokens, items] = [2, 3, 5];
    const { worst } = await checkGradients(
      ({ parameter }) => {
        const interests = l2Normalise(parameter([rows, tokens, WIDTH]));
        const weights = softmax(parameter([rows, tokens]));
        return interestScores({ interests, weights }, l2Normalise(parameter([items, WIDTH])), 0.5);
      },
      { random: createRandom('scores'), samples: 12 },
    );
    expect(worst).toBeLessThan(1e-3);
  });
});
