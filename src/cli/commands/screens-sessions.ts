import type { Command } from 'commander';
import { defineAction } from '../define-command.ts';
import { addSeedOption, wholeNumber } from '../number-option.ts';

interface SessionsCommandOptions {
  readonly out: string;
  readonly count?: number;
  readonly pictures?: number;
  readonly seed?: number;
}

const COUNT = 400;
const SEED = 1;

/** `screens sessions`: sessions of people that the embedded shop's log does not know, with their screens. */
export function defineScreensSessions(screens: Command): void {
  const sessions = screens
    .command('sessions')
    .description(
      'draw sessions of the embedded shop as they happen, with what stood on the screen after each event',
    )
    .requiredOption('--out <folder>', 'where to write sessions.jsonl, items.jsonl and images/; replaced')
    .option('--count <number>', `how many sessions (default: ${COUNT})`, wholeNumber(1, 100_000))
    .option(
      '--pictures <number>',
      'how many of them have pictures, too (default: 0)',
      wholeNumber(0, 100_000),
    )
    .addHelpText('after', EXAMPLES);
  addSeedOption(sessions);
  defineAction<SessionsCommandOptions>(sessions, async ({ workspace, progress }, _parameters, options) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { renderSessions } = await import('../../config/render-sessions.ts');
    const { out, count = COUNT, seed = SEED, pictures } = options;
    const opened = await openWorkspace({ folder: workspace });
    try {
      const report = await renderSessions({ workspace: opened, out, count, seed, pictures, progress });
      const pages = Object.entries(report.pages).map(([type, number]) => `${number} ${type}`);
      const text =
        `${report.sessions} sessions in ${out}: ${report.events} events, ${report.screens} screens ` +
        `(${pages.join(', ')}), ${report.pictures} pictures` +
        (report.dropped > 0 ? `; ${report.dropped} came out otherwise` : '');
      return { document: { out, ...report }, text };
    } finally {
      await opened.close();
    }
  });
}

const EXAMPLES = `
Needs Chromium, playwright-core and a workspace that daogou demo made; nothing is logged there.

Examples:
  daogou screens sessions --out sessions                        400 sessions, read from the pages
  daogou screens sessions --out sessions --pictures 60 --seed 7
  daogou evaluate next-action --sessions sessions`;
