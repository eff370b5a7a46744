/** Times of several rounds, as medians and ratios. */
import Table from 'cli-table3';
import type { Workload } from './workload.ts';

export interface Row {
  readonly workload: Workload;
  readonly threads: number;
  readonly setUpMs: number;
  /** Median step of each round. */
  readonly ours: readonly number[];
  readonly torch: readonly number[];
}

const HEAD = ['step', 'threads', 'Daogou ms', 'PyTorch ms', 'ratio', 'bar', 'met', 'set-up ms'];

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** The median over rounds of one round's ratio: what slows a whole round slows both sides. */
export function ratioOf({ ours, torch }: Row): number | undefined {
  if (torch.length === 0) return undefined;
  return median(torch.map((milliseconds, round) => ours[round] / milliseconds));
}

function cells(row: Row): string[] {
  const ratio = ratioOf(row);
  const bar = row.workload.bars[row.threads];
  return [
    `${row.workload.key}: ${row.workload.description}`,
    `${row.threads}`,
    median(row.ours).toFixed(1),
    row.torch.length > 0 ? median(row.torch).toFixed(1) : '–',
    ratio?.toFixed(2) ?? '–',
    bar === undefined ? '–' : `≤ ${bar.toFixed(2)}`,
    ratio === undefined || bar === undefined ? '–' : ratio <= bar ? 'yes' : 'no',
    row.setUpMs.toFixed(0),
  ];
}

export function plainTable(rows: readonly Row[]): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [] } });
  for (const row of rows) table.push(cells(row));
  return table.toString();
}

export function markdownTable(rows: readonly Row[]): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n');
}
