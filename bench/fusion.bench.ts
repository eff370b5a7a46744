/**
 * Measures every fusion and every single modality in the two-tower network, on the embedded shop and on H&M's, and writes
 * the tables of docs/guide/fusion.md:
 *
 *     node bench/fusion.bench.ts [--seeds 5] [--shop demo|hm] [--part validation|test] [--only NAME,…]
 *         [--effort .34] [--width 64] [--history 12] [--jobs 1] [--minutes 12] [--kept DIR] [--write]
 *
 * A seed is another training on the same shop; a round of seeds is begun when the one before is complete. Every result
 * is kept in DIR, so that a run which was stopped, by its minutes or by hand, goes on where it was. H&M's data is read from
 * DAOGOU_DATA (default ../shared/data). Intervals are Student's, 95 %, over the seeds.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startWorker } from '../src/core/workers.ts';
import { CONTESTANTS, type Contestant } from './fusion/contestants.ts';
import type { ShopName } from './fusion/fusion-shop.ts';
import type { Measured, MeasureInput, MeasureMethods, Trial } from './fusion/measure-worker.ts';
import { tableOf, writeTable } from './fusion/table.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    shop: { type: 'string' },
    part: { type: 'string', default: 'test' },
    only: { type: 'string', default: '' },
    effort: { type: 'string', default: '0.34' },
    width: { type: 'string', default: '64' },
    history: { type: 'string', default: '12' },
    jobs: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    kept: { type: 'string', default: join(tmpdir(), 'daogou-fusion-bench') },
    write: { type: 'boolean', default: false },
  },
});

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
/** Fusions and settings are chosen on the validation month; the test month is asked about once they are. */
const PARTS = {
  demo: {
    validation: { from: day('2026-08-01'), until: day('2026-09-01') },
    test: { from: day('2026-09-01'), until: null },
  },
  hm: {
    validation: { from: day('2020-04-01'), until: day('2020-05-01') },
    test: { from: day('2020-05-01'), until: null },
  },
} as const;

const ends = Date.now() + 60_000 * Number(values.minutes);
const part = values.part === 'validation' ? 'validation' : 'test';
const chosen = CONTESTANTS.filter(({ name }) => values.only === '' || values.only.split(',').includes(name));
const log = join(values.kept, 'results.jsonl');
mkdirSync(values.kept, { recursive: true });
const known = new Map<string, Measured>();
if (existsSync(log)) {
  for (const line of readFileSync(log, 'utf8').split('\n').filter(Boolean)) {
    const { shop, trial, measured } = JSON.parse(line) as { shop: string; trial: Trial; measured: Measured };
    known.set(keyOf(shop, trial), measured);
  }
}

function keyOf(shop: string, trial: Trial): string {
  return JSON.stringify([shop, trial]);
}

function trialOf(shop: ShopName, { alignment = 0, fusion, modalities }: Contestant, seed: number): Trial {
  return {
    fusion,
    modalities,
    alignment,
    seed,
    ...PARTS[shop][part],
    width: Number(values.width),
    historyLength: Number(values.history),
    effort: Number(values.effort),
  };
}

/** Trains what is not known yet, several at a time, as long as there are minutes left. */
async function measureAll(shop: ShopName, trials: readonly Trial[]): Promise<void> {
  const waiting = trials.filter((trial) => !known.has(keyOf(shop, trial))).values();
  const input: MeasureInput = {
    shop,
    folder: process.env['DAOGOU_DATA'] ?? '../shared/data',
    kept: values.kept,
  };
  const work = async (): Promise<void> => {
    const worker = startWorker<MeasureMethods>(new URL('./fusion/measure-worker.ts', import.meta.url), {
      input,
    });
    for (const trial of waiting) {
      if (Date.now() > ends) break;
      const measured = await worker.call.measure(trial);
      known.set(keyOf(shop, trial), measured);
      appendFileSync(log, `${JSON.stringify({ shop, trial, measured })}\n`);
      const { 'recall@20': recall, 'ndcg@20': ndcg } = measured.metrics;
      const goesBy = measured.goesBy ? `, goes by ${measured.goesBy.all.toFixed(3)}` : '';
      console.log(
        `${shop} ${trial.fusion} [${trial.modalities.join()}] seed ${trial.seed}: recall@20 ${recall.toFixed(4)}, ` +
          `ndcg@20 ${ndcg.toFixed(4)}${goesBy} in ${measured.seconds.toFixed(0)} s`,
      );
    }
    await worker.close();
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
}

for (const shop of ['demo', 'hm'] as const) {
  if (values.shop !== undefined && values.shop !== shop) continue;
  const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => i + 1);
  await measureAll(
    shop,
    seeds.flatMap((seed) => chosen.map((contestant) => trialOf(shop, contestant, seed))),
  );
  // A seed counts where every contestant has it, so that they can be compared pair by pair.
  const complete = seeds.filter((seed) =>
    chosen.every((contestant) => known.has(keyOf(shop, trialOf(shop, contestant, seed)))),
  );
  if (complete.length < 2) {
    console.log(`${shop}: ${complete.length} complete seeds are too few for a table.`);
    continue;
  }
  const rows = chosen.map((contestant) => ({
    contestant,
    runs: complete.flatMap((seed) => known.get(keyOf(shop, trialOf(shop, contestant, seed))) ?? []),
  }));
  const table = tableOf(shop, part, rows, {
    effort: Number(values.effort),
    width: Number(values.width),
    historyLength: Number(values.history),
  });
  console.log(table);
  if (values.write) writeTable(shop, part, table);
}
