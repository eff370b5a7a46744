import type { LeaveOneOutPart } from '../learning/evaluation/leave-one-out-data.ts';
import type { LeaveOneOutReport, SameDayOrder } from '../learning/evaluation/leave-one-out.ts';
import { runEvaluation, type EvaluationOptions } from './evaluate-run.ts';
import { joinDatasets } from './other-data.ts';

export interface LeaveOneOutEvaluation extends EvaluationOptions {
  /** Default `test`. */
  readonly part?: LeaveOneOutPart | undefined;
  /** Default: the order of the source alone. */
  readonly sameDay?: readonly SameDayOrder[] | undefined;
}

/**
 * Fits every model on all but each user's last purchase (all but the last two for the validation) and asks for the one
 * left out. The workspace's models stay as they are.
 *
 * With `data`, the users of that folder are asked about, with the past that the folder gives them; what is learned
 * from is the workspace alone, less the purchases that are asked for.
 */
export async function evaluateLeaveOneOutOf(options: LeaveOneOutEvaluation): Promise<LeaveOneOutReport> {
  const { part = 'test', sameDay = ['kept'] } = options;
  return runEvaluation(options, async (call, own, readOther) => {
    if (!options.data) return call.leaveOneOut(own, undefined, part, sameDay);
    const joined = joinDatasets(own, await readOther());
    return call.leaveOneOut(joined.own, joined.other, part, sameDay);
  });
}
