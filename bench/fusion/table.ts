/** The tables of docs/guide/fusion.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { DEFAULT_FUSION } from '../../src/models/fusion/named.ts';
import type { Contestant } from './contestants.ts';
import type { Measured } from './measure-worker.ts';

const DOCUMENT = new URL('../../docs/guide/fusion.md', import.meta.url);
/** Quantiles of Student's distribution for a two-sided 95 %, by degrees of freedom from 1. */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];
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
    const cells = METRICS.map((metric) => meanAndInterval(runs.map(({ metrics }) => metrics[metric])));
    const answers = runs.flatMap(({ goesBy }) => goesBy ?? []);
    if (told && answers.length === 0) cells.push('', '');
    else if (told) {
      cells.push(meanAndInterval(answers.map(({ all }) => all)));
      cells.push(meanAndInterval(answers.map(({ manyItems }) => manyItems)));
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
    return `${metric} ${meanAndInterval(differences, true)} over ${best.contestant.name}`;
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

/** Such as `.0512 ± .0031`. */
function meanAndInterval(numbers: readonly number[], signed = false): string {
  const mean = average(numbers);
  const squares = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0);
  const error = Math.sqrt(squares / Math.max(1, numbers.length - 1) / numbers.length);
  const short = (number: number): string => number.toFixed(4).replace(/^(-?)0/, '$1');
  const interval = numbers.length < 2 ? '?' : short(STUDENT[numbers.length - 2] * error);
  return `${signed && mean >= 0 ? '+' : ''}${short(mean)} ± ${interval}`;
}

function average(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

/** Puts the table between the marks of its shop and part. */
export function writeTable(shop: string, part: string, table: string): void {
  const document = readFileSync(DOCUMENT, 'utf8');
  const [opening, closing] = [`<!-- measured: ${shop} ${part} -->`, `<!-- /measured: ${shop} ${part} -->`];
  const [start, end] = [document.indexOf(opening), document.indexOf(closing)];
  if (start < 0 || end < 0) throw new Error(`${DOCUMENT.pathname} lacks the marks ${opening}`);
  writeFileSync(DOCUMENT, `${document.slice(0, start + opening.length)}\n${table}${document.slice(end)}`);
}
