import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENCODER_KINDS, usageOf } from '../../config/encoders.ts';
import { openWorkspace } from '../../config/workspace.ts';
import { itemSchema } from '../../core/contracts/item.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const run = promisify(execFile);
const encode = (...parameters: string[]): Promise<{ stdout: string }> =>
  run(process.execPath, [main, 'encode', ...parameters], { env: { ...process.env, DATABASE_URL: '' } });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-encode-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Each run opens a database, which takes long where other tests run beside it.
describe('daogou encode', { timeout: 180_000 }, () => {
  it('lists every encoder in its help', async () => {
    const { stdout } = await encode('--help');
    for (const kind of ENCODER_KINDS)
      expect(stdout).toContain(usageOf({ ...kind, argumentIsOptional: false }));
  });

  it('encodes what a workspace holds, once', async () => {
    const workspace = await openWorkspace({ folder });
    const titles = ['red dress', 'blue dress', 'red shoe', 'blue shoe', 'red bag'];
    const items = titles.map((en, i) => itemSchema.parse({ id: `${i}`, title: { en }, categories: ['all'] }));
    await workspace.store.items.upsert(items);
    await workspace.close();
    const parameters = ['--workspace', folder, '--image', 'none', '--text', 'tf-idf'];
    const document = JSON.parse((await encode(...parameters, '--json')).stdout) as object;
    expect(document).toMatchObject({
      command: 'encode',
      encoders: [
        { modality: 'text', name: 'tfidf', items: 5, encoded: 5, known: 0, without: 0, damaged: [] },
      ],
    });
    expect((await encode(...parameters)).stdout).toContain('Nothing to encode: every vector is there.');
  });
});
