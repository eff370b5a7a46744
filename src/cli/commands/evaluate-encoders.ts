import type { CommandContext, CommandResult } from '../define-command.ts';

export async function evaluateEncoders(
  progress: CommandContext['progress'],
  data: string,
): Promise<CommandResult> {
  const { evaluateEncodersOn } = await import('../../config/evaluate-encoders.ts');
  const report = await evaluateEncodersOn(data, progress);
  const lines = Object.entries(report.results[0].metrics).map(
    ([metric, value]) => `${metric.padEnd(36)} ${value.toFixed(4)}`,
  );
  const photos = Object.entries(report.split.photos).map(([name, count]) => `${count} of ${name}`);
  return { document: { ...report }, text: [`Photos: ${photos.join(', ')}`, ...lines].join('\n') };
}
