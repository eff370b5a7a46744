import type { SessionsPart } from '../learning/evaluation/sessions-data.ts';
import type { SessionsReport } from '../learning/evaluation/sessions.ts';
import { runEvaluation, type EvaluationOptions } from './evaluate-run.ts';
import { continuedBy } from './other-data.ts';

export interface SessionsEvaluation extends EvaluationOptions {
  /** Default `test`. */
  readonly part?: SessionsPart | undefined;
  /** Length of the test in days; default 1. */
  readonly days?: number | undefined;
}

/**
 * Fits every model on the sessions before the last day and asks for the next click at each step of those of that day.
 * The workspace's models stay as they are.
 *
 * With `data`, the sessions of that folder that end after the workspace's last event are the test.
 */
export async function evaluateSessionsOf(options: SessionsEvaluation): Promise<SessionsReport> {
  const { part = 'test', days = 1 } = options;
  return runEvaluation(options, async (call, own, readOther) => {
    if (!options.data) return call.sessions(own, part, { days });
    const testFrom = own.events.time[own.events.count - 1] + 1;
    return call.sessions(continuedBy(own, await readOther()), part, { days, testFrom });
  });
}
