import { CommanderError, type Command } from 'commander';
import { presentError } from './present-error.ts';

const FAILED = 1;
const USED_WRONGLY = 2;

/** Runs the command that the parameters name and returns its exit code: 0 done, 1 failed, 2 used wrongly. */
export async function runProgram(program: Command, parameters: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : USED_WRONGLY;
    if (thrown instanceof CommandFailed) return FAILED;
    process.stderr.write(`${presentError(thrown, { verbose: parameters.includes('--verbose') })}\n`);
    return FAILED;
  }
}

/** A command that failed and has said so itself. */
export class CommandFailed extends Error {}
