import type { Workspace } from '../../config/workspace.ts';
import type { CommandContext, CommandResult } from '../define-command.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { sharedOptions } from './evaluate-options.ts';

export async function evaluateTimeSplit(
  workspace: Workspace,
  progress: CommandContext['progress'],
  options: EvaluateOptions,
): Promise<CommandResult> {
  const { evaluateTimeSplitOf } = await import('../../config/evaluate.ts');
  const { evaluationText } = await import('../evaluation-text.ts');
  const { periods, testFrom, testUntil } = options;
  const report = await evaluateTimeSplitOf({
    workspace,
    progress,
    testFrom,
    testUntil,
    periods,
    ...sharedOptions(options),
  });
  const { dataset, split } = report;
  const until = split.testUntil === null ? 'the end' : split.testUntil.slice(0, 10);
  const about = [
    `${dataset}: fitted on ${split.trainEvents} events, tested from ${split.testFrom.slice(0, 10)} to ${until}${split.periods > 1 ? `, in ${split.periods} periods` : ''}`,
    `${split.users} users bought ${split.targets} items, ${split.coldTargets} of them new; ${split.items} items, ${split.coldItems} new`,
  ];
  return { document: { ...report }, text: evaluationText(about, report) };
}
