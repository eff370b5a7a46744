import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';

interface PretrainScreensCommandOptions {
  readonly data: readonly string[];
  readonly out: string;
}

export function definePretrainScreens(program: Command): void {
  const command = program
    .command('pretrain-screens')
    .description('make the model of page types anew, from folders of labelled screens')
    .option('--data <folders...>', 'folders with screens.jsonl and its pictures', ['../shared/data/screens'])
    .option('--out <folder>', 'where page-model.json is written', 'screen-models')
    .addHelpText('after', EXAMPLES);
  defineAction<PretrainScreensCommandOptions>(
    command,
    async ({ progress, workspace }, _parameters, { data, out }) => {
      const { pretrainScreens } = await import('../../config/pretrain-screens.ts');
      const report = await pretrainScreens({ folders: data, out, workspace, progress });
      const { badRows, bytes, file, screens, version } = report;
      const lines = [
        `Learned from ${screens} screens; version ${version}, ${(bytes / 1e3).toFixed(0)} kB in ${file}.`,
      ];
      if (badRows.length > 0) lines.push(`${badRows.length} rows could not be used; --json lists them.`);
      return { document: { ...report }, text: lines.join('\n') };
    },
  );
}

const EXAMPLES = `
Examples:
  npm run pretrain:screens                                  the model that ships, into its place in the source
  daogou pretrain-screens --data screens drawn --out mine`;
