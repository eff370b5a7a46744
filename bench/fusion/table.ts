/** The tables of docs/guide/fusion.md. */
import { availableParallelism, cpus } from 'node:os';
import { DEFAULT_FUSION } from '../../src/models/fusion/named.ts';
import { writeBetween } from '../marked-section.ts';
import { average, overSeeds } from '../over-seeds.ts';
import type { Contestant } from './contestants.ts';
import type { Measured } from './measure-worker.ts';

const DOCUMENT = new URL('../../docs/guide/fusion.md', import.meta.url);
const METRICS = ['recall@20', 'ndcg@20', 'map@12', 'cold-recall@20'] as const;

export interface Row {
  readonly contestant: Contestant;
  /** One a seed, the same seeds for all. */
  readonly runs: readonly Measured[];
}

export interface Settings {
  readonly effort: number;
  readonly width: number;
  readonly historyLength: number;
}

export function tableOf(shop: string, part: string, rows: readonly Row[], settings: Settings): string {
  const told = rows.some(({ runs }) => runs[0].goesBy !== null);
  const heads = ['', ...METRICS, ...(told ? ['goes by', 'of 24 items and more'] : []), 'seconds'];
  const lines = [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`];
  for (const { contestant, runs } of rows) {
    const cells = METRICS.map((metric) => overSeeds(runs.map(({ metrics }) => metrics[metric])));
    const answers = runs.flatMap(({ goesBy }) => goesBy ?? []);
    if (told && answers.length === 0) cells.push('', '');
    else if (told) {
      cells.push(overSeeds(answers.map(({ all }) => all)));
      cells.push(overSeeds(answers.map(({ manyItems }) => manyItems)));
    }
    const seconds = average(runs.map((run) => run.seconds)).toFixed(0);
    const isDefault = contestant.name === DEFAULT_FUSION;
    const name = isDefault ? `**${contestant.name}** (default)` : contestant.name;
    lines.push(`| ${[name, ...cells, seconds].join(' | ')} |`);
  }
  return `${lines.join('\n')}\n\n${comparison(rows)}${circumstances(shop, part, rows, settings)}\n`;
}

/** The default fusion less the best single modality, paired by seed. */
function comparison(rows: readonly Row[]): string {
  const chosen = rows.find(({ contestant }) => contestant.name === DEFAULT_FUSION);
  const single = rows.filter(({ contestant }) => contestant.modalities.length === 1);
  if (!chosen || single.length === 0) return '';
  const lines = METRICS.map((metric) => {
    const of = ({ runs }: Row): number[] => runs.map(({ metrics }) => metrics[metric]);
    const best = single.reduce((a, b) => (average(of(b)) > average(of(a)) ? b : a));
    const differences = of(chosen).map((value, i) => value - of(best)[i]);
    return `${metric} ${overSeeds(differences, { signed: true })} over ${best.contestant.name}`;
  });
  return `${DEFAULT_FUSION} less the best single modality, paired by seed: ${lines.join('; ')}.\n\n`;
}

function circumstances(shop: string, part: string, rows: readonly Row[], settings: Settings): string {
  const [first] = rows[0].runs;
  const asked = `${shop}, ${part}: ${first.users} shoppers, ${first.targets} targets, ${first.coldTargets} of them never bought before`;
  const known = rows.flatMap(({ runs }) => runs[0].goesBy ?? []);
  const told =
    known.length === 0
      ? ''
      : `; what they go by is told of ${known[0].shoppers} shoppers, ${known[0].shoppersOfManyItems} of whom touched 24 items or more, and chance is a third`;
  const trained = `width ${settings.width}, ${settings.historyLength} items of history, ${settings.effort} of the usual steps, ${rows[0].runs.length} seeds`;
  const machine = `${cpus()[0].model.trim()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  return `${asked}${told}. ${trained}. ${machine}; seconds are processor time of a training, ± is the 95 % interval over seeds.`;
}

/** Puts the table between the marks of its shop and part. */
export function writeTable(shop: string, part: string, table: string): void {
  const marks = [`<!-- measured: ${shop} ${part} -->`, `<!-- /measured: ${shop} ${part} -->`] as const;
  writeBetween(DOCUMENT, marks, table);
}
