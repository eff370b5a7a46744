import type { Workspace } from '../../config/workspace.ts';
import type { CommandContext, CommandResult } from '../define-command.ts';
import type { EvaluateOptions } from './evaluate.ts';
import { evaluateSessionScreens } from './evaluate-session-screens.ts';

/**
 * Measures on a folder of JData where one is named (by --data, or lying as `jdata` in the folder that DAOGOU_DATA
 * names), else on the visits of the workspace, which is opened only then. With --sessions, what screens add is measured.
 */
export async function evaluateNextAction(
  progress: CommandContext['progress'],
  { data, sessions, seed }: EvaluateOptions,
  open: () => Promise<Workspace>,
): Promise<CommandResult> {
  if (sessions !== undefined) return evaluateSessionScreens(progress, { sessions, seed });
  const { evaluateNextActionOf } = await import('../../config/evaluate-next-action.ts');
  const { evaluationText } = await import('../evaluation-text.ts');
  const { DAOGOU_DATA } = process.env;
  const folder = data ?? (DAOGOU_DATA ? `${DAOGOU_DATA}/jdata` : undefined);
  const workspace = folder === undefined ? await open() : undefined;
  try {
    const report = await evaluateNextActionOf({ folder, workspace, seed, progress });
    const { dataset, split } = report;
    const about = [
      `${dataset}: ${split.shoppers} shoppers in ${split.folds} folds, each asked about once by models that saw none of its shoppers`,
      `${split.moments} moments: ${Object.entries(split.actions)
        .map(([action, count]) => `${action} ${count}`)
        .join(', ')}`,
    ];
    return { document: { ...report }, text: evaluationText(about, report) };
  } finally {
    await workspace?.close();
  }
}
