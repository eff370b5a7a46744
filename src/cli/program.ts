import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { defineDemo } from './commands/demo.ts';
import { defineDoctor } from './commands/doctor.ts';
import { defineEncode } from './commands/encode.ts';
import { defineEvaluate } from './commands/evaluate.ts';
import { defineFineTune } from './commands/fine-tune.ts';
import { defineImport } from './commands/import.ts';
import { defineLook } from './commands/look.ts';
import { definePretrain } from './commands/pretrain.ts';
import { definePretrainScreens } from './commands/pretrain-screens.ts';
import { defineRecommend } from './commands/recommend.ts';
import { defineScreens } from './commands/screens.ts';
import { defineServe } from './commands/serve.ts';
import { defineTrain } from './commands/train.ts';

/** In the order that a newcomer needs them. */
const COMMANDS = [
  defineDemo,
  defineImport,
  defineEncode,
  defineTrain,
  defineEvaluate,
  defineRecommend,
  defineLook,
  defineServe,
  defineDoctor,
  defineFineTune,
  definePretrain,
  definePretrainScreens,
  defineScreens,
];

/** The program with all its commands; each command imports what it runs only when it runs. */
export function createProgram(): Command {
  const program = new Command('daogou')
    .description(packageJson.description)
    .version(packageJson.version)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(daogou --help lists the commands; daogou COMMAND --help their options)')
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  for (const define of COMMANDS) define(program);
  return program;
}

const EXAMPLES = `
Examples:
  daogou demo                                       the embedded shop at http://localhost:7070
  daogou import hm ~/hm --workspace hm-shop         a shop of your own
  daogou train --workspace hm-shop                  its models
  daogou recommend --user 42 --workspace hm-shop    what this person should look at, and why
  daogou doctor --json                              what is missing, for a machine

Exit codes: 0 done, 1 failed, 2 used wrongly. Progress goes to standard error.`;
