/**
 * Milliseconds per training step of the tensor core: `node bench/tensor.bench.ts [--steps N] [--threads 1,2]`.
 * The median of N steps after a warm-up; compare runs only when nothing else runs on the machine.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { convolutional } from './tensor/convolutional.ts';
import { perceptron } from './tensor/perceptron.ts';
import { selfAttention } from './tensor/self-attention.ts';
import type { Workload } from './tensor/workload.ts';

const WARM_UP = 3;

interface Measurement {
  readonly prepareMs: number;
  readonly medianMs: number;
  readonly bestMs: number;
  /** Processor time of all threads, which other programs disturb less than the time on the clock. */
  readonly processorMs: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
}

async function measure(workload: Workload, threads: number, steps: number): Promise<Measurement> {
  const start = performance.now();
  const prepared = await workload.prepare(threads);
  const prepareMs = performance.now() - start;
  const firstLoss = await prepared.step();
  for (let i = 1; i < WARM_UP; i++) await prepared.step();
  const times: number[] = [];
  let lastLoss = firstLoss;
  const before = process.cpuUsage();
  for (let i = 0; i < steps; i++) {
    const begun = performance.now();
    lastLoss = await prepared.step();
    times.push(performance.now() - begun);
  }
  const { user, system } = process.cpuUsage(before);
  await prepared.release();
  times.sort((a, b) => a - b);
  const processorMs = (user + system) / 1000 / steps;
  return { prepareMs, medianMs: times[steps >> 1], bestMs: times[0], processorMs, firstLoss, lastLoss };
}

function runtimeVersion(): string {
  const file = new URL('../node_modules/onnxruntime-node/package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '21' }, threads: { type: 'string', default: '1,2' } },
});
const steps = Number(values.steps);
const table = new Table({
  head: ['training step', 'threads', 'median ms', 'best ms', 'processor ms', 'set-up ms', 'loss'],
  style: { head: [], border: [] },
});
for (const workload of [perceptron, convolutional, selfAttention]) {
  for (const threads of values.threads.split(',').map(Number)) {
    const result = await measure(workload, threads, steps);
    table.push([
      workload.name,
      threads,
      result.medianMs.toFixed(1),
      result.bestMs.toFixed(1),
      result.processorMs.toFixed(1),
      result.prepareMs.toFixed(0),
      `${result.firstLoss.toFixed(3)} → ${result.lastLoss.toFixed(3)}`,
    ]);
  }
}
console.log(`${cpus()[0].model.trim()}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}`);
console.log(`Node ${process.version}, onnxruntime-node ${runtimeVersion()}, ${new Date().toISOString()}`);
console.log(table.toString());
