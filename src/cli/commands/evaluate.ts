import { Argument, type Command } from 'commander';
import { defineAction } from '../define-command.ts';
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
    .addArgument(new Argument('<protocol>', 'how past and future are told apart').choices(['time-split']))
    .option('--test-from <day>', 'first day of the test, such as 2020-05-01 (default: the last 30 days)')
    .option('--test-until <day>', 'first day after the test (default: the end of the data)')
    .option('--data <folder>', 'other data of the same format to test on, never trained on')
    .option('--format <name>', 'format of --data (default: that of the last import)')
    .addHelpText(
      'after',
      '\nExample:\n  daogou evaluate time-split --workspace hm-shop --test-from 2020-05-01',
    );
  addSeedOption(command);
  defineAction<EvaluateOptions>(command, async (context, _parameters, options) => {
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
