import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import type { EventType } from '../../core/contracts/event.ts';
import { fitNextActionKinds } from '../training/fit-next-action.ts';
import { describeMoments, typeClasses, type LoggedSession } from '../training/next-action-samples.ts';
import {
  abstentionCurve,
  calibrationError,
  confusionIntervals,
  confusionOf,
  precisionRecall,
  scoresOf,
  type ToldMoments,
} from './next-action-metrics.ts';
import { evaluateNextAction, type NextActionOptions } from './next-action.ts';

/** Two classes; the first is told with the probability given. */
const toldAs = (first: readonly number[], truth: readonly number[]): ToldMoments => ({
  classes: 2,
  probabilities: Float32Array.from(first.flatMap((own) => [own, 1 - own])),
  named: Int32Array.from(first, (own) => (own >= 0.5 ? 0 : 1)),
  truth: Int32Array.from(truth),
  groupOf: Int32Array.from(truth, (_, i) => i),
});

describe('the metrics of next actions', () => {
  it('count by hand', () => {
    const told = toldAs([0.9, 0.8, 0.7, 0.2], [0, 1, 0, 1]);
    const { accuracy, f1, macroF1 } = scoresOf(confusionOf(told), 2);
    expect(accuracy).toBe(0.75);
    expect(f1[0]).toBeCloseTo(0.8);
    expect(f1[1]).toBeCloseTo(2 / 3);
    expect(macroF1).toBeCloseTo((0.8 + 2 / 3) / 2);
    const curve = precisionRecall(told, 0);
    expect(curve?.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2);
    expect(curve?.curve.at(-1)).toMatchObject({ recall: 1, precision: 2 / 3 });
    expect(precisionRecall({ ...told, truth: Int32Array.of(1, 1, 1, 1) }, 0)).toBeNull();
  });

  it('find what is said with 80 % to be off by the share by which it is', () => {
    const truth = Array.from({ length: 100 }, (_, i) => (i < 60 ? 0 : 1));
    expect(
      calibrationError(
        toldAs(
          truth.map(() => 0.8),
          truth,
        ),
      ),
    ).toBeCloseTo(0.2);
    const right = Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : 1));
    expect(
      calibrationError(
        toldAs(
          right.map(() => 0.8),
          right,
        ),
      ),
    ).toBeCloseTo(0);
  });

  it('rise as unsure moments are left unanswered', () => {
    const told = toldAs(
      [0.99, 0.95, 0.9, 0.85, 0.6, 0.45, 0.55, 0.5, 0.52, 0.58],
      [0, 0, 0, 0, 1, 0, 1, 0, 1, 1],
    );
    const curve = abstentionCurve(told);
    expect(curve).toHaveLength(10);
    expect(curve[3].accuracy).toBe(1);
    expect(curve[9].accuracy).toBeLessThan(curve[3].accuracy);
  });

  it('lie in their intervals, narrower with more shoppers', () => {
    const many = (count: number): ToldMoments =>
      toldAs(
        Array.from({ length: count }, (_, i) => (i % 4) / 4),
        Array.from({ length: count }, (_, i) => Number(i % 3 > 0)),
      );
    const widthOf = (count: number): number => {
      const { accuracy } = confusionIntervals(
        [many(count)],
        ([own]) => ({ accuracy: own.accuracy }),
        createRandom('draws'),
        200,
      );
      expect(accuracy.low).toBeLessThanOrEqual(accuracy.mean);
      expect(accuracy.high).toBeGreaterThanOrEqual(accuracy.mean);
      return accuracy.high - accuracy.low;
    };
    expect(widthOf(1_000)).toBeLessThan(widthOf(40) / 2);
  });
});

const KINDS: readonly EventType[] = ['view_item', 'add_to_cart', 'purchase'];

/** Who looked at the same item twice buys it two steps later, whatever is looked at between: three steps back. */
function planted(shoppers: number): LoggedSession[] {
  const random = createRandom('planted');
  return Array.from({ length: shoppers }, (_, user) => {
    const twice = random.next() < 0.5;
    const start = Date.UTC(2026, 0, 1) + user * 7e6;
    const steps: [EventType, number][] = [
      ['view_item', 1],
      ['view_item', twice ? 1 : 2],
      ['view_item', 3],
      [twice ? 'add_to_cart' : 'view_item', 3],
      [twice ? 'purchase' : 'view_item', 3],
    ];
    return {
      user,
      scene: -1,
      events: steps.map(([type, item], i) => ({ type, item, time: start + i * 5_000 })),
    };
  });
}

describe('evaluateNextAction', () => {
  const samples = describeMoments(planted(150), { classes: typeClasses(KINDS), withPast: true });

  const fit: NextActionOptions['fit'] = (train, context) =>
    fitNextActionKinds(train, context, { folds: 2, effort: 0.5 });

  it('finds a planted pattern that a table of trigrams cannot hold, and says how sure it is', async () => {
    const report = await evaluateNextAction({ dataset: 'planted', samples, seed: 1, folds: 2, fit });
    const of = (model: string) => report.results.find((result) => result.model === model)?.metrics ?? {};
    expect(report.results.map(({ model }) => model)).toContain('majority');
    for (const model of ['default', 'neural', 'trees'])
      expect(of(model).accuracy).toBeGreaterThan(of('trigram').accuracy + 0.05);
    expect(of('default')['macro-f1']).toBeGreaterThan(0.9);
    expect(of('default').ece).toBeLessThan(0.12);
    expect(report.comparison.accuracy.low).toBeGreaterThan(0);
    expect(report.split).toMatchObject({ shoppers: 150, moments: 600 });
    expect(report.results[0].curves.purchase.at(-1)?.recall).toBe(1);
  });
});
