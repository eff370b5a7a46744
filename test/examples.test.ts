/** Runs what documentation shows, so that it cannot rot. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trainWith } from '../examples/tensor/data-parallel.ts';
import { fineTune } from '../examples/tensor/fine-tune-onnx.ts';
import { learnSessions } from '../examples/tensor/sequence-model.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-examples-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('examples/tensor', () => {
  it('a sequence model learns to stay with the kind, and resumes to the same bits', async () => {
    const whole = await learnSessions(join(folder, 'whole'), 120);
    expect(whole.best!.value).toBeLessThan(2.4);
    await learnSessions(join(folder, 'parts'), 60);
    expect(await learnSessions(join(folder, 'parts'), 120)).toEqual(whole);
  });

  it('a network from a file learns another question, its convolutions left alone', async () => {
    const { after, trained } = await fineTune();
    expect(after).toBeGreaterThan(0.9);
    expect(trained).toEqual(['head.weight', 'head.bias']);
  });

  it('two workers learn the same as one', async () => {
    const [one, two] = [await trainWith(1), await trainWith(2)];
    expect(one.losses[0]).toBeGreaterThan(0.8);
    expect(one.losses.at(-1)).toBeLessThan(0.2);
    expect(two.losses).toEqual(one.losses);
    expect(two.weights).toEqual(one.weights);
  });
});

describe('docs/guide/tensor.md', () => {
  it('is one program that runs', async () => {
    const page = await readFile(new URL('../docs/guide/tensor.md', import.meta.url), 'utf8');
    const blocks = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
    expect(blocks.length).toBeGreaterThan(7);
    const library = new URL('../src/tensor/index.ts', import.meta.url).href;
    // Plain JavaScript, so that it runs outside of this package.
    const program = join(folder, 'page.mjs');
    await writeFile(program, blocks.join('\n').replaceAll("'daogou/tensor'", `'${library}'`));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program]);
    expect(stderr).toBe('');
    expect(stdout).toContain("{ provider: 'cpu', isThere: true }");
  });
});
