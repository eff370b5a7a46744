import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';
import {
  addListenOptions,
  listenOptions,
  runUntilInterrupted,
  type ListenOptions,
} from '../run-until-interrupted.ts';

export function defineServe(program: Command): void {
  const command = program
    .command('serve')
    .description('serve the HTTP API and the web pages of a workspace')
    .addHelpText('after', EXAMPLES);
  addListenOptions(command);
  defineAction<ListenOptions>(command, async (context, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { serveWorkspace } = await import('../../config/serve.ts');
    const opened = await openWorkspace({ folder: context.workspace });
    return runUntilInterrupted({
      close: () => opened.close(),
      context,
      start: () => serveWorkspace({ workspace: opened, ...listenOptions(options) }),
    });
  });
}

const EXAMPLES = `
Examples:
  daogou serve --workspace hm-shop    the shop that was imported and trained there
  daogou serve --host 0.0.0.0         reachable from other machines
  daogou serve --whisper whisper-base voice search`;
