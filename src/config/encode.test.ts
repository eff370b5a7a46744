import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemSchema, type Item } from '../core/contracts/item.ts';
import { silentProgress } from '../core/progress.ts';
import { createRandom } from '../core/random.ts';
import { openArtifactFolder } from '../core/artifact-folder.ts';
import { openMediaStore, type MediaStore } from '../data/storage/media.ts';
import { CnnEncoder } from '../perception/encoders/image/cnn-encoder.ts';
import { decodePicture } from '../perception/encoders/image/pixels.ts';
import { PICTURE_SIDE, smallCnn } from '../perception/encoders/image/small-cnn.ts';
import { Graph } from '../tensor/graph.ts';
import { ParameterStore } from '../tensor/parameters.ts';
import { encodedContent, encodeItems, type EncodeReport } from './encode.ts';

let root: string;
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'daogou-encode-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Shop {
  readonly folder: string;
  readonly media: MediaStore;
}

/** A workspace without a database, whose small-cnn is there already: it need not be trained to be run. */
async function openShop(): Promise<Shop> {
  const folder = join(root, String(folders++));
  const parameters = new ParameterStore(createRandom('encode'));
  const graph = new Graph();
  smallCnn(graph, parameters, graph.input('pictures', [1, 3, PICTURE_SIDE, PICTURE_SIDE]), 8);
  const writer = openArtifactFolder(join(folder, 'encoders', 'content'));
  await (await CnnEncoder.fromParameters(parameters, 8)).save(writer);
  await writer.writeJson('fitted.json', {});
  await mkdir(join(folder, 'media'), { recursive: true });
  return { folder, media: openMediaStore(folder) };
}

/** The smallest GIF: one pixel, of a colour of its own for each number. */
function photo(number: number): Buffer {
  const colour = [number % 256, number >> 8, (7 * number) % 256];
  const start = [1, 0, 1, 0, 0x80, 0, 0, ...colour, ...colour];
  const pixel = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b];
  return Buffer.concat([Buffer.from('GIF89a'), Buffer.from([...start, ...pixel])]);
}

const item = (id: string | number, image: string | null, title = `Item ${id}`): Item =>
  itemSchema.parse({ id: String(id), title: { en: title }, categories: ['all'], image });

async function withPhotos({ media }: Shop, count: number): Promise<Item[]> {
  for (let i = 0; i < count; i++) await media.put(`${i}.gif`, photo(i));
  return Array.from({ length: count }, (_, i) => item(i, `${i}.gif`));
}

const encodeImages = (shop: Shop, items: readonly Item[]): Promise<EncodeReport> =>
  encodeItems(shop, items, { modality: 'image', spec: 'small-cnn', progress: silentProgress });

