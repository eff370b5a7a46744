import type { Command } from 'commander';
import { DEFAULTS } from '../../config/defaults.ts';
import { defineAction } from '../define-command.ts';
import { wholeNumber } from '../number-option.ts';
import {
  addListenOptions,
  listenOptions,
  runUntilInterrupted,
  type ListenOptions,
} from '../run-until-interrupted.ts';

interface DemoOptions extends ListenOptions {
  readonly items?: number;
  readonly shoppers?: number;
}

export function defineDemo(program: Command): void {
  const command = program
    .command('demo')
    .description('set up the embedded shop, train on it and serve it (npm start)')
    .option(
      '--items <number>',
      `items of a shop made anew, 72 to 5000 (default: ${DEFAULTS.demo.items})`,
      wholeNumber(72, 5_000),
    )
    .option(
      '--shoppers <number>',
      `shoppers of a shop made anew (default: ${DEFAULTS.demo.shoppers})`,
      wholeNumber(1, 100_000),
    )
    .addHelpText('after', EXAMPLES);
  addListenOptions(command);
  defineAction<DemoOptions>(command, async (context, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { prepareDemo } = await import('../../config/demo.ts');
    const { serveWorkspace } = await import('../../config/serve.ts');
    const opened = await openWorkspace({ folder: context.workspace });
    return runUntilInterrupted({
      close: () => opened.close(),
      context,
      async start() {
        const { items, shoppers } = options;
        await prepareDemo(opened, context.progress, {
          ...(items !== undefined && { items }),
          ...(shoppers !== undefined && { shoppers }),
        });
        return serveWorkspace({ workspace: opened, ...listenOptions(options) });
      },
    });
  });
}

const EXAMPLES = `
Examples:
  daogou demo                         the embedded shop on http://localhost:7070
  daogou demo --port 8080             on another port
  daogou demo --workspace my-demo     in another folder
  daogou demo --workspace small --items 200 --shoppers 300
                                      a smaller shop, sooner ready`;
