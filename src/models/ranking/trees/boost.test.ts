import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { boost, type BoostOptions } from './boost.ts';
import { decisionTree } from './decision-tree.ts';
import { logistic } from './logistic.ts';
import { squaredError } from './squared-error.ts';
import { TreeEnsemble } from './tree-ensemble.ts';

const { NaN: missing } = Number;
const context = (seed = 'trees') => ({ random: createRandom(seed) });

/** Points of the plane; 1 where both coordinates have the same sign: no line tells them apart. */
function crossed(count: number, seed = 'crossed') {
  const random = createRandom(seed);
  const rows = Float32Array.from({ length: 2 * count }, () => random.next() * 2 - 1);
  const truth = Float64Array.from({ length: count }, (_, row) =>
    Number(rows[2 * row] * rows[2 * row + 1] > 0),
  );
  return { rows, width: 2, truth };
}

describe('a decision tree', () => {
  const steps = { rows: Float32Array.of(1, 2, 3, 4), width: 1, loss: squaredError([0, 0, 6, 12]) };

  it('splits where the squares fall most, and holds means', () => {
    // Mean 4.5. Splitting after 1, 2, 3 leaves squares of 72, 18 and 24 of 99: after 2, then between 6 and 12.
    const tree = decisionTree(steps, { minimumRows: 1 }).trees[0];
    expect([...tree.feature]).toEqual([0, -1, 0, -1, -1]);
    expect(tree.threshold.filter((_, node) => tree.feature[node] >= 0)).toEqual(Float64Array.of(2.5, 3.5));
    expect(tree.gain[0]).toBeCloseTo((99 - 18) / 2);
    expect(tree.gain[2]).toBeCloseTo(18 / 2);
    const means = decisionTree(steps, { minimumRows: 1 }).predict(Float32Array.of(-9, 2.5, 3, 3.6, 99));
    for (const [i, mean] of [0, 0, 6, 12, 12].entries()) expect(means[i]).toBeCloseTo(mean, 9);
  });

  it('pulls leaves to the mean by l2, and asks nothing that gains too little or leaves too few rows', () => {
    const pulled = decisionTree(steps, { minimumRows: 1, leaves: 2, l2: 2 });
    // Left: two rows at −4.5 from the mean: −9 / (2 + 2).
    expect([...pulled.predict(Float32Array.of(1, 4))]).toEqual([4.5 - 2.25, 4.5 + 2.25]);
    expect(decisionTree(steps, { minimumRows: 3 }).trees[0].feature).toHaveLength(1);
    expect(decisionTree(steps, { minimumRows: 1, minimumGain: 9.1 }).trees[0].feature).toHaveLength(3);
    expect(decisionTree(steps, { minimumRows: 1, depth: 1 }).trees[0].feature).toHaveLength(3);
  });

  it('sends missing values to the side where they belong', () => {
    const rows = Float32Array.of(1, 2, 3, 4, missing, missing);
    const low = decisionTree({ rows, width: 1, loss: squaredError([0, 0, 9, 9, 0, 0]) }, { minimumRows: 1 });
    expect([...low.predict(Float32Array.of(missing, 1, 4))].map(Math.round)).toEqual([0, 0, 9]);
    const high = decisionTree({ rows, width: 1, loss: squaredError([0, 0, 9, 9, 9, 9]) }, { minimumRows: 1 });
    expect([...high.predict(Float32Array.of(missing, 1, 4))].map(Math.round)).toEqual([9, 0, 9]);
    const apart = decisionTree(
      { rows, width: 1, loss: squaredError([0, 0, 0, 0, 9, 9]) },
      { minimumRows: 1 },
    );
    expect([...apart.predict(Float32Array.of(missing, 1, 99))].map(Math.round)).toEqual([9, 0, 0]);
  });

  it('is the mean where there is nothing to ask', () => {
    for (const values of [[], [7], [3, 11]]) {
      const rows = new Float32Array(values.length);
      const tree = decisionTree({ rows, width: 1, loss: squaredError(values) }, { minimumRows: 1 });
      const [mean] = tree.predict(Float32Array.of(5));
      expect(mean).toBeCloseTo(values.length === 0 ? 0 : 7, 9);
    }
  });
});

