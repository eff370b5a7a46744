import type { Command } from 'commander';
import { wholeNumber } from './number-option.ts';

export interface ListenOptions {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

/** Where a server listens; the defaults are those of `src/config/defaults.ts`. */
export function addListenOptions(command: Command): Command {
  return command
    .option('--host <name>', 'the address to listen on (default: localhost)')
    .option('--port <number>', 'the port; 0 takes any that is free (default: 7070)', wholeNumber(0, 65_535));
}
