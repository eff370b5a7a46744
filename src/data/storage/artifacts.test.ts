import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArtifactStore } from './artifacts.ts';

let workspace: string;
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'daogou-artifacts-'));
});
afterAll(() => rm(workspace, { recursive: true, force: true }));

describe('stored models', () => {
  it('come back as they were written, parts apart', async () => {
    const store = openArtifactStore(workspace);
    expect(await store.list()).toEqual([]);
    const model = await store.create('fusion-1');
    const arrays = { vectors: new Float32Array([1, -0, NaN]), ids: new Int32Array([7]) };
    await model.writer.within('text').writeArrays('table.safetensors', arrays);
    await model.writer.within('text').writeJson('vocabulary.json', { 茶: 1 });
    await model.writer.writeBytes('graph.onnx', new Uint8Array([1, 2, 3]));
    expect(await store.list()).toEqual([]);
    await model.commit({ seed: 7 });

    const { manifest, reader } = await store.open('fusion-1');
    expect(manifest).toEqual({ seed: 7 });
    expect(await reader.within('text').readArrays('table.safetensors')).toEqual(arrays);
    expect(await reader.readJson('text/vocabulary.json')).toEqual({ 茶: 1 });
    expect([...(await reader.readBytes('graph.onnx'))]).toEqual([1, 2, 3]);
    expect(await store.list()).toEqual(['fusion-1']);
  });

  it('are invisible until they are whole, and never overwritten', async () => {
    const store = openArtifactStore(workspace);
    const left = await store.create('left-by-a-crash');
    await left.writer.writeBytes('old.bin', new Uint8Array(1));
    await expect(store.open('left-by-a-crash')).rejects.toMatchObject({ code: 'model-missing' });
    const again = await store.create('left-by-a-crash');
    await again.commit({});
    expect(await readdir(join(workspace, 'models', 'left-by-a-crash'))).toEqual(['manifest.json']);
    await expect(store.create('left-by-a-crash')).rejects.toMatchObject({ code: 'invalid-input' });
    const given = await store.create('given-up');
    await given.abort();
    expect(await store.list()).toEqual(['fusion-1', 'left-by-a-crash']);
  });

  it('have a current one, which must exist', async () => {
    const store = openArtifactStore(workspace);
    expect(await store.current()).toBeUndefined();
    await store.setCurrent('fusion-1');
    expect(await openArtifactStore(workspace).current()).toBe('fusion-1');
    await expect(store.setCurrent('no-such-model')).rejects.toMatchObject({ code: 'model-missing' });
    expect(await store.current()).toBe('fusion-1');
  });

  it('cannot be reached through a crooked path, and say what is broken', async () => {
    const store = openArtifactStore(workspace);
    await expect(store.create('../outside')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(store.create('a/b')).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(store.open('.unfinished')).rejects.toMatchObject({ code: 'invalid-input' });
    const { reader } = await store.open('fusion-1');
    await expect(reader.readBytes('nothing.bin')).rejects.toMatchObject({ code: 'model-missing' });
    await expect(reader.readJson('/etc/passwd')).rejects.toMatchObject({ code: 'invalid-input' });
    await writeFile(join(workspace, 'models', 'fusion-1', 'broken.json'), '{');
    await expect(reader.readJson('broken.json')).rejects.toMatchObject({ code: 'model-mismatch' });
    await expect(reader.readArrays('graph.onnx')).rejects.toMatchObject({ code: 'model-mismatch' });
  });
});
