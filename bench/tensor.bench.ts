/** Milliseconds per training step of the tensor core, beside PyTorch on the same machine. See `--help`. */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { writeBetween } from './marked-section.ts';
import { markdownTable, median, plainTable, type Row } from './tensor/comparison.ts';
import { convolutional } from './tensor/convolutional.ts';
import { perceptron } from './tensor/perceptron.ts';
import { recurrent } from './tensor/recurrent.ts';
import { selfAttention } from './tensor/self-attention.ts';
import { defaultScript, runTorch, SLOWEST_FAIR_PRODUCT, type TorchRound } from './tensor/torch.ts';
import type { PreparedWorkload, Workload } from './tensor/workload.ts';

const WORKLOADS = [perceptron, convolutional, selfAttention, recurrent];
const WARM_UP = 3;
const DOCUMENT = new URL('../docs/benchmarks.md', import.meta.url);
const HELP = `Milliseconds per training step of the tensor core, beside PyTorch on the same machine.

  node bench/tensor.bench.ts [options]

  --rounds N        rounds of both sides, in turns (3); a ratio is the median over rounds
  --steps N         steps of a round (21); a round's time is their median, after a warm-up
  --threads LIST    threads of both sides (1,2)
  --only LIST       of ${WORKLOADS.map(({ key }) => key).join(',')} (all)
  --processor       time of all processors together in place of the wall's: on a busy machine it says more, for one thread
  --torch PATH      the script that measures PyTorch
  --write           put the table into docs/benchmarks.md
  --help            this text

Examples:
  node bench/tensor.bench.ts --only GRU --threads 1 --processor
  node bench/tensor.bench.ts --rounds 5 --write        on a machine that does nothing else`;
const MARKS = ['<!-- tensor: written by bench/tensor.bench.ts -->', '<!-- tensor: end -->'] as const;

/** The system counts processor time in ticks of milliseconds, so that only its mean says something. */
async function timeOfStep(prepared: PreparedWorkload, steps: number): Promise<number> {
  for (let i = 0; i < WARM_UP; i++) await prepared.step();
  const times: number[] = [];
  for (let i = 0; i < steps; i++) {
    const begun = now();
    const loss = await prepared.step();
    times.push(now() - begun);
    if (!Number.isFinite(loss)) throw new Error(`The loss is ${loss}`);
  }
  return clock === 'wall' ? median(times) : times.reduce((sum, time) => sum + time, 0) / steps;
}

async function compare(threads: number, workloads: readonly Workload[]): Promise<Row[]> {
  const runs = [];
  for (const workload of workloads) {
    runs.push({ workload, prepared: await workload.prepare(threads), ours: [] as number[] });
  }
  const keys = workloads.map(({ key }) => key);
  const torch: TorchRound[] = [];
  for (let round = 0; round < rounds; round++) {
    const theirs = round === torch.length ? await runTorch({ script, threads, clock, keys }) : undefined;
    if (theirs && isFair(theirs)) torch.push(theirs);
    for (const { prepared, ours } of runs) ours.push(await timeOfStep(prepared, steps));
  }
  for (const { prepared } of runs) await prepared.release();
  return runs.map(({ workload, prepared, ours }) => ({
    workload,
    threads,
    setUpMs: prepared.setUpMs,
    ours,
    torch: torch.map(({ milliseconds }) => milliseconds[workload.key]!),
  }));
}

function now(): number {
  if (clock === 'wall') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function isFair({ productSpeed }: TorchRound): boolean {
  if (productSpeed >= SLOWEST_FAIR_PRODUCT) return true;
  console.error(
    `PyTorch multiplies matrices at ${productSpeed} GFLOP/s here, with a BLAS that no one should compare with: ` +
      'install libopenblas0-pthread.',
  );
  return false;
}

function machine(): string {
  const file = new URL('../node_modules/onnxruntime-node/package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return (
    `${availableParallelism()} cores of ${cpus()[0].model.trim()}, load before ${load}, Node ${process.version}, ` +
    `onnxruntime-node ${version}, ${rounds} rounds of ${steps} steps (${clock} time), ${new Date().toISOString().slice(0, 10)}`
  );
}

function writeDocument(rows: readonly Row[]): void {
  writeBetween(DOCUMENT, MARKS, `${machine()}.\n\n${markdownTable(rows)}\n\n`);
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '21' },
    threads: { type: 'string', default: '1,2' },
    only: { type: 'string', default: WORKLOADS.map(({ key }) => key).join(',') },
    torch: { type: 'string', default: defaultScript() },
    processor: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}
const [rounds, steps, script] = [Number(values.rounds), Number(values.steps), values.torch];
const clock = values.processor ? 'processor' : 'wall';
const load = loadavg()[0].toFixed(1);
const wanted = WORKLOADS.filter(({ key }) => values.only.split(',').includes(key));
const rows: Row[] = [];
for (const threads of values.threads.split(',').map(Number)) rows.push(...(await compare(threads, wanted)));
console.log(machine());
console.log(plainTable(rows));
if (values.write) writeDocument(rows);
