import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PICTURE_LIMITS } from '../../../core/media-limits.ts';
import { squareFrame } from './picture-frame.ts';
import { decodePicture, decodePictureBytes, normalisePixels } from './pixels.ts';

const SIDE = 16;
const AREA = SIDE * SIDE;

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-pixels-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function stored(bytes: Uint8Array | string, ending: string): Promise<string> {
  const path = join(folder, `${files++}.${ending}`);
  await writeFile(path, bytes);
  return path;
}

/** A link that points at itself. */
async function loop(): Promise<string> {
  const path = join(folder, `${files++}.jpg`);
  await symlink(path, path);
  return path;
}

/** Coloured noise, blurred as photographs are. */
const photo = (width: number, height: number): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#806040',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  }).blur(1.2);

const red = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#e01020' } });

/** Red, green and blue of a place in the square. */
const colourAt = (planes: Uint8Array, x: number, y: number): number[] =>
  [0, 1, 2].map((plane) => planes[plane * AREA + y * SIDE + x]);

const expectRed = ([r, g, b]: number[]): void => {
  expect(r).toBeGreaterThan(190);
  expect(g).toBeLessThan(60);
  expect(b).toBeLessThan(80);
};
const WHITE = [255, 255, 255];

describe('decodePicture', () => {
  const formats: readonly [string, () => Promise<Uint8Array | string>][] = [
    ['jpg', () => red(40, 40).jpeg().toBuffer()],
    ['png', () => red(40, 40).png().toBuffer()],
    ['webp', () => red(40, 40).webp().toBuffer()],
    ['gif', () => red(40, 40).gif().toBuffer()],
    ['avif', () => red(40, 40).avif().toBuffer()],
    ['cmyk.jpg', () => red(40, 40).toColourspace('cmyk').jpeg().toBuffer()],
    ['16-bit.png', () => red(40, 40).toColourspace('rgb16').png().toBuffer()],
    ['palette.png', () => red(40, 40).png({ palette: true }).toBuffer()],
  ];
  for (const [ending, make] of formats) {
    it(`reads red as red from ${ending}`, async () => {
      const planes = await decodePicture(await stored(await make(), ending), SIDE);
      expect(planes.length).toBe(3 * AREA);
      for (const [x, y] of [
        [0, 0],
        [8, 8],
        [15, 15],
      ])
        expectRed(colourAt(planes, x, y));
    });
  }

  it('reads a grey picture as three equal planes', async () => {
    const grey = await red(40, 40).greyscale().png().toBuffer();
    const planes = await decodePicture(await stored(grey, 'png'), SIDE);
    expect(planes.length).toBe(3 * AREA);
    const [r, g, b] = colourAt(planes, 8, 8);
    expect([g, b]).toEqual([r, r]);
  });

  it('lays what is transparent on white', async () => {
    const clear = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect(colourAt(await decodePicture(await stored(clear, 'png'), SIDE), 8, 8)).toEqual(WHITE);
  });

  it('fits tall and wide pictures in whole, with white beside them', async () => {
    const wide = await decodePicture(await stored(await red(400, 100).png().toBuffer(), 'png'), SIDE);
    expectRed(colourAt(wide, 0, 8));
    expectRed(colourAt(wide, 15, 8));
    expect(colourAt(wide, 8, 0)).toEqual(WHITE);
    const tall = await decodePicture(await stored(await red(100, 400).png().toBuffer(), 'png'), SIDE);
    expectRed(colourAt(tall, 8, 0));
    expect(colourAt(tall, 0, 8)).toEqual(WHITE);
    for (const [width, height] of [
      [1, 4_000],
      [4_000, 1],
      [1, 1],
    ]) {
      const thin = await decodePicture(await stored(await red(width, height).png().toBuffer(), 'png'), SIDE);
      expect(thin.length).toBe(3 * AREA);
    }
  });

  it('sees a photo upright that the camera stored on its side', async () => {
    // Red left of blue, stored turned a quarter to the left, with the note that says so.
    const upright = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#1020e0' } })
      .composite([{ input: await red(20, 40).png().toBuffer(), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const turned = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const planes = await decodePicture(await stored(turned, 'jpg'), SIDE);
    expectRed(colourAt(planes, 2, 8));
    expect(colourAt(planes, 13, 8)[2]).toBeGreaterThan(190);
  });

  it('says which file is damaged, missing or no picture', async () => {
    const photo = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 120, sigma: 50 },
      },
    })
      .jpeg()
      .toBuffer();
    const bad = [
      await stored(photo.subarray(0, photo.length / 2), 'jpg'),
      await stored('these are words, not pixels', 'jpg'),
      await stored('', 'png'),
      await stored('GIF89a', 'gif'),
      await stored(photo.subarray(0, 3), 'jpg'),
      join(folder, 'nowhere.jpg'),
      folder,
      await loop(),
    ];
    for (const file of bad) {
      await expect(decodePicture(file, SIDE)).rejects.toMatchObject({
        name: 'DaogouError',
        code: 'bad-media',
        received: file,
        message: expect.stringContaining(file),
        remedy: expect.stringContaining('JPEG'),
      });
    }
  });

  it('opens no SVG: neither runs its script nor fetches what it points at', async () => {
    let visits = 0;
    const server = createServer((_request, response) => {
      visits++;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`;
    const drawing = (inside: string): string =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${inside}</svg>`;
    try {
      for (const inside of [
        '<rect width="40" height="40" fill="#e01020"/>',
        `<script>fetch('${address}')</script>`,
        `<image href="${address}" width="40" height="40"/>`,
        '<image href="/etc/passwd" width="40" height="40"/>',
      ]) {
        for (const ending of ['svg', 'png']) {
          const file = await stored(drawing(inside), ending);
          await expect(decodePicture(file, SIDE)).rejects.toMatchObject({ code: 'bad-media' });
        }
      }
      expect(visits).toBe(0);
    } finally {
      server.close();
    }
  });

  it('refuses a small file that would unfold into gigabytes, at once', async () => {
    const before = process.memoryUsage().rss;
    const started = performance.now();
    const bomb = await stored(pngThatDeclares(30_000, 30_000), 'png');
    const heavy = await stored(Buffer.alloc(PICTURE_LIMITS.bytes + 1), 'png');
    for (const file of [bomb, heavy]) {
      await expect(decodePicture(file, SIDE)).rejects.toMatchObject({ code: 'bad-media', received: file });
    }
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });
});

describe('a small picture, which is resampled here', () => {
  // What sharp gave before, and what encoders were trained on.
  const bySharp = async (bytes: Uint8Array, kernel: 'cubic' | 'linear' | 'lanczos3'): Promise<Uint8Array> => {
    const { data } = await sharp(bytes)
      .resize(SIDE, SIDE, { fit: 'contain', background: '#ffffff', kernel, fastShrinkOnLoad: false })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return Uint8Array.from({ length: 3 * AREA }, (_, i) => data[3 * (i % AREA) + Math.floor(i / AREA)]);
  };
  for (const [width, height] of [
    [60, 80],
    [128, 128],
    [20, 11],
    [9, 9],
    [150, 3],
  ]) {
    it(`of ${width} × ${height} has nearly the pixels that sharp gives`, async () => {
      const bytes = await photo(width, height).png().toBuffer();
      const isEnlarged = Math.max(width, height) < SIDE;
      for (const [resampling, kernel] of [
        ['bicubic', 'cubic'],
        ['lanczos', 'lanczos3'],
      ] as const) {
        // Enlarging, sharp's Lanczos is its cubic, and beyond the edge it sees the edge again where we see nothing.
        if (kernel === 'lanczos3' && isEnlarged) continue;
        const ours = await decodePictureBytes(bytes, 'x.png', { ...squareFrame(SIDE), resampling });
        const theirs = await bySharp(bytes, kernel);
        const apart = ours.map((value, i) => Math.abs(value - theirs[i]));
        expect(apart.reduce((sum, value) => sum + value) / apart.length).toBeLessThan(isEnlarged ? 5 : 2);
      }
    });
  }
});

describe('frames', () => {
  /** Left third red, middle third green, right third blue. */
  const thirds = (width: number, height: number): Promise<Buffer> => {
    const pixels = Buffer.alloc(3 * width * height);
    for (let i = 0; i < width * height; i++) pixels[3 * i + Math.floor((3 * (i % width)) / width)] = 200;
    return sharp(pixels, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
  };
  const side = SIDE;
  for (const [width, height] of [
    [90, 30],
    [900, 300],
  ]) {
    it(`crops the middle of ${width} × ${height}, after scaling by the shorter edge`, async () => {
      const bytes = await thirds(width, height);
      const frame = { width: side, height: side, fit: 'crop', resampling: 'bilinear' } as const;
      const middle = await decodePictureBytes(bytes, 'x.png', frame);
      expect(colourAt(middle, 8, 8)).toEqual([0, 200, 0]);
      // Twice as near, so that only the inner half of the green third is left.
      const near = await decodePictureBytes(bytes, 'x.png', { ...frame, shortestEdge: 2 * side });
      for (const x of [0, 8, 15]) expect(colourAt(near, x, 15)).toEqual([0, 200, 0]);
    });

    it(`stretches ${width} × ${height} to fill the frame`, async () => {
      const stretched = await decodePictureBytes(await thirds(width, height), 'x.png', {
        width: side,
        height: side,
        fit: 'stretch',
        resampling: 'nearest',
      });
      expect([1, 8, 14].map((x) => colourAt(stretched, x, 1))).toEqual([
        [200, 0, 0],
        [0, 200, 0],
        [0, 0, 200],
      ]);
    });
  }
});

describe('normalisePixels', () => {
  it('brings bytes to a mean near 0 and a spread near 1, from the place it is given', () => {
    const target = new Float32Array(4).fill(9);
    normalisePixels(Uint8Array.of(0, 255), target, 1);
    expect([...target]).toEqual([9, -2, 2, 9]);
  });
});

/** A PNG whose header declares a size that its one line of pixels does not fill. */
function pngThatDeclares(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(content.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1 + 3 * width))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
