import type { Workspace } from '../../config/workspace.ts';
import type { CommandContext, CommandResult } from '../define-command.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { sharedOptions } from './evaluate-options.ts';

export async function evaluateSessions(
  workspace: Workspace,
  progress: CommandContext['progress'],
  options: EvaluateOptions,
): Promise<CommandResult> {
  const { evaluateSessionsOf } = await import('../../config/evaluate-sessions.ts');
  const { evaluationText } = await import('../evaluation-text.ts');
  const { days, part } = options;
  const report = await evaluateSessionsOf({ workspace, progress, part, days, ...sharedOptions(options) });
  const { dataset, split } = report;
  const about = [
    `${dataset}, ${split.part}: fitted on ${split.trainEvents} events, tested on sessions that end from ${split.from} on`,
    `${split.steps} steps of ${split.sessions} sessions, each asked for one of ${split.items} items`,
  ];
  return { document: { ...report }, text: evaluationText(about, report) };
}
