import { InvalidArgumentError, Option, type Command } from 'commander';
import { defineAction } from '../define-command.ts';
import { addSeedOption } from '../number-option.ts';

interface PretrainCommandOptions {
  readonly data: string;
  readonly out: string;
  readonly effort: number;
  readonly keepBack: 'test' | 'validation';
  readonly seed?: number;
}

export function definePretrain(program: Command): void {
  const command = program
    .command('pretrain')
    .description('make the compact image encoder anew, from folders of photos')
    .option('--data <folder>', 'folder with fashion/ and grocery/', '../shared/data')
    .option(
      '--out <folder>',
      'where compact-picture.onnx and compact-text.onnx are written',
      'compact-encoder',
    )
    .option('--effort <share>', 'share of the usual epochs, above 0 and at most 1', parseEffort, 1)
    .addOption(
      new Option('--keep-back <part>', 'photos that are not learned from, and measured on')
        .choices(['test', 'validation'])
        .default('test'),
    )
    .addHelpText('after', EXAMPLES);
  addSeedOption(command);
  defineAction<PretrainCommandOptions>(
    command,
    async ({ progress }, _parameters, { data, out, effort, keepBack, seed }) => {
      const { pretrainCompactEncoder } = await import('../../config/pretrain.ts');
      const { flatMetrics } = await import('../../config/evaluate-encoders.ts');
      const report = await pretrainCompactEncoder({
        data,
        out,
        effort,
        keepBack,
        progress,
        ...(seed === undefined ? {} : { seed }),
      });
      const metrics = flatMetrics(report.measures);
      const lines = Object.entries(metrics).map(([name, value]) => `${name.padEnd(36)} ${value.toFixed(4)}`);
      return {
        document: { ...report, metrics },
        text: [
          `Learned from ${report.photos} photos; version ${report.version}, ${(report.bytes / 1e6).toFixed(2)} MB in ${out}.`,
          ...lines,
        ].join('\n'),
      };
    },
  );
}

const EXAMPLES = `
Examples:
  npm run pretrain                                 the encoder that ships, into its place in the source
  daogou pretrain --data photos --out my-encoder --effort 0.1`;

function parseEffort(text: string): number {
  const effort = Number(text);
  if (effort > 0 && effort <= 1) return effort;
  throw new InvalidArgumentError('Give a number above 0 and at most 1.');
}
