import Table from 'cli-table3';
import type { TimeSplitReport } from '../learning/evaluation/time-split.ts';

/** An evaluation for people: one row a model, one column a metric, and how sure the lead of the default is. */
export function evaluationText({ dataset, split, results, comparison }: TimeSplitReport): string {
  const metrics = [...new Set(results.flatMap((result) => Object.keys(result.metrics)))];
  const table = new Table({
    head: ['model', ...metrics, 'fitted in'],
    colAligns: ['left', ...metrics.map(() => 'right' as const), 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { model, metrics: values, trainSeconds } of results) {
    const cells = metrics.map((metric) => (metric in values ? values[metric].toFixed(4) : ''));
    table.push([model, ...cells, `${trainSeconds.toFixed(1)} s`]);
  }
  const until = split.testUntil === null ? 'the end' : split.testUntil.slice(0, 10);
  const lines = [
    `${dataset}: fitted on ${split.trainEvents} events, tested from ${split.testFrom.slice(0, 10)} to ${until}`,
    `${split.users} users bought ${split.targets} items, ${split.coldTargets} of them new; ${split.items} items, ${split.coldItems} new`,
    table.toString(),
  ];
  for (const [metric, { mean, low, high, baseline }] of Object.entries(comparison ?? {})) {
    lines.push(`default − ${baseline}, ${metric}: ${signed(mean)} (95 %: ${signed(low)} to ${signed(high)})`);
  }
  return lines.join('\n');
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
