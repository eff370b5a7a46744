import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VectorCache } from './encode-cache.ts';

let root: string;
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'daogou-vectors-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const key = (number: number): string => number.toString(16).padStart(64, '0');
const vectorOf = (number: number): number[] => [number, number + 0.5];
const open = (folder: string): Promise<VectorCache> => VectorCache.open(folder, 2);
const newFolder = (): string => join(root, String(folders++));

describe('VectorCache', () => {
  it('gives back what was added, also after it was opened again and tidied', async () => {
    const folder = newFolder();
    const first = await open(folder);
    for (let start = 0; start < 40; start += 4) {
      const numbers = [1, 2, 3, 4].map((i) => start + i);
      await first.add(numbers.map(key), Float32Array.from(numbers.flatMap(vectorOf)));
    }
    expect((await readdir(folder)).length).toBe(10);
    await first.tidy();
    expect((await readdir(folder)).length).toBe(1);
    const again = await open(folder);
    expect([again.has(key(1)), again.has(key(40)), again.has(key(41))]).toEqual([true, true, false]);
    const { vectors, present } = await again.gather([key(40), undefined, key(99), key(1), key(40)]);
    expect([...vectors]).toEqual([...vectorOf(40), 0, 0, 0, 0, ...vectorOf(1), ...vectorOf(40)]);
    expect([...present]).toEqual([1, 0, 0, 1, 1]);
  });

  it('remembers what cannot be encoded', async () => {
    const folder = newFolder();
    await (await open(folder)).addFaults(new Map([[key(3), 'it is empty']]));
    const again = await open(folder);
    expect([again.faultOf(key(3)), again.faultOf(key(4)), again.has(key(3))]).toEqual([
      'it is empty',
      undefined,
      false,
    ]);
  });

  it('names a file that is damaged, and one of another width', async () => {
    const folder = newFolder();
    await (await open(folder)).add([key(1)], Float32Array.of(1, 2));
    const [name] = await readdir(folder);
    await expect(VectorCache.open(folder, 3)).rejects.toMatchObject({ code: 'storage-unavailable' });
    const bytes = await readFile(join(folder, name));
    await writeFile(join(folder, name), bytes.subarray(0, bytes.length - 1));
    await expect(open(folder)).rejects.toMatchObject({
      code: 'storage-unavailable',
      received: join(folder, name),
      remedy: expect.stringContaining('Remove'),
    });
  });
});
