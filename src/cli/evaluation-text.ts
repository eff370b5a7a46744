import Table from 'cli-table3';

/** What the reports of all protocols have that rank items. */
export interface RankingReport {
  readonly results: readonly {
    readonly model: string;
    readonly metrics: Readonly<Record<string, number>>;
    readonly trainSeconds: number;
  }[];
  readonly comparison: Readonly<Record<string, Lead>> | null;
}

interface Lead {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly baseline: string;
}

/** An evaluation for people: what it is about, one row a model, and how sure the lead of the default is. */
export function evaluationText(about: readonly string[], { results, comparison }: RankingReport): string {
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
  const lines = [...about, table.toString()];
  for (const [metric, { mean, low, high, baseline }] of Object.entries(comparison ?? {})) {
    lines.push(`default − ${baseline}, ${metric}: ${signed(mean)} (95 %: ${signed(low)} to ${signed(high)})`);
  }
  return lines.join('\n');
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
