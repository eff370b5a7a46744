import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-serve-'));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Starts `daogou serve` on a free port and waits for its document. */
async function serve(): Promise<{
  child: ChildProcess;
  document: Record<string, unknown>;
  ended: Promise<unknown[]>;
}> {
  const { DATABASE_URL: _ignored, ...env } = process.env;
  const parameters = [main, 'serve', '--json', '--port', '0', '--host', '127.0.0.1', '--workspace', folder];
  const child = spawn(process.execPath, parameters, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  const ended = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.endsWith('}\n')) break;
  }
  return { child, document: JSON.parse(said) as Record<string, unknown>, ended };
}

describe('daogou serve', () => {
  it('serves a workspace, ends with 0 at a signal, and starts again after being killed', async () => {
    const first = await serve();
    expect(first.document).toMatchObject({ command: 'serve', workspace: folder, modelId: null });
    const live = await fetch(`${String(first.document.url)}/health/live`);
    expect(await live.json()).toEqual({ status: 'live' });
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await serve();
    const begun = performance.now();
    // As npm does: the terminal's Ctrl-C and npm's own copy of it.
    second.child.kill('SIGINT');
    second.child.kill('SIGINT');
    expect((await second.ended)[0]).toBe(0);
    expect(performance.now() - begun).toBeLessThan(2500);
  }, 120_000);
});
