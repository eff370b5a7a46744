import { describe, expect, it } from 'vitest';
import type { Dataset, Query } from '../../core/contracts/dataset.ts';
import type { Progress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { checkerboard } from '../../testing/checkerboard.ts';
import { baselinesOf, fitAndAsk, type MeasuredKind } from './measure-model.ts';

const { dataset } = checkerboard();
const queries = Array.from({ length: 150 }, (_, now): Query => ({ history: [], now, scene: -1 }));

/** Gives every item the moment of the question as its score, and notes what it was asked at once. */
function clock(batches: number[], fittedOn: Dataset[]): MeasuredKind {
  return {
    name: 'clock',
    async fit(given) {
      fittedOn.push(given);
      return {
        name: 'clock',
        async score(asked) {
          batches.push(asked.length);
          return asked.map(({ now }) => new Float32Array(given.items.length).fill(now));
        },
        save: async () => undefined,
      };
    },
  };
}

describe('fitAndAsk', () => {
  it('fits once, asks everything in batches, and hands over the scores in order', async () => {
    const [batches, fittedOn, heard, advanced]: [number[], Dataset[], number[][], number[]] = [
      [],
      [],
      [],
      [],
    ];
    const progress: Progress = {
      start: (label, total) => {
        expect([label, total]).toEqual(['Testing clock', queries.length]);
        return {
          advance: (units = 1) => advanced.push(units),
          note: () => undefined,
          done: () => advanced.push(Infinity),
        };
      },
    };
    const { trainSeconds, scoreSeconds } = await fitAndAsk(
      clock(batches, fittedOn),
      dataset,
      queries,
      (scores, index) => heard.push([scores[0], index]),
      { random: createRandom(1), progress },
    );
    expect(fittedOn).toEqual([dataset]);
    expect(Math.max(...batches)).toBeLessThan(queries.length);
    expect(heard).toEqual(queries.map(({ now }) => [now, now]));
    expect(advanced).toEqual([...batches, Infinity]);
    expect(Math.min(trainSeconds, scoreSeconds)).toBeGreaterThanOrEqual(0);
  });
});

describe('baselinesOf', () => {
  it('are all but the default and its network, unless they are named', () => {
    const kinds = ['default', 'neural', 'item-knn'].map((name) => ({ ...clock([], []), name }));
    expect(baselinesOf({ kinds })).toEqual(['item-knn']);
    expect(baselinesOf({ kinds, baselines: ['neural'] })).toEqual(['neural']);
  });
});
