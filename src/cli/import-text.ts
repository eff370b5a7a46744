import type { ImportReport } from '../core/contracts/import-report.ts';

const BAD_ROWS_SHOWN = 5;

/** What an import did, for people: counts, and each kind of rejected row with its number and first cases. */
export function importText(report: ImportReport, workspace: string): string {
  const { items, users, events, images, rejected, badRows } = report;
  const lines = [
    `Imported ${report.folder} (${report.format}) in ${report.seconds.toFixed(1)} s`,
    `  items   ${items.inserted} new, ${items.updated} changed, ${items.unchanged} unchanged`,
    `  users   ${users.inserted} new, ${users.updated} changed, ${users.unchanged} unchanged`,
    `  events  ${events.inserted} new, ${events.duplicates} known`,
    `  images  ${images.stored} stored, ${images.unchanged} unchanged, ${images.rejected} rejected`,
  ];
  const reasons = Object.entries(rejected).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) return [...lines, '  No row was rejected.'].join('\n');
  lines.push('Rejected rows, by reason:');
  for (const [reason, count] of reasons) {
    lines.push(`  ${String(count).padStart(6)}  ${reason}`);
    const cases = badRows.filter((row) => row.reason === reason).slice(0, BAD_ROWS_SHOWN);
    for (const { file, line, value } of cases) {
      lines.push(`          ${file}${line === null ? '' : `:${line}`}  ${value.replaceAll(/\s+/g, ' ')}`);
    }
  }
  lines.push(`The whole list is in ${workspace}/imports.`);
  return lines.join('\n');
}
