/** PyTorch's side of the comparison: a script that prints one line per workload. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Workload } from './workload.ts';

export interface TorchRound {
  readonly milliseconds: Readonly<Partial<Record<Workload['key'], number>>>;
  /** Speed of a product of two 2048 × 2048 matrices, in 10⁹ operations a second. */
  readonly productSpeed: number;
}

const PYTHON = '/usr/bin/python3';

/**
 * Debian's PyTorch runs on the reference BLAS, at about 3, unless OpenBLAS is installed beside it. To be faster than
 * that proves nothing.
 */
export const SLOWEST_FAIR_PRODUCT = 20;

const LINES: Readonly<Record<Workload['key'], RegExp>> = {
  MLP: /^\(a\) MLP sparse=True: ([\d.]+) ms/,
  CNN: /^\(b\) CNN: ([\d.]+) ms/,
  SASRec: /^\(c\) sampled512: ([\d.]+) ms/,
  GRU: /^\(g\) GRU64 b256 s50: ([\d.]+) ms/,
};
const PRODUCT_LINE = /^torch sgemm 2048: ([\d.]+) GF/;

/** The script beside the folder of public data. */
export function defaultScript(): string {
  const data = process.env.DAOGOU_DATA ?? resolve(import.meta.dirname, '../../../shared/data');
  return resolve(dirname(resolve(data)), 'prototypes/onnx-training/bench_torch.py');
}

export interface TorchOptions {
  readonly script: string;
  readonly threads: number;
  /** Which clock: that on the wall, or the time of all processors together. */
  readonly clock: 'wall' | 'processor';
  readonly keys: readonly Workload['key'][];
}

/** @returns undefined, with a line that says why, where the script or PyTorch is not there. */
export async function runTorch({
  script,
  threads,
  clock,
  keys,
}: TorchOptions): Promise<TorchRound | undefined> {
  if (!existsSync(script)) {
    console.error(`There is no ${script}: give the script that measures PyTorch with --torch PATH.`);
    return undefined;
  }
  const count = `${threads}`;
  const child = spawn(PYTHON, ['-u', '-', count], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: count, OMP_NUM_THREADS: count },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const failed = new Promise<Error>((fulfil) => child.once('error', fulfil));
  child.stdin.on('error', () => undefined).end(program(script, clock));
  const milliseconds: Partial<Record<Workload['key'], number>> = {};
  let productSpeed = 0;
  const isDone = (): boolean => keys.every((key) => milliseconds[key] !== undefined);
  for await (const line of createInterface(child.stdout)) {
    productSpeed = Number(PRODUCT_LINE.exec(line)?.[1] ?? productSpeed);
    for (const key of keys) {
      const found = LINES[key].exec(line);
      if (found) milliseconds[key] = Number(found[1]);
    }
    if (isDone()) child.kill();
  }
  if (isDone()) return { milliseconds, productSpeed };
  const reason = child.pid === undefined ? (await failed).message : 'see above; python3-torch may be missing';
  console.error(`${PYTHON} could not run ${script} to its end (${reason}).`);
  return undefined;
}

/** The script without two slow measurements that nothing here is compared with. */
function program(script: string, clock: TorchOptions['clock']): string {
  const lines = readFileSync(script, 'utf8').split('\n');
  const needed = lines.filter((line) => !/^ms=med\((?:last|full)\b/.test(line));
  const chosen = clock === 'processor' ? ['import time; time.perf_counter = time.process_time'] : [];
  return [...chosen, ...needed].join('\n');
}
