import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { logLoss } from './log-probabilities.ts';
import { fitMixture, mix } from './mixture.ts';

/** Outcomes drawn from known probabilities, told twice as surely as they are, and told by chance. */
function toldTwice(count: number) {
  const random = createRandom('told');
  const sure = new Float32Array(count * 2);
  const chance = new Float32Array(count * 2);
  const truth: number[] = [];
  for (let row = 0; row < count; row++) {
    const own = 0.1 + 0.8 * random.next();
    truth.push(random.next() < own ? 0 : 1);
    const odds = (own / (1 - own)) ** 2;
    sure.set([Math.log(odds / (1 + odds)), -Math.log(1 + odds)], row * 2);
    const other = 0.1 + 0.8 * random.next();
    chance.set([Math.log(other), Math.log(1 - other)], row * 2);
  }
  return { sure, chance, truth };
}

/** Four classes: one model tells the first two apart, another one the last two, a third guesses. */
function toldApart(count: number) {
  const random = createRandom('apart');
  const logs = [0, 1, 2].map(() => new Float32Array(count * 4));
  const truth = Array.from({ length: count }, () => random.integer(4));
  for (const [row, own] of truth.entries()) {
    for (const [model, told] of logs.entries()) {
      const knows = model === (own < 2 ? 0 : 1);
      // Who does not know the pair still knows which pair it is.
      const pair = own < 2 ? [0, 1] : [2, 3];
      for (let one = 0; one < 4; one++) {
        const likely = knows && one === own ? 0.85 : pair.includes(one) ? (knows ? 0.05 : 0.45) : 0.05;
        told[row * 4 + one] = Math.log(model === 2 ? 0.25 : likely);
      }
    }
  }
  return { logs, truth };
}

describe('fitMixture', () => {
  const { chance, sure, truth } = toldTwice(4_000);

  it('cools down what is surer than it is right', () => {
    const { shares, temperature } = fitMixture([sure], truth, 2);
    expect(shares).toEqual([[1, 1]]);
    // The scale of temperatures ends before 2, where the truth lies.
    expect(temperature).toBeGreaterThan(1.6);
    expect(logLoss(mix([sure], { shares, temperature }, 2), truth, 2)).toBeLessThan(logLoss(sure, truth, 2));
  });

  it('believes the better of two', () => {
    const { shares } = fitMixture([sure, chance], truth, 2);
    for (const own of [0, 1]) {
      expect(shares[0][own]).toBeGreaterThan(0.3);
      expect(shares[0][own] + shares[1][own]).toBeCloseTo(1);
    }
    expect(fitMixture([chance, sure], truth, 2).shares[1]).toEqual(shares[0]);
  });

  it('believes of each class whoever knows it', () => {
    const told = toldApart(3_000);
    const rightOf = (logs: Float32Array): number =>
      told.truth.filter((own, row) => {
        const scores = logs.subarray(row * 4, row * 4 + 4);
        return scores.indexOf(Math.max(...scores)) === own;
      }).length / told.truth.length;
    const mixed = mix(told.logs, fitMixture(told.logs, told.truth, 4), 4);
    expect(rightOf(mixed)).toBeGreaterThan(0.99);
    for (const logs of told.logs) expect(rightOf(logs)).toBeLessThan(0.85);
  });

  it('gives probabilities', () => {
    const mixed = mix(
      [sure, chance],
      {
        shares: [
          [0.5, 0.2],
          [0.5, 0.8],
        ],
        temperature: 1.3,
      },
      2,
    ).map(Math.exp);
    for (let row = 0; row < truth.length; row++)
      expect(mixed[2 * row] + mixed[2 * row + 1]).toBeCloseTo(1, 5);
  });
});
