import { Argument, type Command } from 'commander';
import { defineAction, type CommandContext, type CommandResult } from '../define-command.ts';
import { addSeedOption } from '../number-option.ts';

interface EvaluateOptions {
  readonly testFrom?: string;
  readonly testUntil?: string;
  readonly data?: string;
  readonly format?: string;
  readonly seed?: number;
}

export function defineEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('measure the default model and the baselines it must beat on what shoppers did later')
    .addArgument(
      new Argument('<protocol>', 'how past and future are told apart').choices(['time-split', 'encoders']),
    )
    .option('--test-from <day>', 'first day of the test, such as 2020-05-01 (default: the last 30 days)')
    .option('--test-until <day>', 'first day after the test (default: the end of the data)')
    .option(
      '--data <folder>',
      'other data of the same format to test on, never trained on; for encoders, folders of photos',
    )
    .option('--format <name>', 'format of --data (default: that of the last import)')
    .addHelpText(
      'after',
      '\nExamples:\n  daogou evaluate time-split --workspace hm-shop --test-from 2020-05-01\n  daogou evaluate encoders --data photos      what the shipped encoder sees in photos it was not taught on',
    );
  addSeedOption(command);
  defineAction<EvaluateOptions>(command, async (context, [protocol], options) => {
    if (protocol === 'encoders') {
      const { data } = options;
      if (data !== undefined) return evaluateEncoders(context.progress, data);
      return command.error('error: encoders are evaluated on photos: name their folder by --data');
    }
    const { evaluateTimeSplitOf } = await import('../../config/evaluate.ts');
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { evaluationText } = await import('../evaluation-text.ts');
    const { data, format, seed, testFrom, testUntil } = options;
    const workspace = await openWorkspace({ folder: context.workspace });
    try {
      const report = await evaluateTimeSplitOf({
        workspace,
        testFrom,
        testUntil,
        progress: context.progress,
        ...(data === undefined ? {} : { data: { folder: data, format } }),
        ...(seed === undefined ? {} : { seed }),
      });
      return { document: { ...report }, text: evaluationText(report) };
    } finally {
      await workspace.close();
    }
  });
}

async function evaluateEncoders(progress: CommandContext['progress'], data: string): Promise<CommandResult> {
  const { evaluateEncodersOn } = await import('../../config/evaluate-encoders.ts');
  const report = await evaluateEncodersOn(data, progress);
  const lines = Object.entries(report.results[0].metrics).map(
    ([metric, value]) => `${metric.padEnd(36)} ${value.toFixed(4)}`,
  );
  const photos = Object.entries(report.split.photos).map(([name, count]) => `${count} of ${name}`);
  return { document: { ...report }, text: [`Photos: ${photos.join(', ')}`, ...lines].join('\n') };
}