// Each run starts threads, which takes long where other tests run beside it.
describe('encodeItems', { timeout: 180_000 }, () => {
  it('encodes once: a second run finds all, a changed photo is made anew', async () => {
    const shop = await openShop();
    const items = await withPhotos(shop, 520);
    const first = await encodeImages(shop, [...items, item('twin', '7.gif'), item('bare', null)]);
    expect(first).toMatchObject({
      name: 'small-cnn',
      width: 8,
      items: 522,
      encoded: 520,
      known: 1,
      without: 1,
    });
    expect(first.damaged).toEqual([]);
    await shop.media.put('5.gif', photo(9_999));
    const second = await encodeImages(shop, items);
    expect(second).toMatchObject({ encoded: 1, known: 519, version: first.version });
  });

  it('names damaged media and goes on without them, now and the next time', async () => {
    const shop = await openShop();
    const items = await withPhotos(shop, 3);
    const whole = photo(77);
    await shop.media.put('cut.gif', whole.subarray(0, whole.length - 12));
    await shop.media.put('words.jpg', Buffer.from('these are words'));
    await mkdir(join(shop.media.folder, 'folder.gif'));
    const files = ['cut.gif', 'words.jpg', 'folder.gif', 'missing.gif'];
    const all = [...files.map((file) => item(file, file)), ...items];
    for (const encoded of [3, 0]) {
      const report = await encodeImages(shop, all);
      expect(report).toMatchObject({ encoded, known: 3 - encoded, items: 7 });
      expect(report.damaged.map(({ file }) => file)).toEqual(files.toSorted());
      for (const { reason } of report.damaged) expect(reason).toMatch(/cannot be read/);
    }
  });

  it('gives what the encoder itself gives, in the order of the items, with what is missing as zeros', async () => {
    const shop = await openShop();
    const [a, b] = await withPhotos(shop, 2);
    await shop.media.put('words.jpg', Buffer.from('these are words'));
    const items = [b, item('none', null, ''), item('words', 'words.jpg'), a, { ...b, id: 'again' }];
    const content = await encodedContent(shop, items, { image: 'small-cnn', text: 'tf-idf' }, silentProgress);
    const encoder = await CnnEncoder.load(openArtifactFolder(join(shop.folder, 'encoders', 'content')));
    const pictures = await Promise.all(
      ['1.gif', '0.gif'].map((file) => decodePicture(join(shop.media.folder, file), 64)),
    );
    const [ofB, ofA] = await Promise.all(pictures.map((picture) => encoder.encode([picture])));
    const { present, vectors, width } = content.image;
    expect([...present]).toEqual([1, 0, 0, 1, 1]);
    const rowOf = (row: number): number[] => [...vectors.subarray(row * width, (row + 1) * width)];
    for (const [row, expected] of [ofB, new Float32Array(8), new Float32Array(8), ofA, ofB].entries()) {
      for (const [i, value] of rowOf(row).entries()) expect(value).toBeCloseTo(expected[i], 5);
    }
    expect([...content.text.present]).toEqual([1, 0, 1, 1, 1]);
  });

  it('fits an encoder once, and keeps it while the catalogue grows', async () => {
    const shop = await openShop();
    const texts = ['red dress', 'blue dress', 'red shoe', 'blue shoe', 'green bag', 'red bag'];
    const items = texts.map((text, i) => item(i, null, text));
    const encodeTexts = (some: readonly Item[]): Promise<EncodeReport> =>
      encodeItems(shop, some, { modality: 'text', spec: 'tf-idf', progress: silentProgress });
    const first = await encodeTexts(items.slice(0, 4));
    expect(first).toMatchObject({ encoded: 4 });
    expect(await encodeTexts(items)).toMatchObject({ encoded: 2, known: 4, version: first.version });
    expect(await readdir(join(shop.folder, 'encoders', 'tf-idf'))).toContain('fitted.json');
  });

  it('goes on where a run was killed', async () => {
    const shop = await openShop();
    const items = await withPhotos(shop, 1_100);
    const vectors = join(shop.folder, 'vectors', 'image');
    const script = `
      import { encodeItems } from ${JSON.stringify(new URL('./encode.ts', import.meta.url).href)};
      import { openMediaStore } from ${JSON.stringify(new URL('../data/storage/media.ts', import.meta.url).href)};
      import { silentProgress } from ${JSON.stringify(new URL('../core/progress.ts', import.meta.url).href)};
      import { readFileSync } from 'node:fs';
      const items = JSON.parse(readFileSync(process.argv[2], 'utf8'));
      const folder = ${JSON.stringify(shop.folder)};
      const workspace = { folder, media: openMediaStore(folder) };
      await encodeItems(workspace, items, { modality: 'image', spec: 'small-cnn', progress: silentProgress });`;
    const paths = [join(shop.folder, 'run.mjs'), join(shop.folder, 'items.json')];
    await writeFile(paths[0], script);
    await writeFile(paths[1], JSON.stringify(items));
    const child = spawn(process.execPath, paths, { stdio: ['ignore', 'ignore', 'inherit'] });
    const ended = once(child, 'exit');
    const segments = async (): Promise<string[]> =>
      (await readdir(vectors, { recursive: true }).catch(() => [])).filter((name) =>
        name.endsWith('.safetensors'),
      );
    while (child.exitCode === null && (await segments()).length === 0) await setTimeout(5);
    child.kill('SIGKILL');
    await ended;
    const done = await encodeImages(shop, items);
    // Whole batches of 256 were kept, and the one that was under way in each thread was lost.
    expect(done.encoded).toBeLessThanOrEqual(1_100 - 256);
    expect(done.encoded + done.known).toBe(1_100);
    expect(await encodeImages(shop, items)).toMatchObject({ encoded: 0, known: 1_100 });
  });

  it('says which encoders there are', async () => {
    const shop = await openShop();
    const wrong = (spec: string): Promise<unknown> =>
      encodeItems(shop, [], { modality: 'image', spec, progress: silentProgress });
    for (const spec of ['large-cnn', 'onnx', 'onnx:', 'small-cnn:x', 'tf-idf', '']) {
      await expect(wrong(spec)).rejects.toMatchObject({ code: 'invalid-input', received: spec });
    }
    await expect(wrong(`onnx:${root}/no.onnx`)).rejects.toMatchObject({ code: 'not-found' });
  });
});
