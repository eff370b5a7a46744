import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';

interface PretrainScreensCommandOptions {
  readonly data: readonly string[];
  readonly out: string;
}

export function definePretrainScreens(program: Command): void {
  const command = program
    .command('pretrain-screens')
    .description('make the models of page types and elements anew, from folders of labelled screens')
    .option('--data <folders...>', 'folders with screens.jsonl and its pictures', ['../shared/data/screens'])
    .option('--out <folder>', 'where page/ and elements/ are written', 'screen-models')
    .addHelpText('after', EXAMPLES);
  defineAction<PretrainScreensCommandOptions>(
    command,
    async ({ progress, workspace }, _parameters, { data, out }) => {
      const { pretrainScreens } = await import('../../config/pretrain-screens.ts');
      const report = await pretrainScreens({ folders: data, out, workspace, progress });
      const { badRows, bytes, files, screens, version } = report;
      const lines = [
        `Learned from ${screens} screens; version ${version}, ${(bytes / 1e3).toFixed(0)} kB in ${files.join(' and ')}.`,
      ];
      if (badRows.length > 0) lines.push(`${badRows.length} rows could not be used; --json lists them.`);
      return { document: { ...report }, text: lines.join('\n') };
    },
  );
}

const EXAMPLES = `
Examples:
  npm run pretrain:screens                                  the models that ship, into their places in the source
  daogou pretrain-screens --data screens drawn --out mine`;
