import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import type { Progress } from '../../core/progress.ts';
import { startWorker } from '../../core/workers.ts';
import { DEPARTMENTS } from './departments/all.ts';
import { drawCutout, drawItem, type Visible } from './drawings/draw-item.ts';
import type { DemoShopWorker } from './demo-shop-worker.ts';
import { channels, COLOUR_NAMES, COLOURS, tonedHex, TONES, type ColourName } from './palette.ts';
import { PICTURE_SIZE, renderPicture } from './pictures.ts';
import { PATTERN_NAMES, TIERS } from './traits.ts';

const KINDS = DEPARTMENTS.flatMap(({ kinds }) => kinds);
const look = (over: Partial<Visible> = {}): Visible => ({
  kind: 'mug',
  model: 0,
  brand: 'Lanmu',
  tier: 'mid',
  colour: 'blue',
  tone: 'vivid',
  pattern: 'solid',
  ...over,
});

type Pixels = { readonly data: Buffer; readonly count: number };
async function pixels(visible: Visible, size = 64): Promise<Pixels> {
  const { data } = await sharp(Buffer.from(drawItem(visible)))
    .resize(size)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, count: size * size };
}

describe('the pictures', () => {
  let folder: string | undefined;
  afterEach(async () => {
    if (folder) await rm(folder, { recursive: true, force: true });
    folder = undefined;
  });

  it('are drawn for every model of every kind, and decode', async () => {
    const wrong: string[] = [];
    for (const { key, models, colours } of KINDS) {
      for (let model = 0; model < models.length; model++) {
        const visible = look({ kind: key, model, colour: colours[0], tier: TIERS[model % 4] });
        // Letters would look different on machines with other fonts.
        if (/NaN|undefined|<text/.test(drawItem(visible))) wrong.push(`${key} ${model} is malformed`);
      }
      const image = sharp(await renderPicture(look({ kind: key, colour: colours[0] })));
      const { info } = await image.raw().toBuffer({ resolveWithObject: true });
      if (info.width !== PICTURE_SIZE || info.height !== PICTURE_SIZE) wrong.push(`${key} has another size`);
    }
    expect(wrong).toEqual([]);
  });

  it('of two kinds are never alike', async () => {
    const shapes = new Set<string>();
    for (const { key } of KINDS) shapes.add((await pixels(look({ kind: key }), 24)).data.toString('base64'));
    expect(shapes.size).toBe(KINDS.length);
  });

  it('show the colour that is named: much of it, and more than when another is named', async () => {
    const wrong: string[] = [];
    for (const { key, models, colours } of KINDS) {
      for (const [i, colour] of colours.slice(0, 4).entries()) {
        const other = colours[(i + 1) % colours.length];
        const model = Math.max(
          0,
          models.findIndex((one) => !one.colours || one.colours.includes(colour)),
        );
        const own = await shareNear(colour, look({ kind: key, model, colour }));
        const others = await shareNear(colour, look({ kind: key, model, colour: other }));
        if (own < 0.05 || own <= others) wrong.push(`${colour} ${key}: ${own}, as ${other}: ${others}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('have the mean colour that is named, for a thing that fills the picture', async () => {
    const shades = COLOUR_NAMES.flatMap((name) => TONES.map((tone) => ({ name, hex: tonedHex(name, tone) })));
    const wrong: string[] = [];
    for (const colour of COLOUR_NAMES) {
      for (const tone of TONES) {
        const mean = await meanColour(look({ kind: 'cushion', model: 2, colour, tone }));
        const nearest = shades
          .map(({ name, hex }) => ({ name, far: distance(mean, channels(hex)) }))
          .sort((a, b) => a.far - b.far);
        if (!nearest.slice(0, 3).some(({ name }) => name === colour))
          wrong.push(`${tone} ${colour} looks ${nearest[0].name}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('differ by colour, tone and pattern', async () => {
    const drawn = new Set<string>();
    let count = 0;
    for (const colour of ['red', 'navy', 'white'] as const)
      for (const tone of TONES)
        for (const pattern of PATTERN_NAMES) {
          drawn.add((await pixels(look({ kind: 't-shirt', colour, tone, pattern }))).data.toString('base64'));
          count++;
        }
    expect(drawn.size).toBe(count);
  });

  it('are refused for a kind that nobody has drawn', () => {
    expect(() => drawItem(look({ kind: 'submarine' }))).toThrow(/No drawing for the kind `submarine`/);
  });

  it('are made in a worker, with progress', { timeout: 60_000 }, async () => {
    folder = await mkdtemp(join(tmpdir(), 'daogou-pictures-'));
    const steps: { label: string; total: number; units: number }[] = [];
    const progress: Progress = {
      start(label, total) {
        const step = { label, total, units: 0 };
        steps.push(step);
        return { advance: (units = 1) => void (step.units += units), note() {}, done() {} };
      },
    };
    const worker = startWorker<DemoShopWorker>(new URL('./demo-shop-worker.ts', import.meta.url), {
      progress,
    });
    try {
      const shop = await worker.call.generate({ seed: 3, items: 72, shoppers: 5, days: 30 });
      await worker.call.renderPictures(shop.items, { mediaFolder: folder, looks: shop.truth.items });
      expect((await readdir(join(folder, 'demo'))).length).toBe(72);
      expect(steps.map(({ label }) => label)).toEqual(['Making the demo shop', 'Drawing pictures']);
      expect(steps.every(({ units, total }) => units === total)).toBe(true);
      await expect(
        worker.call.renderPictures([{ id: 'nobody', image: 'demo/x.webp' }], {
          mediaFolder: folder,
          looks: {},
        }),
      ).rejects.toThrow(/No look is known/);
    } finally {
      await worker.close();
    }
  });
});

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Share of the thing itself, without backdrop and shadow, that is near a colour. */
async function shareNear(colour: ColourName, visible: Visible): Promise<number> {
  const target = channels(COLOURS[colour].hex);
  const data = await sharp(Buffer.from(drawCutout(visible)))
    .resize(48)
    .ensureAlpha()
    .raw()
    .toBuffer();
  let near = 0;
  let opaque = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] < 250) continue;
    opaque++;
    if (distance([data[i], data[i + 1], data[i + 2]], target) < 60) near++;
  }
  return near / opaque;
}

/** Over the middle quarter of the picture. */
async function meanColour(visible: Visible): Promise<[number, number, number]> {
  const { data } = await pixels(visible, 64);
  const sums: [number, number, number] = [0, 0, 0];
  for (let y = 20; y < 44; y++)
    for (let x = 20; x < 44; x++) for (let c = 0; c < 3; c++) sums[c] += data[3 * (64 * y + x) + c] / 576;
  return sums;
}
