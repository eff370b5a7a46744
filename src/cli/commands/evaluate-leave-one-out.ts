import type { Workspace } from '../../config/workspace.ts';
import type { LeaveOneOutReport, SameDayOrder } from '../../learning/evaluation/leave-one-out.ts';
import type { CommandContext, CommandResult } from '../define-command.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { sharedOptions } from './evaluate-options.ts';

export async function evaluateLeaveOneOut(
  workspace: Workspace,
  progress: CommandContext['progress'],
  options: EvaluateOptions,
): Promise<CommandResult> {
  const { evaluateLeaveOneOutOf } = await import('../../config/evaluate-leave-one-out.ts');
  const { evaluationText } = await import('../evaluation-text.ts');
  const { part, sameDay = 'kept' } = options;
  const orders: readonly SameDayOrder[] = sameDay === 'both' ? ['kept', 'shuffled'] : [sameDay];
  const report = await evaluateLeaveOneOutOf({
    workspace,
    progress,
    part,
    sameDay: orders,
    ...sharedOptions(options),
  });
  const text = orders.map((order, round) =>
    evaluationText(aboutOrder(report, order), inOrder(report, order, round)),
  );
  return { document: { ...report }, text: text.join('\n\n') };
}

function aboutOrder({ dataset, split }: LeaveOneOutReport, order: SameDayOrder): string[] {
  const { coldTargets, items, part, sameDayTargets, trainEvents, users } = split;
  return [
    `${dataset}, ${part}: fitted on ${trainEvents} events, asked for one of ${items} items for each of ${users} users`,
    `${coldTargets} of the items were new to the shop, ${sameDayTargets} were bought on the day of the one before; order within a day: ${order === 'kept' ? 'as it is' : 'drawn'}`,
  ];
}

/** The metrics over all items on a terminal; the document has those of unseen items too. */
function inOrder(report: LeaveOneOutReport, order: SameDayOrder, round: number) {
  const comparison = round === 0 ? report.comparison : report.comparisonShuffled;
  const shown = ([metric]: [string, unknown]): boolean =>
    /^(?:unseen-|cold-|warm-)?(?:hr|ndcg)@10$|^mrr$/.test(metric);
  return {
    results: report.results
      .filter(({ sameDay }) => sameDay === order)
      .map((result) => ({
        ...result,
        metrics: Object.fromEntries(Object.entries(result.metrics).filter(shown)),
      })),
    comparison: comparison && Object.fromEntries(Object.entries(comparison).filter(shown)),
  };
}
