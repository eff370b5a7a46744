import { InvalidArgumentError, type Command } from 'commander';

/** A parser of a whole number within bounds, for an option of commander. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
  };
}

const LARGEST_SEED = 4_294_967_295;

/** `--seed`; its default is that of `src/config/defaults.ts`. */
export function addSeedOption(command: Command): Command {
  return command.option(
    '--seed <number>',
    'seed of every random draw (default: 1)',
    wholeNumber(0, LARGEST_SEED),
  );
}
