import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';
import { lockWorkspace } from './workspace-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const holder = {
  pid: process.pid,
  host: hostname(),
  processStart: null,
  lockedAt: '2024-01-01T00:00:00.000Z',
};

describe('the lock of a workspace', () => {
  it('has one holder at a time, and says who', async () => {
    const locks = await Promise.allSettled(Array.from({ length: 5 }, () => lockWorkspace(folder)));
    const held = locks.filter((lock) => lock.status === 'fulfilled');
    expect(held).toHaveLength(1);
    const refused = locks.filter((lock) => lock.status === 'rejected').map(({ reason }) => reason as unknown);
    const expected = {
      code: 'workspace-locked',
      message: expect.stringContaining(`process ${process.pid} `),
      remedy: expect.stringContaining('DATABASE_URL'),
    };
    expect(refused).toEqual(Array.from({ length: 4 }, () => expect.objectContaining(expected)));
    await held[0].value.release();
    const next = await lockWorkspace(folder);
    await next.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['of a process that is gone', { ...holder, pid: 2 ** 22 + 1 }],
    ['of an earlier process with the same pid', { ...holder, processStart: 'long ago' }],
    ['that was half written', undefined],
  ])('is taken over when it is one %s', async (_, left) => {
    const path = join(folder, 'workspace.lock');
    await writeFile(path, left ? JSON.stringify(left) : '{"pid":');
    const lock = await lockWorkspace(folder);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of another machine holds as long as that machine shows that it lives', async () => {
    const path = join(folder, 'workspace.lock');
    await writeFile(path, JSON.stringify({ ...holder, host: 'another-machine' }));
    await expect(lockWorkspace(folder)).rejects.toMatchObject({ code: 'workspace-locked' });
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(path, longAgo, longAgo);
    const lock = await lockWorkspace(folder);
    await lock.release();
  });
});

describe('a process killed in the middle of an insert', () => {
  const workspace = (): string => join(folder, 'killed');
  let child: ChildProcess | undefined;
  afterAll(() => child?.kill('SIGKILL'));
  const storeModule = JSON.stringify(new URL('./open-store.ts', import.meta.url));
  const script = `
    const { openStore } = await import(${storeModule});
    const store = await openStore({ workspace: process.argv[2] });
    for (let batch = 0; ; batch++) {
      const users = Array.from({ length: 1000 }, (_, i) => ({ id: 'user-' + batch + '-' + i, attributes: { batch: String(batch) } }));
      const writing = store.users.upsert(users);
      console.log('writing ' + batch);
      await writing;
      console.log('written ' + batch);
    }`;

  it('leaves a workspace that opens again, with every batch that was confirmed, whole', async () => {
    const program = join(folder, 'write-without-end.mjs');
    await writeFile(program, script);
    child = spawn(process.execPath, [program, workspace()], { stdio: ['ignore', 'pipe', 'inherit'] });
    let confirmed = -1;
    await saying(child, (line) => {
      if (line.startsWith('written ')) confirmed = Number(line.slice('written '.length));
      return line === 'writing 6';
    });
    await expect(openStore({ workspace: workspace() })).rejects.toMatchObject({
      code: 'workspace-locked',
      message: expect.stringContaining(`process ${child.pid} `),
    });
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(confirmed).toBeGreaterThanOrEqual(5);

    const store = await openStore({ workspace: workspace() });
    const { total } = await store.users.list({ offset: 0, limit: 1 });
    expect(total).toBeGreaterThanOrEqual((confirmed + 1) * 1000);
    expect(total % 1000).toBe(0);
    await store.users.upsert([{ id: 'after', attributes: {} }]);
    expect(await store.users.get(['after', 'user-0-0'])).toHaveLength(2);
    await store.close();
    // A new database, made twice as slowly where other tests run beside this one.
  }, 120_000);
});

/** Resolves when a line of the child's output is the awaited one. */
function saying(child: ChildProcess, isAwaited: (line: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the child ended with code ${code}`)));
    let rest = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (lines.some(isAwaited)) resolve();
    });
  });
}
