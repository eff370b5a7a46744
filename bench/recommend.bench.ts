/** Recommenders on public data, by `daogou evaluate`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { STUDIES, type Run, type Study } from './recommend/studies.ts';
import { tablesOf, writeTables, type Report } from './recommend/table.ts';

const HELP = `Recommenders on public data: imports each data set, evaluates, and makes the tables of docs/benchmarks.md.

  node bench/recommend.bench.ts --kept DIR [options]

  --kept DIR     where workspaces and reports are kept: a report that is there is not made again
  --only LIST    of ${STUDIES.map(({ key }) => key).join(',')} (all)
  --runs LIST    of a study's runs, such as fast,best (all)
  --seeds N      seeds of each run with random training (1)
  --write        put the tables into docs/benchmarks.md
  --help         this text

The data is read from DAOGOU_DATA (../shared/data).

Examples:
  node bench/recommend.bench.ts --kept ../kept --only beauty --runs fast
  node bench/recommend.bench.ts --kept ../kept --seeds 5 --write`;

const { values } = parseArgs({
  options: {
    kept: { type: 'string' },
    only: { type: 'string', default: STUDIES.map(({ key }) => key).join(',') },
    runs: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
if (values.help || !values.kept) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const kept = resolve(values.kept);
const data = process.env.DAOGOU_DATA ?? '../shared/data';
const wanted = values.runs?.split(',');

/** Runs a command of Daogou and gives what it prints; its progress goes to this terminal. */
function daogou(args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`daogou ${args.join(' ')} ended with ${status}`);
  return stdout;
}

function workspaceOf({ folder, format, key }: Study): string {
  const workspace = join(kept, key);
  if (!existsSync(workspace)) {
    daogou(['import', format, resolve(data, folder), '--workspace', `${workspace}.unfinished`]);
    renameSync(`${workspace}.unfinished`, workspace);
  }
  return workspace;
}

function reportOf(study: Study, run: Run, seed: number): Report {
  const file = join(kept, `${study.key}-${run.name}-${seed}.json`);
  if (!existsSync(file)) {
    const workspace = workspaceOf(study);
    writeFileSync(
      file,
      daogou(['evaluate', ...run.call.split(' '), '--seed', `${seed}`, '--workspace', workspace, '--json']),
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

mkdirSync(kept, { recursive: true });
for (const study of STUDIES.filter(({ key }) => values.only.split(',').includes(key))) {
  const reports = new Map<Run, Report[]>();
  for (const run of study.runs.filter(({ name }) => !wanted || wanted.includes(name))) {
    const seeds = run.once ? 1 : Number(values.seeds);
    reports.set(
      run,
      Array.from({ length: seeds }, (_, index) => reportOf(study, run, index + 1)),
    );
  }
  if (reports.size === 0) continue;
  const tables = tablesOf(study, reports);
  console.log(`\n${study.key}\n\n${tables}`);
  if (values.write) writeTables(study.key, tables);
}
