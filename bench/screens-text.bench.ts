/**
 * How long the text of a screen takes to be read, on one thread: whole pages, and pages of which a part changed:
 * `node bench/screens-text.bench.ts [--data DIR] [--screens N]`.
 *
 * Pages are screens of shops of 1280 × 800 from `DIR/screens`; where that folder is absent they are drawn. A changed
 * page is the same page with another label on a button, with a dialogue that dims it, or scrolled by 200 pixels onto
 * the page below it. Beside the wall's clock stands the time of the processor: on a machine with other work it is
 * nearer to what the reading itself takes, although memory and caches are shared all the same: the yardstick, always
 * the same run of the detecting network, tells by how much.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { ScreenPixels } from '../src/core/contracts/screen.ts';
import { createRandom } from '../src/core/random.ts';
import { decodeScreen } from '../src/perception/screens/decode-screen.ts';
import { incrementalReader } from '../src/perception/screens/text/incremental-reader.ts';
import { locateOcrModels } from '../src/perception/screens/text/ocr-models.ts';
import { openOcrSession } from '../src/perception/screens/text/ocr-session.ts';
import { openTextReader } from '../src/perception/screens/text/text-reader.ts';

const WIDTH = 1_280;
const HEIGHT = 800;
const SCROLL = 200;

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/data' },
    screens: { type: 'string', default: '20' },
  },
});
const count = Number(values.screens);

/** Screens of computers, drawn at random but the same every time; drawn ones where the folder is not there. */
async function pages(): Promise<{ source: string; pictures: ScreenPixels[] }> {
  const folder = join(values.data, 'screens');
  const listed = await readFile(join(folder, 'screens.jsonl'), 'utf8').catch(() => undefined);
  if (listed === undefined) {
    const pictures = await Promise.all(Array.from({ length: count }, (_, i) => drawnPage(i)));
    return { source: 'drawn pages', pictures };
  }
  const rows = listed
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row) as { file: string; viewport: string })
    .filter(({ viewport }) => viewport === 'desktop');
  const chosen = createRandom('screens-text').shuffle(rows).slice(0, count);
  const pictures = await Promise.all(
    chosen.map(async ({ file }) => decodeScreen(await readFile(join(folder, file)))),
  );
  return { source: `screens of shops in ${folder}`, pictures };
}

async function over(picture: ScreenPixels, elements: string): Promise<ScreenPixels> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif">${elements}</svg>`;
  const data = await sharp(picture.data, {
    raw: { width: picture.width, height: picture.height, channels: 3 },
  })
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer();
  return { width: picture.width, height: picture.height, data };
}

const WORDS = [
  'Cotton',
  'shirt',
  'Leather',
  'boots',
  'Summer',
  'dress',
  'Linen',
  'jacket',
  'delivery',
  'returns',
];

/** Some 70 labels, as on a usual page. */
function drawnPage(seed: number): Promise<ScreenPixels> {
  const random = createRandom(seed);
  const labels = Array.from({ length: 70 }, (_, i) => {
    const text = `${random.pick(WORDS)} ${random.pick(WORDS)} $${random.integer(200)}`;
    const size = 12 + random.integer(8);
    return `<text x="${40 + 240 * (i % 5)}" y="${50 + 55 * Math.floor(i / 5)}" font-size="${size}">${text}</text>`;
  });
  return over(
    { width: WIDTH, height: HEIGHT, data: new Uint8Array(3 * WIDTH * HEIGHT).fill(255) },
    labels.join(''),
  );
}

const BUTTON =
  '<rect x="900" y="420" width="170" height="44" rx="4" fill="#c62828"/>' +
  '<text x="940" y="448" font-size="16" fill="#ffffff">Added to cart</text>';
const DIALOGUE =
  `<rect width="${WIDTH}" height="${HEIGHT}" opacity="0.5"/><rect x="420" y="250" width="440" height="280" rx="8" fill="#ffffff"/>` +
  '<text x="460" y="310" font-size="22">Added to your cart</text><text x="460" y="360" font-size="15">Leather boots, size 42, black</text>' +
  '<text x="460" y="390" font-size="15">Quantity: 1</text><text x="720" y="390" font-size="15">$129.00</text>' +
  '<rect x="460" y="440" width="170" height="48" fill="#222222"/><text x="490" y="470" font-size="16" fill="#ffffff">Go to checkout</text>' +
  '<text x="660" y="470" font-size="16">Continue shopping</text>';

/** The page, scrolled: its lower rows, and below them the upper ones of the page that follows. */
function scrolled(page: ScreenPixels, below: ScreenPixels): ScreenPixels {
  const row = 3 * page.width;
  const data = new Uint8Array(page.data.length);
  data.set(page.data.subarray(SCROLL * row));
  data.set(below.data.subarray(0, SCROLL * row), (page.height - SCROLL) * row);
  return { ...page, data };
}

class Times {
  readonly wall: number[] = [];
  readonly processor: number[] = [];

  async measure(work: () => Promise<unknown>): Promise<void> {
    const processor = process.cpuUsage();
    const begun = performance.now();
    await work();
    this.wall.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(processor);
    this.processor.push((user + system) / 1_000);
  }
}

function quantile(times: readonly number[], part: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)].toFixed(0).padStart(6);
}

const { source, pictures } = await pages();
// Without memory of lines: each page is as new as the first one.
const reader = await openTextReader({ remembered: 0 });
const yardstick = await openOcrSession(locateOcrModels().detector, 1);
const blank = new Float32Array(3 * WIDTH * HEIGHT);
try {
  process.stdout.write(
    `${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}\n` +
      `${pictures.length} ${source}, 1280 × 800, one thread\n\n`,
  );
  const times = {
    'whole page': new Times(),
    'changed button': new Times(),
    'dialogue over a dimmed page': new Times(),
    'scrolled by 200 pixels': new Times(),
    'nothing changed': new Times(),
    'black frame': new Times(),
    yardstick: new Times(),
  };
  await reader.read(pictures[0]);
  for (const [i, page] of pictures.entries()) {
    const incremental = incrementalReader(reader);
    await times['whole page'].measure(() => incremental.read(page));
    const after = async (which: keyof typeof times, frame: ScreenPixels): Promise<void> => {
      await times[which].measure(() => incremental.read(frame));
      await incremental.read(page);
    };
    await after('nothing changed', page);
    await after('changed button', await over(page, BUTTON));
    await after('scrolled by 200 pixels', scrolled(page, pictures[(i + 1) % pictures.length]));
    await after('dialogue over a dimmed page', await over(page, DIALOGUE));
    const black = { ...page, data: new Uint8Array(page.data.length) };
    await times['black frame'].measure(() => reader.read(black));
    await times.yardstick.measure(() => yardstick.run(blank, [1, 3, HEIGHT, WIDTH]));
  }
  process.stdout.write('milliseconds                    wall p50    p95   processor p50    p95\n');
  for (const [what, { wall, processor }] of Object.entries(times)) {
    const [walls, processors] = [wall, processor].map((all) => [quantile(all, 0.5), quantile(all, 0.95)]);
    process.stdout.write(`${what.padEnd(32)}${walls.join(' ')}          ${processors.join(' ')}\n`);
  }
} finally {
  await reader.release();
  await yardstick.release();
}
