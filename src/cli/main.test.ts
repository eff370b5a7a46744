import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../data/storage/open-store.ts';
import { fillSampleShop } from '../server/testing/sample-shop.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, with this Node. */
function daogou(parameters: readonly string[], environment: Record<string, string> = {}): Promise<Run> {
  const { DATABASE_URL: _ignored, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [main, ...parameters],
      { env: { ...inherited, ...environment } },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('daogou', () => {
  it('says what evaluate encoders lacks, as bad use', async () => {
    const { code, stderr } = await daogou(['evaluate', 'encoders']);
    expect(code).toBe(2);
    expect(stderr).toContain('--data');
  });

  it('helps with examples, and gives its version', async () => {
    const help = await daogou(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('Examples:');
    expect((await daogou(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const doctor = await daogou(['doctor', '--help']);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain('--workspace');
  });

  it('answers bad use with 2, and names the nearest command', async () => {
    const misspelt = await daogou(['docter']);
    expect(misspelt).toMatchObject({ code: 2, stdout: '' });
    expect(misspelt.stderr).toContain('Did you mean doctor?');
    expect((await daogou(['doctor', '--jsn'])).code).toBe(2);
    expect((await daogou(['doctor', 'too', 'many'])).code).toBe(2);
    expect((await daogou([])).code).toBe(2);
  });
});

describe('daogou doctor', () => {
  it('looks at everything, and makes no workspace', async () => {
    const workspace = join(folder, 'none');
    const { code, stdout, stderr } = await daogou(['doctor', '--json', '--workspace', workspace]);
    expect([code, stderr]).toEqual([0, '']);
    const document = JSON.parse(stdout) as { findings: { name: string; state: string; remedy?: string }[] };
    expect(document).toMatchObject({ command: 'doctor', workspace, seconds: expect.any(Number) as number });
    const states = Object.fromEntries(document.findings.map(({ name, state }) => [name, state]));
    expect(states).toMatchObject({
      Node: 'ok',
      sharp: 'ok',
      'onnxruntime-node': 'ok',
      Workspace: 'optional',
    });
    expect(document.findings.every(({ state, remedy }) => state === 'ok' || remedy !== undefined)).toBe(true);
    expect(existsSync(workspace)).toBe(false);
  });

  it('counts what a workspace holds, and says who uses it', async () => {
    const workspace = join(folder, 'shop');
    const store = await openStore({ workspace });
    try {
      await fillSampleShop(store);
      const inUse = await daogou(['doctor', '--workspace', workspace]);
      expect(inUse).toMatchObject({
        code: 0,
        stdout: expect.stringContaining(`process ${process.pid}`) as string,
      });
    } finally {
      await store.close();
    }
    const { stdout } = await daogou(['doctor', '--workspace', workspace]);
    expect(stdout).toContain('3 items, 2 users, 4 events');
    // An embedded database is made and opened twice.
  }, 120_000);

  it('fails with 1 where the database does not answer', async () => {
    const { code, stdout } = await daogou(['doctor', '--workspace', join(folder, 'none')], {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/missing +Database +DATABASE_URL does not answer: connect ECONNREFUSED/);
    expect(stdout).toContain('unset it');
  });
});
