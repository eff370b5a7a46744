import Table from 'cli-table3';
import { join } from 'node:path';
import type { SightCatalogue } from '../../config/screens.ts';
import type { ScreensReport } from '../../config/evaluate-screens.ts';
import type { CommandContext, CommandResult } from '../define-command.ts';
import type { EvaluateOptions } from './evaluate.ts';

/** Where the screens lie among the data sets, unless `--data` says otherwise. */
const DATA = join(process.env['DAOGOU_DATA'] ?? '../shared/data', 'screens');

export async function evaluateScreens(
  { progress, workspace }: CommandContext,
  { data = DATA, only, seed, trainedOn }: EvaluateOptions,
): Promise<CommandResult> {
  const { evaluateScreensOf } = await import('../../config/evaluate-screens.ts');
  const catalogue = only?.includes('products') ? await catalogueOf(workspace) : undefined;
  const report = await evaluateScreensOf({
    folder: data,
    trainedOn,
    workspace,
    catalogue,
    only,
    seed,
    progress,
  });
  return { document: { ...report }, text: screensText(report) };
}

/** The shop in a workspace: what it sells is to be recognised. */
async function catalogueOf(folder: string): Promise<SightCatalogue> {
  const { openWorkspace } = await import('../../config/workspace.ts');
  const { allItems } = await import('../../config/all-items.ts');
  const opened = await openWorkspace({ folder });
  try {
    return { folder: opened.folder, items: await allItems(opened) };
  } finally {
    await opened.close();
  }
}

function screensText({ badRows, dataset, results, split }: ScreensReport): string {
  const { families, screens, sources, trainedOn } = split;
  const taught = trainedOn === null ? 'each family by what the others taught' : `taught by ${trainedOn}`;
  const about = [`${dataset}: ${screens} screens of ${sources} shops in ${families} families, ${taught}`];
  if (badRows.length > 0)
    about.push(`${badRows.length} rows or pictures could not be used; --json lists them`);
  const parts = Map.groupBy(results, ({ part }) => part);
  return [...about, ...[...parts].flatMap(([part, own]) => partText(part, own))].join('\n');
}

function partText(part: string, results: ScreensReport['results']): string[] {
  const models = results.map(({ model }) => model);
  const metrics = [...new Set(results.flatMap((result) => Object.keys(result.metrics)))];
  const rows = metrics.map((metric) => [metric, ...results.map((result) => figure(result, metric))]);
  const text = [table([part, ...models], rows)];
  const groups = results.map(({ families }) => (isGroups(families) ? families : []));
  if (groups[0]?.length > 0) {
    const names = groups[0].map(({ name, screens }, i) => [
      `${name} (${screens})`,
      ...groups.map((own) => own[i].accuracy.toFixed(3)),
    ]);
    text.push(table(['accuracy by family', ...models], names));
  }
  return text;
}

function figure({ intervals, metrics }: ScreensReport['results'][number], metric: string): string {
  if (!(metric in metrics)) return '';
  const interval = isIntervals(intervals) ? intervals[metric] : undefined;
  const range = interval ? ` (${interval.low.toFixed(3)} to ${interval.high.toFixed(3)})` : '';
  return `${metrics[metric].toFixed(3)}${range}`;
}

function table(head: string[], rows: string[][]): string {
  const drawn = new Table({
    head,
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  drawn.push(...rows);
  return drawn.toString();
}

interface Group {
  readonly name: string;
  readonly screens: number;
  readonly accuracy: number;
}

const isGroups = (value: unknown): value is readonly Group[] => Array.isArray(value);

const isIntervals = (value: unknown): value is Readonly<Record<string, { low: number; high: number }>> =>
  typeof value === 'object' && value !== null;
