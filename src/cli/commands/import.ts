import type { Command } from 'commander';
import type { ImportReport } from '../../core/contracts/import-report.ts';
import { defineAction } from '../define-command.ts';

export function defineImport(program: Command): void {
  const command = program
    .command('import')
    .description('take a folder of items, customers, purchases and pictures into a workspace')
    .argument(
      '<format>',
      'amazon, hm, instacart, jdata, recbole, retailrocket, yoochoose, or table for your own CSV, JSONL, Parquet',
    )
    .argument('<folder>', 'the folder with the files')
    .addHelpText('after', EXAMPLES);
  defineAction(command, async ({ workspace, progress }, [format, folder]) => {
    const { openWorkspace } = await import('../../config/workspace.ts');
    const { importShop } = await import('../../config/import-shop.ts');
    const opened = await openWorkspace({ folder: workspace });
    try {
      const report = await importShop(opened, format, folder, progress);
      return { document: { ...report }, text: describeReport(report, opened.folder) };
    } finally {
      await opened.close();
    }
  });
}

/** Bad rows shown on a terminal; the rest is in the file. */
const SHOWN = 5;

function describeReport(report: ImportReport, folder: string): string {
  const { items, users, events, images } = report;
  const lines = [
    `Items:  ${items.inserted} new, ${items.updated} changed, ${items.unchanged} as before`,
    ...(items.retired === undefined
      ? []
      : [
          `        ${items.retired} more are no longer sold: known from events alone, learned from, never shown`,
        ]),
    `Users:  ${users.inserted} new, ${users.updated} changed, ${users.unchanged} as before`,
    `Events: ${events.inserted} new, ${events.duplicates} known already`,
    `Images: ${images.stored} stored, ${images.unchanged} as before, ${images.rejected} rejected`,
  ];
  const reasons = Object.entries(report.rejected).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return [...lines, 'No bad rows.'].join('\n');
  const total = reasons.reduce((sum, [, count]) => sum + count, 0);
  lines.push('', `${total} bad rows, everything else is in:`);
  for (const [reason, count] of reasons) lines.push(`  ${String(count).padStart(8)}  ${reason}`);
  lines.push('', 'The first of them:');
  for (const { file, line, reason, value } of report.badRows.slice(0, SHOWN)) {
    lines.push(`  ${file}${line === null ? '' : `:${line}`}  ${reason}: ${value}`);
  }
  lines.push(`All of them: ${folder}/imports/${report.id}.jsonl`);
  return lines.join('\n');
}

const EXAMPLES = `
Examples:
  daogou import hm ../shared/data/hm --workspace hm-shop
  daogou import amazon ../shared/data/amazon/beauty --workspace beauty
  daogou import yoochoose ../shared/data/yoochoose --workspace clicks
  daogou import table my-shop-export`;
