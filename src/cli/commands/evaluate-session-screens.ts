import Table from 'cli-table3';
import type { ScreenGains } from '../../learning/evaluation/session-screens.ts';
import type { CommandContext, CommandResult } from '../define-command.ts';

const METRICS = ['accuracy', 'macro-f1', 'log-loss'];

/** Measures events and screen together against either alone, on sessions that `daogou screens sessions` drew. */
export async function evaluateSessionScreens(
  progress: CommandContext['progress'],
  { sessions, seed }: { readonly sessions: string; readonly seed: number | undefined },
): Promise<CommandResult> {
  const { evaluateSessionScreensOf } = await import('../../config/evaluate-session-screens.ts');
  const report = await evaluateSessionScreensOf({ folder: sessions, seed, progress });
  const { split, pixels } = report;
  const actions = Object.entries(split.actions).map(([action, count]) => `${action} ${count}`);
  const lines = [
    `${split.shoppers} shoppers in ${split.folds} folds, each asked about by a model that saw none of its shoppers`,
    `${split.moments} moments with a screen: ${actions.join(', ')}`,
    gainsText(report),
  ];
  if (pixels) lines.push(`${pixels.moments} of these with a picture, read from it:`, gainsText(pixels));
  return { document: { ...report }, text: lines.join('\n') };
}

/** One row a telling, then what `default`, told both, gains over each of the others. */
function gainsText({ results, comparison }: ScreenGains): string {
  const table = new Table({
    head: ['told', ...METRICS],
    colAligns: ['left', ...METRICS.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const { model, metrics, intervals } of results) {
    const cells = METRICS.map((metric) => {
      const { low, high } = intervals[metric];
      return `${metrics[metric].toFixed(4)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
    });
    table.push([model, ...cells]);
  }
  const gained = Object.entries(comparison).map(
    ([name, { mean, low, high }]) =>
      `gain in ${name}: ${signed(mean)} (95 %: ${signed(low)} to ${signed(high)})`,
  );
  return [table.toString(), ...gained].join('\n');
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
