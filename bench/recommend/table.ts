/** The tables of docs/benchmarks.md that compare recommenders. */
import { availableParallelism, cpus } from 'node:os';
import { writeBetween } from '../marked-section.ts';
import { average, overSeeds, short } from '../over-seeds.ts';
import type { Run, Study } from './studies.ts';

const DOCUMENT = new URL('../../docs/benchmarks.md', import.meta.url);
/** What is read of a report of `daogou evaluate --json`. */
export interface Report {
  readonly split: Readonly<Record<string, unknown>>;
  readonly results: readonly {
    readonly model: string;
    readonly sameDay?: 'kept' | 'shuffled';
    readonly metrics: Readonly<Record<string, number>>;
    readonly intervals: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
    readonly trainSeconds: number;
  }[];
}

type Order = 'kept' | 'shuffled';

/** The reports of one run, one a seed. */
export type Reports = ReadonlyMap<Run, readonly Report[]>;

/** One row a model, the best of the first metric first; a second table with the order of one day drawn, where it was. */
export function tablesOf({ metrics, runs }: Study, reports: Reports): string {
  const isDrawn = [...reports.values()].some(([first]) =>
    first.results.some(({ sameDay }) => sameDay === 'shuffled'),
  );
  const orders: readonly Order[] = isDrawn ? ['kept', 'shuffled'] : ['kept'];
  const tables = orders.map((order) => {
    const rows = runs.flatMap((run) => rowsOf(run, reports.get(run) ?? [], metrics, order));
    rows.sort((a, b) => b.first - a.first);
    const heads = ['model', ...metrics.map(([, head]) => head), 'fitted in'];
    const title =
      order === 'shuffled' ? 'With the order of the events of one day drawn by the seed:\n\n' : '';
    const lines = [heads, heads.map(() => '---'), ...rows.map(({ cells }) => cells)];
    return title + lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  });
  return `${tables.join('\n\n')}\n\n${circumstances(runs, reports)}`;
}

function rowsOf(
  run: Run,
  reports: readonly Report[],
  metrics: Study['metrics'],
  order: Order,
): { first: number; cells: string[] }[] {
  const [report] = reports;
  if (!report) return [];
  return report.results
    .filter(({ sameDay = 'kept' }) => sameDay === order)
    .map(({ model }) => {
      const results = reports.flatMap((one) =>
        one.results.filter((result) => result.model === model && (result.sameDay ?? 'kept') === order),
      );
      const isDefault = model === 'default';
      const name = isDefault ? `**${run.defaultIs ?? 'default'}**` : model;
      const cells = metrics.map(([metric]) =>
        results.length > 1
          ? overSeeds(results.map((result) => result.metrics[metric]))
          : overCases(results[0].metrics[metric], results[0].intervals[metric]),
      );
      const seconds = average(results.map(({ trainSeconds }) => trainSeconds));
      return { first: results[0].metrics[metrics[0][0]], cells: [name, ...cells, `${seconds.toFixed(0)} s`] };
    });
}

function circumstances(runs: readonly Run[], reports: Reports): string {
  const commands = runs
    .filter((run) => reports.has(run))
    .map(({ call }) => `\`daogou evaluate ${call}\``)
    .join(', ');
  const seeds = Math.max(...[...reports.values()].map((some) => some.length));
  const spread =
    seeds > 1
      ? `${seeds} seeds where training is random: mean ± 95 % over seeds; else [95 % over shoppers]`
      : 'one seed; [95 % over shoppers]';
  const machine = `${cpus()[0].model.trim()}, ${availableParallelism()} cores, Node ${process.version}`;
  return `${commands}: ${spread}. ${machine}, ${new Date().toISOString().slice(0, 10)}.`;
}

/** Such as `.0512 [.0480, .0541]`. */
function overCases(value: number, interval: { low: number; high: number } | undefined): string {
  return interval ? `${short(value)} [${short(interval.low)}, ${short(interval.high)}]` : short(value);
}

/** Puts a study's tables between its marks. */
export function writeTables(key: string, tables: string): void {
  const marks = [
    `<!-- recommend: ${key}, by bench/recommend.bench.ts -->`,
    `<!-- /recommend: ${key} -->`,
  ] as const;
  writeBetween(DOCUMENT, marks, `${tables}\n`);
}
