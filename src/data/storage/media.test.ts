import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMediaStore } from './media.ts';

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'daogou-media-'));
});
afterAll(() => rm(workspace, { recursive: true, force: true }));

describe('media', () => {
  it('are stored once and replaced when they differ, of equal size too', async () => {
    const media = openMediaStore(workspace);
    const path = 'images/茶壶/tea pot.v2.webp';
    expect(await media.put(path, Buffer.from('one'))).toBe('stored');
    expect(await media.put(path, Buffer.from('one'))).toBe('unchanged');
    expect(await media.put(path, Buffer.from('two'))).toBe('stored');
    expect(await readFile(media.locate(path), 'utf8')).toBe('two');
    expect(await media.holds(path, Buffer.from('two'))).toBe(true);
    expect(await media.holds(path, Buffer.from('one'))).toBe(false);
    expect(await readdir(join(workspace, 'media', 'images', '茶壶'))).toEqual(['tea pot.v2.webp']);
  });

  it('can be copied from a file', async () => {
    const source = join(workspace, 'source.jpg');
    await writeFile(source, 'picture');
    const media = openMediaStore(workspace);
    expect(await media.put('copy.jpg', source)).toBe('stored');
    expect(await media.put('copy.jpg', source)).toBe('unchanged');
    await expect(media.put('copy.jpg', join(workspace, 'absent.jpg'))).rejects.toThrow('ENOENT');
  });

  it.each([
    '',
    '..',
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    './a',
    '.hidden',
    'a\\..\\b',
    'a\0b',
    'x'.repeat(501),
  ])('never leave their folder: %j', async (path) => {
    const media = openMediaStore(workspace);
    await expect(media.put(path, Buffer.from('x'))).rejects.toMatchObject({ code: 'invalid-input' });
  });
});
