import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { boostClasses } from './boost-classes.ts';

/** Three classes: 0 on one diagonal of the square, 1 and 2 above and below on the other. */
function corners(count: number, seed: string) {
  const random = createRandom(seed);
  const rows = Float32Array.from({ length: 2 * count }, () => random.next() * 2 - 1);
  const classes = Array.from({ length: count }, (_, row) => {
    const [x, y] = [rows[2 * row], rows[2 * row + 1]];
    return x * y > 0 ? 0 : y > 0 ? 1 : 2;
  });
  return { rows, width: 2, classes };
}

const options = { rounds: 15, leaves: 6, shrinkage: 0.3 };
const context = (seed = 'trees') => ({ random: createRandom(seed) });

describe('boosted trees of several classes', () => {
  const seen = corners(500, 'seen');
  const unseen = corners(300, 'unseen');

  it('tell apart what no line does', () => {
    const { ensembles } = boostClasses(seen, 3, options, context());
    const scores = ensembles.map((ensemble) => ensemble.predict(unseen.rows));
    const right = unseen.classes.filter((own, row) =>
      scores.every((score) => score[row] <= scores[own][row]),
    );
    expect(right.length / 300).toBeGreaterThan(0.93);
  });

  it('start from the shares of the classes', () => {
    const { ensembles } = boostClasses(seen, 3, { rounds: 0 }, context());
    for (const [own, ensemble] of ensembles.entries()) {
      const share = seen.classes.filter((one) => one === own).length / 500;
      expect(Math.exp(ensemble.predict(Float32Array.of(0, 0))[0])).toBeCloseTo(share, 6);
    }
  });

  it('stop where validation gets no better, and are the same for the same seed', () => {
    const random = createRandom('labels');
    const noise = { ...seen, classes: seen.classes.map(() => random.integer(3)) };
    const validation = { ...unseen, classes: unseen.classes.map(() => random.integer(3)) };
    const fit = (seed: string) =>
      boostClasses(
        noise,
        3,
        { ...options, rounds: 60, rowShare: 0.5, patience: 5 },
        { ...context(seed), validation },
      );
    const { ensembles, validationLosses } = fit('one');
    expect(ensembles[0].trees.length).toBeLessThan(20);
    expect(validationLosses.length).toBeLessThan(40);
    expect(fit('one')).toEqual({ ensembles, validationLosses });
    expect(fit('two').validationLosses).not.toEqual(validationLosses);
  });
});