describe('boosted trees', () => {
  it('learn crossed data that no line tells apart', () => {
    const { truth, ...seen } = crossed(600);
    const { ensemble } = boost({ ...seen, loss: logistic(truth) }, { rounds: 30, leaves: 6 }, context());
    const unseen = crossed(400, 'unseen');
    const right = ensemble
      .predict(unseen.rows)
      .filter((score, row) => score > 0 === (unseen.truth[row] === 1));
    expect(right.length / 400).toBeGreaterThan(0.95);
    const [first, second] = ensemble.importance();
    expect(first + second).toBeCloseTo(1);
    // A first question alone says nothing here: nearly all is gained by the second one.
    expect(Math.min(first, second)).toBeGreaterThan(0.01);
  });

  it('lower the squared error with every tree when they see all rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.float({ noDefaultInfinity: true }), fc.integer({ min: -50, max: 50 })), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (pairs, shrinkage, leaves, l2) => {
          const data = {
            rows: Float32Array.from(pairs, ([value]) => value),
            width: 1,
            loss: squaredError(pairs.map(([, target]) => target)),
          };
          const options = { rounds: 8, shrinkage, leaves, l2, minimumRows: 1 };
          const { losses } = boost(data, options, context());
          for (let tree = 1; tree < losses.length; tree++) {
            expect(losses[tree]).toBeLessThanOrEqual(losses[tree - 1] * (1 + 1e-12) + 1e-12);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('grow over bins what is then read off values: the losses they report are those of their predictions', () => {
    const { truth, rows } = crossed(500);
    for (const [row] of truth.entries()) if (row % 7 === 0) rows[2 * row] = missing;
    const loss = squaredError(truth);
    const options: BoostOptions = { rounds: 12, bins: 16, rowShare: 0.6, featureShare: 0.5, minimumRows: 5 };
    const { ensemble, losses } = boost({ rows, width: 2, loss }, options, context());
    expect(ensemble.trees).toHaveLength(12);
    expect(loss.value(ensemble.predict(rows))).toBeCloseTo(losses[12], 12);
    expect(losses[12]).toBeLessThan(losses[0]);
  });

  it('are the same for the same seed, and others for another where they draw', () => {
    const { truth, ...seen } = crossed(200);
    const grown = (seed: string) =>
      boost({ ...seen, loss: squaredError(truth) }, { rounds: 5, rowShare: 0.5 }, context(seed)).losses;
    expect(grown('a')).toEqual(grown('a'));
    expect(grown('a')).not.toEqual(grown('b'));
  });

  it('stop where validation gets no better, and keep the trees up to its best', () => {
    const { truth, ...seen } = crossed(150);
    const random = createRandom('noise');
    const noisy = truth.map((value) => (random.next() < 0.35 ? 1 - value : value));
    const held = crossed(300, 'held out');
    const validation = { ...held, loss: logistic(held.truth) };
    const options = { rounds: 200, shrinkage: 0.3, minimumRows: 2, patience: 5 };
    const { ensemble, losses, validationLosses } = boost({ ...seen, loss: logistic(noisy) }, options, {
      ...context(),
      validation,
    });
    const best = validationLosses.indexOf(Math.min(...validationLosses));
    expect(ensemble.trees).toHaveLength(best);
    expect(losses).toHaveLength(best + 1 + 5);
    expect(validation.loss.value(ensemble.predict(held.rows))).toBeCloseTo(validationLosses[best], 12);
  });

  it('go on from the scores of another model, or from trees that are there', () => {
    const { truth, ...seen } = crossed(300);
    const loss = squaredError(truth);
    const half = boost({ ...seen, loss }, { rounds: 5 }, context());
    const more = boost({ ...seen, loss }, { rounds: 5 }, { ...context(), before: half.ensemble });
    const atOnce = boost({ ...seen, loss }, { rounds: 10 }, context());
    expect(more.ensemble.predict(seen.rows)).toEqual(atOnce.ensemble.predict(seen.rows));
    const offsets = half.ensemble.predict(seen.rows);
    const rest = boost({ ...seen, loss, offsets }, { rounds: 5 }, context());
    expect(rest.losses[0]).toBeCloseTo(half.losses[5], 12);
    expect(rest.ensemble.predict(seen.rows)[0] + offsets[0]).toBeCloseTo(
      atOnce.ensemble.predict(seen.rows)[0],
      9,
    );
  });

  it('explain a score by what adds up to it', () => {
    const { truth, ...seen } = crossed(200);
    const { ensemble } = boost({ ...seen, loss: logistic(truth) }, { rounds: 10 }, context());
    const row = seen.rows.slice(0, 2);
    const { start, contributions } = ensemble.explain(row);
    expect(contributions.reduce((sum, part) => sum + part, start)).toBeCloseTo(ensemble.predict(row)[0], 9);
    // By hand: from the mean 4.5 to the means 9 and then 12 along two questions about the only feature.
    const steps = { rows: Float32Array.of(1, 2, 3, 4), width: 1, loss: squaredError([0, 0, 6, 12]) };
    const single = decisionTree(steps, { minimumRows: 1 }).explain(Float32Array.of(4));
    expect(single.start).toBeCloseTo(4.5);
    expect(single.contributions[0]).toBeCloseTo(7.5);
  });

  it('predict the same after they were saved and loaded', async () => {
    const { truth, ...seen } = crossed(100);
    const { ensemble } = boost({ ...seen, loss: logistic(truth) }, { rounds: 4 }, context());
    const artifacts = createMemoryArtifacts();
    await ensemble.save(artifacts);
    const loaded = await TreeEnsemble.load(artifacts);
    expect(loaded.predict(seen.rows)).toEqual(ensemble.predict(seen.rows));
    expect(loaded.importance()).toEqual(ensemble.importance());
    await artifacts.writeJson('trees', { version: 0 });
    await expect(TreeEnsemble.load(artifacts)).rejects.toMatchObject({ code: 'model-mismatch' });
  });

  it('refuse what cannot be', () => {
    const loss = squaredError([1, 2]);
    const data = { rows: new Float32Array(4), width: 2, loss };
    const code = (expected: string) => expect.objectContaining({ code: expected });
    expect(() => boost(data, { shrinkage: 0 }, context())).toThrow(code('invalid-input'));
    expect(() => boost(data, { bins: 256 }, context())).toThrow(code('invalid-input'));
    expect(() => boost({ ...data, width: 3 }, {}, context())).toThrow(code('shape-mismatch'));
    expect(() => boost({ ...data, offsets: Float64Array.of(0, Infinity) }, {}, context())).toThrow(
      code('invalid-input'),
    );
    const trees = new TreeEnsemble(2, 0, []);
    expect(() => trees.predict(new Float32Array(3))).toThrow(code('shape-mismatch'));
  });
});
