import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';
import { addListenOptions, runUntilInterrupted, type ListenOptions } from '../run-until-interrupted.ts';

export function defineDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('set up the embedded shop, train on it and serve it (npm start)')
    .addHelpText('after', EXAMPLES);
  addListenOptions(command);
  defineAction<ListenOptions>(command, async (context, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { prepareDemo } = await import('../../config/demo.ts');
    const { serveWorkspace } = await import('../../config/serve.ts');
    const opened = await openWorkspace({ folder: context.workspace });
    return runUntilInterrupted({
      close: () => opened.close(),
      context,
      async start() {
        await prepareDemo(opened, context.progress);
        return serveWorkspace({ workspace: opened, host: options.host, port: options.port });
      },
    });
  });
}

const EXAMPLES = `
Examples:
  daogou demo                         the embedded shop on http://localhost:7070
  daogou demo --port 8080             on another port
  daogou demo --workspace my-demo     in another folder`;
