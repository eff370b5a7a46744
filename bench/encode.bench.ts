/**
 * Pictures a second that are decoded, that a network reads, and both together with everything around them:
 * `node bench/encode.bench.ts [--photos N] [--image SPEC] [--folder DIR]`.
 *
 * Photos are made on the spot, JPEGs of 60 × 80 and of 128 × 128, each unlike the others, or taken from a folder.
 * Beside the wall's clock stands the time of all processors for one picture: on a busy machine, two cores divided by
 * it say what the machine would do undisturbed.
 */
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { encodeItems } from '../src/config/encode.ts';
import { openEncoder } from '../src/config/encoders.ts';
import { DEFAULT_ENCODERS } from '../src/config/encoders-default.ts';
import { itemSchema, type Item } from '../src/core/contracts/item.ts';
import { silentProgress } from '../src/core/progress.ts';
import { createRandom } from '../src/core/random.ts';
import { openMediaStore } from '../src/data/storage/media.ts';
import { decodePicture } from '../src/perception/encoders/image/pixels.ts';

const SIZES = [
  [60, 80],
  [128, 128],
] as const;
const DECODED_AT_ONCE = 16;
const NETWORK_BATCH = 64;
/** What a fitted encoder is fitted on. */
const FITTED = 64;

const { values } = parseArgs({
  options: {
    photos: { type: 'string', default: '1000' },
    image: { type: 'string', default: DEFAULT_ENCODERS.image },
    folder: { type: 'string' },
  },
});
const count = Number(values.photos);

/** A shape on a coloured ground with some noise: as hard to decode as a photo of a product. */
async function makePhoto(file: string, width: number, height: number, seed: number): Promise<void> {
  const random = createRandom(seed);
  const colour = (): string => `rgb(${[0, 1, 2].map(() => random.integer(256)).join()})`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="${colour()}"/>
    <ellipse cx="50%" cy="50%" rx="${20 + random.integer(25)}%" ry="${20 + random.integer(25)}%" fill="${colour()}"/>
    <rect x="${random.integer(50)}%" y="${random.integer(50)}%" width="30%" height="20%" fill="${colour()}"/></svg>`;
  const pixels = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
  for (let i = 0; i < pixels.length; i++)
    pixels[i] = Math.max(0, Math.min(255, pixels[i] + 8 * random.normal()));
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toFile(file);
}

interface Measured {
  readonly what: string;
  readonly perSecond: number;
  readonly processorMs: number;
}

async function measure(what: string, pictures: number, work: () => Promise<unknown>): Promise<Measured> {
  const processor = process.cpuUsage();
  const begun = performance.now();
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(processor);
  return { what, perSecond: pictures / seconds, processorMs: (user + system) / 1_000 / pictures };
}

async function decodeAll(
  files: readonly string[],
  frame: Parameters<typeof decodePicture>[1],
): Promise<Uint8Array[]> {
  const pictures: Uint8Array[] = [];
  const waiting = files.entries();
  const work = async (): Promise<void> => {
    for (const [i, file] of waiting) pictures[i] = await decodePicture(file, frame);
  };
  await Promise.all(Array.from({ length: DECODED_AT_ONCE }, work));
  return pictures;
}

function itemOf(image: string, number: number): Item {
  const category = number % 2 === 0 ? 'even' : 'odd';
  return itemSchema.parse({
    id: String(number),
    title: { en: `photo ${number}` },
    categories: [category],
    image,
  });
}

async function measureFolder(folder: string, names: readonly string[]): Promise<Measured[]> {
  const workspace = { folder, media: openMediaStore(folder) };
  const files = names.map((name) => workspace.media.locate(name));
  const items = names.map(itemOf);
  const whole = { modality: 'image', spec: values.image, progress: silentProgress } as const;
  // Fits what is fitted, and warms the caches of the disk.
  await encodeItems(workspace, items.slice(0, FITTED), whole);
  await rm(join(folder, 'vectors'), { recursive: true });
  const opened = await openEncoder(values.image, 'image', {
    folder,
    threads: 1,
    progress: silentProgress,
    items: () => items,
  });
  if (opened.modality !== 'image') throw new TypeError(`${values.image} reads no pictures`);
  const { encoder, frame } = opened;
  let pictures: Uint8Array[] = [];
  const rows: Measured[] = [];
  rows.push(
    await measure('decoding', files.length, async () => {
      pictures = await decodeAll(files, frame);
    }),
  );
  rows.push(
    await measure(`${encoder.name}, one thread`, files.length, async () => {
      for (let i = 0; i < pictures.length; i += NETWORK_BATCH) {
        await encoder.encode(pictures.slice(i, i + NETWORK_BATCH));
      }
    }),
  );
  rows.push(
    await measure('whole, with start of threads', files.length, () => encodeItems(workspace, items, whole)),
  );
  return rows;
}

function print(title: string, rows: readonly Measured[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { what, perSecond, processorMs } of rows) {
    const cells = [what.padEnd(32), `${perSecond.toFixed(0).padStart(6)} a second`];
    process.stdout.write(`  ${cells.join('')}   ${processorMs.toFixed(2)} ms of processors each\n`);
  }
}

const folder = await mkdtemp(join(tmpdir(), 'daogou-encode-bench-'));
try {
  const load = loadavg()[0].toFixed(1);
  process.stdout.write(
    `${cpus()[0]?.model}, ${availableParallelism()} cores, load ${load}, Node ${process.version}\n`,
  );
  if (values.folder !== undefined) {
    const media = resolve(values.folder);
    const found = await readdir(media, { recursive: true });
    const names = found
      .filter((name) => name.endsWith('.jpg'))
      .sort()
      .slice(0, count);
    await mkdir(join(folder, 'workspace'));
    await symlink(media, join(folder, 'workspace', 'media'));
    print(`${names.length} photos of ${media}`, await measureFolder(join(folder, 'workspace'), names));
  } else {
    for (const [width, height] of SIZES) {
      const workspace = join(folder, `${width}x${height}`);
      await mkdir(join(workspace, 'media'), { recursive: true });
      const names = Array.from({ length: count }, (_, i) => `${i}.jpg`);
      for (const [i, name] of names.entries()) {
        await makePhoto(join(workspace, 'media', name), width, height, i);
      }
      print(`${count} photos of ${width} × ${height}`, await measureFolder(workspace, names));
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
