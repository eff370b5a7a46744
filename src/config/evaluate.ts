import type { EventColumns } from '../core/contracts/dataset.ts';
import { DaogouError } from '../core/errors.ts';
import type { TimeSplitReport } from '../learning/evaluation/time-split.ts';
import { runEvaluation, type EvaluationOptions } from './evaluate-run.ts';
import { testAgainst } from './other-data.ts';

export interface TimeSplitEvaluation extends EvaluationOptions {
  /** First day of the test, such as `2020-05-01`; default: 30 days before the day after the last event. */
  readonly testFrom?: string | undefined;
  /** First day after the test; default: the end of the data. */
  readonly testUntil?: string | undefined;
  /** Test periods of this length, one after the other, the last as said; default 1. */
  readonly periods?: number | undefined;
}

const DAY = 86_400_000;
const DEFAULT_TEST_DAYS = 30;

/**
 * Fits the default model, the network alone and every baseline on what was known before a date, and measures them
 * on what was bought after it. The workspace's models stay as they are.
 *
 * With `data`, the events of that folder from `testFrom` on are the test, in place of the workspace's own; `testFrom`
 * is then by default the moment after the workspace's last event.
 */
export async function evaluateTimeSplitOf(options: TimeSplitEvaluation): Promise<TimeSplitReport> {
  const testUntil = options.testUntil === undefined ? undefined : dayOf(options.testUntil, '--test-until');
  return runEvaluation(options, async (call, own, readOther) => {
    const testFrom = startOfTest(options, own.events);
    const dataset = options.data ? testAgainst(own, await readOther(), testFrom) : own;
    return call.timeSplit(dataset, testFrom, testUntil, options.periods);
  });
}

function startOfTest({ data, testFrom }: TimeSplitEvaluation, { count, time }: EventColumns): number {
  if (testFrom !== undefined) return dayOf(testFrom, '--test-from');
  const dayAfterLast = (Math.floor(time[count - 1] / DAY) + 1) * DAY;
  return data ? dayAfterLast : dayAfterLast - DEFAULT_TEST_DAYS * DAY;
}

function dayOf(text: string, option: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(time)) return time;
  throw new DaogouError('invalid-input', `${option} should be a day`, {
    received: text,
    remedy: 'Write it as 2020-05-01.',
  });
}
