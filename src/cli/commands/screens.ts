import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';
import { addSeedOption, wholeNumber } from '../number-option.ts';
import { defineScreensSessions } from './screens-sessions.ts';

interface RenderCommandOptions {
  readonly out: string;
  readonly count?: number;
  readonly seed?: number;
  readonly name?: string;
}

const COUNT = 300;
const SEED = 1;

export function defineScreens(program: Command): void {
  const screens = program.command('screens').description('folders of screenshots with labels');
  defineScreensSessions(screens);
  const render = screens
    .command('render')
    .description("draw the shop's own pages in many looks, with labels read from the pages")
    .requiredOption('--out <folder>', 'where to write screens.jsonl and images/; what is there is replaced')
    .option('--count <number>', `how many screens (default: ${COUNT})`, wholeNumber(1, 100_000))
    .option('--name <name>', 'what the shop is called among the sources (default: embedded)')
    .addHelpText('after', EXAMPLES);
  addSeedOption(render);
  defineAction<RenderCommandOptions>(render, async ({ workspace, progress }, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { renderScreens } = await import('../../config/render-screens.ts');
    const { out, count = COUNT, seed = SEED, name } = options;
    const opened = await openWorkspace({ folder: workspace });
    try {
      const report = await renderScreens({
        workspace: opened,
        out,
        count,
        seed,
        progress,
        ...(name !== undefined && { name }),
      });
      const pages = Object.entries(report.pages).map(([type, number]) => `${number} ${type}`);
      const text =
        `${report.screens} screens in ${out}: ${pages.join(', ')}; ${report.elements} elements, ` +
        `${report.products} products${report.dropped > 0 ? `; ${report.dropped} came out otherwise` : ''}`;
      return { document: { out, ...report }, text };
    } finally {
      await opened.close();
    }
  });
}

const EXAMPLES = `
Needs Chromium and playwright-core; doctor says what is missing. Nothing leaves this machine.

Examples:
  daogou screens render --out screens                       the embedded shop, 300 screens
  daogou screens render --out screens --count 2000 --seed 7
  daogou screens render --workspace hm-shop --name hm --out hm-screens`;
