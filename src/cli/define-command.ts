import { CommanderError, type Command } from 'commander';
import type { Progress } from '../core/progress.ts';
import { CommandFailed } from './run-program.ts';
import { errorDocument, presentError } from './present-error.ts';

/** What every command is run with. */
export interface CommandContext {
  /** The workspace's folder, as given; `.daogou` by default. */
  readonly workspace: string;
  /** True where one JSON document is wanted on standard output instead of text. */
  readonly json: boolean;
  readonly progress: Progress;
  /** Prints the JSON document; for commands that go on after it, which then return nothing. */
  printDocument(document: object): void;
}

/** What a command has to say at its end: a document for machines, and text for people. */
export interface CommandResult {
  /** Members of the JSON document besides `command`, `workspace` and `seconds`. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** True where the command ran, but what it found is a failure: exit code 1. */
  readonly failed?: boolean;
}

interface CommonOptions {
  readonly workspace: string;
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/**
 * Gives a command the options that all of them have, and its action: `run` gets the parameters and options as
 * commander read them, and returns nothing where it has printed all by itself. With `--json`, exactly one document goes to standard output, also where the command fails.
 */
export function defineAction<Options extends object>(
  command: Command,
  run: (
    context: CommandContext,
    parameters: readonly string[],
    options: Options,
  ) => Promise<CommandResult | undefined>,
): Command {
  return command
    .option('--workspace <folder>', "the workspace's folder", '.daogou')
    .option('--json', 'print one JSON document')
    .option('--verbose', 'print the whole stack of an error')
    .action(async () => {
      const options = command.opts<CommonOptions & Options>();
      const begun = performance.now();
      const finish = (document: object): void => {
        const seconds = Number(((performance.now() - begun) / 1000).toFixed(3));
        const whole = { command: command.name(), workspace: options.workspace, seconds, ...document };
        process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
      };
      const { createTerminalProgress } = await import('./terminal-progress.ts');
      const context: CommandContext = {
        workspace: options.workspace,
        json: options.json === true,
        printDocument: finish,
        progress: createTerminalProgress({ stream: process.stderr, plain: options.json === true }),
      };
      let result: CommandResult | undefined;
      try {
        result = await run(context, command.processedArgs as string[], options);
      } catch (thrown) {
        // A value that commander could not check by itself, and that was refused in its way: bad use.
        if (thrown instanceof CommanderError) throw thrown;
        process.stderr.write(`${presentError(thrown, { verbose: options.verbose === true })}\n`);
        if (context.json) finish({ error: errorDocument(thrown) });
        throw new CommandFailed();
      }
      if (result === undefined) return;
      if (context.json) finish(result.document);
      else process.stdout.write(`${result.text}\n`);
      if (result.failed) throw new CommandFailed();
    });
}
