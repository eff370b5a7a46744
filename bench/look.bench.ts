/**
 * Time from the bytes of a screenshot to ranked actions:
 * `node bench/look.bench.ts [--workspace DIR] [--screens DIR] [--count N] [--streams N] [--seconds N]`.
 *
 * New pages are different screens of 1280 × 800 as JPEGs, one after the other. Changed pages are the same screens with
 * a notice over them, or scrolled. Both run on one core where `taskset` is there. Then so many streams of two frames a
 * second run on two cores, each flipping between such pages: what grows would show between their first and last quarter.
 */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadLooker } from '../src/config/look.ts';
import { openWorkspace } from '../src/config/workspace.ts';
import type { Looker } from '../src/core/contracts/look.ts';
import { lookRequestSchema } from '../src/core/contracts/look.ts';
import type { ScreenStage } from '../src/core/contracts/screen.ts';
import { pagesOf, type Page } from './look/pages.ts';
import { runStreams } from './look/streams.ts';

const { values } = parseArgs({
  options: {
    workspace: { type: 'string', default: '.daogou' },
    screens: { type: 'string', default: join(process.env.DAOGOU_DATA ?? '../shared/data', 'screens') },
    count: { type: 'string', default: '40' },
    streams: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '30' },
    /** Which part runs in this process; without it, each part in one of its own. */
    part: { type: 'string' },
  },
});
const question = lookRequestSchema.parse({});
const WARM_UP = 8;

function tell(what: string, milliseconds: readonly number[]): void {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.round(share * (sorted.length - 1))].toFixed(0).padStart(6);
  console.log(`${what.padEnd(44)} median ${at(0.5)} ms, p95 ${at(0.95)} ms, of ${sorted.length}`);
}

async function lookThrough(looker: Looker, picture: Uint8Array): Promise<void> {
  let answers = 0;
  for await (const { stage } of looker.look(picture, question)) answers += stage === 'pixels' ? 1 : 0;
  if (answers !== 1) throw new Error('a look begins with one glance');
}

async function newPages(looker: Looker, pages: readonly Page[]): Promise<void> {
  const times: Record<ScreenStage, number[]> = { pixels: [], text: [], catalogue: [] };
  for (const { picture } of pages) {
    for await (const { stage, milliseconds } of looker.look(picture, question))
      times[stage].push(milliseconds);
  }
  for (const [stage, milliseconds] of Object.entries(times)) {
    if (milliseconds.length > 0) tell(`new page, until ${stage}`, milliseconds);
  }
}

async function changedPages(looker: Looker, pages: readonly Page[]): Promise<void> {
  const times = new Map<string, number[]>();
  for (const { picture, changes } of pages) {
    for (const [name, changed] of Object.entries(changes)) {
      const read = await oneAfterTheOther(looker, [picture, changed]);
      const list = times.get(name) ?? [];
      times.set(name, list);
      list.push(read[1]);
    }
  }
  for (const [name, milliseconds] of times) tell(`changed page (${name}), until text`, milliseconds);
  tell('changed page (all), until text', [...times.values()].flat());
}

/** How long it took each frame of a stream until its text was read; the next one comes when this one is done. */
async function oneAfterTheOther(looker: Looker, frames: readonly Uint8Array[]): Promise<number[]> {
  const times: number[] = [];
  let heard: (() => void) | undefined;
  const stream = looker.openStream({ ...question, until: 'text' }, (message) => {
    if (message.type === 'problem') throw new Error(message.message);
    if (message.type !== 'answer' || message.answer.stage !== 'text') return;
    times.push(message.answer.milliseconds);
    heard?.();
  });
  for (const frame of frames) {
    const done = new Promise<void>((resolve) => (heard = resolve));
    stream.offer(frame);
    await done;
  }
  stream.close();
  return times;
}

async function run(part: string): Promise<void> {
  const workspace = await openWorkspace({ folder: values.workspace });
  const loaded = await loadLooker(workspace);
  try {
    const count = Number(values.count);
    const all = await pagesOf(values.screens, count + WARM_UP);
    const pages = all.slice(0, count);
    if (part === 'pages') {
      // What loads at the first look is not measured, and what was read of a page is remembered: others warm up.
      for (const { picture } of all.slice(count)) await lookThrough(loaded.looker, picture);
      await newPages(loaded.looker, pages);
      await changedPages(loaded.looker, pages);
    } else {
      const { early, late, dropped, offered } = await runStreams(loaded.looker, pages, {
        streams: Number(values.streams),
        seconds: Number(values.seconds),
      });
      tell(`${values.streams} streams, first answer, first quarter`, early);
      tell(`${values.streams} streams, first answer, last quarter`, late);
      console.log(`${dropped} of ${offered} frames were dropped`);
    }
  } finally {
    await loaded.close();
    await workspace.close();
  }
}

if (values.part !== undefined) {
  await run(values.part);
} else {
  console.log(
    `${cpus()[0].model}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`,
  );
  const own = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const cores = { pages: '0', streams: '0,1' };
  const pinned = spawnSync('taskset', ['--version']).status === 0;
  if (!pinned) console.log('There is no taskset here: pages may use more than one core.');
  for (const [part, list] of Object.entries(cores)) {
    const command = [process.execPath, ...own, '--part', part];
    const [program, ...rest] = pinned ? ['taskset', '-c', list, ...command] : command;
    const { status } = spawnSync(program, rest, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}
