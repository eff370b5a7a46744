import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { defineDoctor } from './commands/doctor.ts';

/** The program with all its commands; each command imports what it runs only when it runs. */
export function createProgram(): Command {
  const program = new Command('daogou')
    .description(packageJson.description)
    .version(packageJson.version)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(daogou --help lists the commands; daogou COMMAND --help their options)')
    .exitOverride()
    .addHelpText('after', EXAMPLES);
  for (const define of [defineDoctor]) define(program);
  return program;
}

const EXAMPLES = `
Examples:
  daogou doctor                       what is installed, configured and reachable
  daogou doctor --json                the same for a machine

Exit codes: 0 done, 1 failed, 2 used wrongly. Progress goes to standard error.`;
