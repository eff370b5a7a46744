/** Runs the set-up of a fresh checkout on a miniature of this repository, with real npm, offline. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const scripts = fileURLToPath(new URL('../scripts', import.meta.url));
const run = promisify(execFile);

let folder: string;
let root: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-setup-'));
  root = join(folder, 'checkout');
  await mkdir(join(root, 'web'), { recursive: true });
  await cp(scripts, join(root, 'scripts'), { recursive: true });
  await packNode();
  await writeJson('package.json', {
    name: 'miniature',
    private: true,
    workspaces: ['web'],
    devDependencies: { node: 'file:node-24.0.0.tgz' },
  });
  await writeJson('web/package.json', {
    name: 'web',
    version: '1.0.0',
    scripts: { build: 'node build.mjs' },
  });
  await writeFile(join(root, 'web', 'index.html'), 'one');
  await writeFile(join(root, 'web', 'build.mjs'), BUILD);
  await run('npm', ['install', '--package-lock-only', '--offline'], { cwd: root });
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Copies the page; waits first where a file `wait` says so, and fails where a file `fail` does. */
const BUILD = `
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
if (existsSync('../fail')) throw new Error('no such colour');
if (existsSync('../wait')) await new Promise((resolve) => setTimeout(resolve, 4000));
cpSync('index.html', 'dist/index.html');
`;

/** A package `node` whose program is the Node that runs this test. */
async function packNode(): Promise<void> {
  const source = join(folder, 'node');
  await mkdir(source);
  await writeFile(
    join(source, 'package.json'),
    JSON.stringify({ name: 'node', version: '24.0.0', bin: { node: 'node.sh' } }),
  );
  await writeFile(join(source, 'node.sh'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  await chmod(join(source, 'node.sh'), 0o755);
  await run('npm', ['pack', source, '--pack-destination', root]);
}

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(join(root, path), JSON.stringify(value, null, 2));

function start(...options: string[]) {
  const child = spawn(process.execPath, [join(root, 'scripts', 'setup.mjs'), ...options]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }));
  return { child, ended, said: () => said };
}

const setUp = (...options: string[]) => start(...options).ended;

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 15_000; !condition(); await wait(20)) {
    if (Date.now() > deadline) throw new Error('waited too long');
  }
}

const page = (): Promise<string> => readFile(join(root, 'web', 'dist', 'index.html'), 'utf8');
const lock = (): string => join(root, '.daogou-setup');

describe('scripts/setup.mjs', () => {
  it('installs and builds once, while a second one waits', async () => {
    const both = await Promise.all([setUp('--quiet'), setUp('--quiet')]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const said = both.map((result) => result.said).join('');
    expect(said.match(/npm ci\): done in \d+ s/g)).toHaveLength(1);
    expect(said.match(/web pages: done in \d+ s/g)).toHaveLength(1);
    expect(await page()).toBe('one');
    expect(existsSync(lock())).toBe(false);
  });

  it('says nothing with --quiet where there is nothing to do, and one line without', async () => {
    expect(await setUp('--quiet')).toEqual({ code: 0, said: '' });
    expect((await setUp()).said).toMatch(/^Set-up is complete \(\d+\.\d s\)\.\n$/);
  });

  it('takes what was installed by hand for installed', async () => {
    await rm(join(root, 'node_modules', '.daogou-installed'));
    expect(await setUp('--quiet')).toEqual({ code: 0, said: '' });
  });

  it('installs again where the program of Node is gone', async () => {
    await rm(join(root, 'node_modules', '.bin', 'node'));
    const { code, said } = await setUp('--quiet');
    expect(code).toBe(0);
    expect(said).toContain('npm ci): done');
    expect(said).not.toContain('web pages');
  });

  it('builds again where a page has changed, and says why a build failed', async () => {
    await writeFile(join(root, 'web', 'index.html'), 'two');
    await writeFile(join(root, 'fail'), '');
    const failed = await setUp('--quiet');
    expect(failed.code).toBe(1);
    expect(failed.said).toContain('no such colour');
    expect(failed.said).toContain('could not be built');
    await rm(join(root, 'fail'));
    expect(await setUp('--quiet')).toMatchObject({ code: 0 });
    expect(await page()).toBe('two');
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('carries on after %s in mid-step', async (signal) => {
    await writeFile(join(root, 'web', 'index.html'), signal);
    await writeFile(join(root, 'wait'), '');
    const { child, ended, said } = start('--quiet');
    await until(() => said().includes('Building') && existsSync(lock()));
    child.kill(signal);
    await ended;
    await rm(join(root, 'wait'));
    expect(existsSync(lock())).toBe(signal === 'SIGKILL');
    expect(await setUp('--quiet')).toMatchObject({ code: 0 });
    expect(await page()).toBe(signal);
    expect(existsSync(lock())).toBe(false);
  });

  it('refuses an option that it does not know', async () => {
    const { code, said } = await setUp('--quite');
    expect(code).toBe(2);
    expect(said).toContain('--quite');
  });
});

describe('scripts/complete-lock.mjs', () => {
  it('adds the bindings of other platforms in the versions asked for, once', async () => {
    const own = join(folder, 'lock');
    await mkdir(own);
    const optionalDependencies = { 'tool-linux-x64-musl': '1.2.3', '@tool/darwin-arm64': '1.2.3' };
    const packages = {
      '': { name: 'x' },
      'node_modules/tool': { version: '1.2.3', dev: true, optionalDependencies },
      'node_modules/tool/node_modules/tool-linux-x64-musl': { version: '1.2.3', optional: true },
    };
    await writeFile(join(own, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
    const complete = async (): Promise<string> =>
      (await run(process.execPath, [join(scripts, 'complete-lock.mjs'), own])).stdout;
    expect(await complete()).toContain('1 optional packages');
    const written = JSON.parse(await readFile(join(own, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(written.packages['node_modules/@tool/darwin-arm64']).toEqual({
      version: '1.2.3',
      cpu: ['arm64'],
      dev: true,
      optional: true,
      os: ['darwin'],
    });
    expect(await complete()).toContain('0 optional packages');
  });
});
