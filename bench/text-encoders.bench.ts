/**
 * Compares the text encoders on real and generated shops, and writes the tables of docs/guide/text-encoders.md:
 *
 *     node bench/text-encoders.bench.ts [--seeds 3] [--shop NAME] [--encoder NAME] [--sentence DIR] [--write]
 *
 * Real shops are read from DAOGOU_DATA (default ../shared/data); without it the embedded shop remains. Every seed is
 * another draw of items and another training. Intervals are Student's, 95 %, over the seeds.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createRandom } from '../src/core/random.ts';
import { itemText } from '../src/learning/training/train-content-encoders.ts';
import { writeBetween } from './marked-section.ts';
import { average, overSeeds } from './over-seeds.ts';
import { answer } from './text/answer.ts';
import { contestants, type Contestant } from './text/contestants.ts';
import { textShops, type TextShopKind } from './text/text-shop.ts';

const DOCUMENT = new URL('../docs/guide/text-encoders.md', import.meta.url);

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '3' },
    shop: { type: 'string' },
    encoder: { type: 'string' },
    sentence: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const seeds = Math.min(10, Math.max(2, Number(values.seeds)));
const folder = process.env['DAOGOU_DATA'] ?? '../shared/data';

interface Measured {
  readonly figures: readonly number[];
  /** Processor time, which other programs disturb less than the time on the clock. */
  readonly fitSeconds: number;
  readonly textsPerSecond: number;
  readonly width: number;
}

async function measure(shop: TextShopKind, { fit }: Contestant, seed: number): Promise<Measured> {
  const drawn = shop.draw(seed);
  const before = process.cpuUsage();
  const encoder = await fit(drawn.catalogue, createRandom(`text encoders ${seed}`));
  const fitSeconds = secondsSince(before);
  const start = process.cpuUsage();
  await encoder.encode(drawn.heldOut.map(itemText));
  const textsPerSecond = drawn.heldOut.length / secondsSince(start);
  const figures: number[] = [];
  for (const question of shop.questions) figures.push(...(await answer(question, encoder, drawn)));
  return { figures, fitSeconds, textsPerSecond, width: encoder.width };
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function tableOf(shop: TextShopKind, list: readonly Contestant[]): Promise<string> {
  const heads = shop.questions.flatMap(({ kind, label }) =>
    kind === 'category' ? [label] : [`${label}: first`, 'among ten'],
  );
  const columns = ['encoder', ...heads, 'width', 'fitted in', 'texts a second'];
  const lines = [`| ${columns.join(' | ')} |`, `|${'---|'.repeat(columns.length)}`];
  for (const contestant of list) {
    if (contestant.needsLabels && !shop.hasLabels) continue;
    const runs: Measured[] = [];
    for (let seed = 1; seed <= seeds; seed++) runs.push(await measure(shop, contestant, seed));
    const figures = runs[0].figures.map((_, i) =>
      overSeeds(
        runs.map((run) => run.figures[i]),
        { digits: 3 },
      ),
    );
    const seconds = average(runs.map((run) => run.fitSeconds));
    const speed = average(runs.map((run) => run.textsPerSecond));
    const cells = [
      contestant.name,
      ...figures,
      runs[0].width,
      `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`,
      Number(speed.toPrecision(2)).toLocaleString('en'),
    ];
    lines.push(`| ${cells.join(' | ')} |`);
    console.log(`${shop.name}: ${cells.join(' | ')}`);
  }
  return `### ${shop.name[0].toUpperCase()}${shop.name.slice(1)}\n${shop.says[0].toUpperCase()}${shop.says.slice(1)}.\n\n${lines.join('\n')}\n`;
}

const list = contestants(folder, values.sentence).filter(({ name }) =>
  name.toLowerCase().includes((values.encoder ?? '').toLowerCase()),
);
const shops = textShops(folder).filter(({ name }) => name.includes(values.shop ?? ''));
for (const shop of shops) {
  const table = `${await tableOf(shop, list)}\n${circumstances()}\n`;
  console.log(`\n${table}`);
  // After every shop, since all of them take a while.
  if (values.write) write(shop.name, table);
}

function circumstances(): string {
  const machine = `${cpus()[0].model.trim()}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(0)}`;
  const run = `Node ${process.version}, ${new Date().toISOString().slice(0, 10)}; ${seeds} seeds, one thread`;
  return `${machine}, ${run}; ± is the 95 % interval over seeds, times are processor time.`;
}

/** Puts the table between the marks of its shop. */
function write(name: string, table: string): void {
  writeBetween(DOCUMENT, [`<!-- measured: ${name} -->`, `<!-- /measured: ${name} -->`], table);
}
