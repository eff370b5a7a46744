import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { loadTransformers } from '../transformers-library.ts';
import { CONTRASTIVE_FAMILIES, type ContrastiveFamily } from './contrastive-folder.ts';
import { ContrastiveImageEncoder } from './contrastive-image-encoder.ts';
import { ContrastiveTextEncoder } from './contrastive-text-encoder.ts';
import { TINY_SIDE, TINY_WIDTH, writeContrastiveFolder } from './fixtures/contrastive-folder.ts';
import { processPicture } from './picture-processing.ts';
import { decodePictureBytes } from './pixels.ts';

let root: string;
const folderOf = (family: ContrastiveFamily): string => join(root, family);
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'daogou-contrastive-'));
  for (const family of CONTRASTIVE_FAMILIES) await writeContrastiveFolder(folderOf(family), family);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const picture = (number: number): Uint8Array =>
  Uint8Array.from({ length: 3 * TINY_SIDE ** 2 }, (_, i) => ((i % (number + 5)) * 37 + number * 20) % 256);

for (const family of CONTRASTIVE_FAMILIES) {
  encoderSuite(`${family}-image`, {
    open: () => ContrastiveImageEncoder.open(folderOf(family), family),
    inputs: [1, 2, 3, 4, 5].map(picture),
    bad: [{ input: new Uint8Array(7), code: 'shape-mismatch' }],
    empty: new Uint8Array(0),
  });
  encoderSuite(`${family}-text`, {
    open: () => ContrastiveTextEncoder.open(folderOf(family), family),
    inputs: [
      'a red dress',
      'a blue dress',
      'a green shoe',
      'bag',
      '鞋',
      `a red shoe ${'bag '.repeat(50_000)}`,
    ],
    empty: '  ',
  });

  describe(`${family}, as its own library does it`, () => {
    it('prepares a photo in the same way', async () => {
      const { AutoImageProcessor, RawImage } = await loadTransformers();
      const encoder = await ContrastiveImageEncoder.open(folderOf(family), family);
      const processor = await AutoImageProcessor.from_pretrained(folderOf(family), {});
      const noise = { type: 'gaussian', mean: 120, sigma: 40 } as const;
      const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: 'red', noise } })
        .blur(3)
        .png()
        .toBuffer();
      const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      const { pixel_values: theirs } = (await processor(
        new RawImage(new Uint8ClampedArray(data), 60, 40, 3),
      )) as {
        pixel_values: { data: Float32Array; dims: number[] };
      };
      const ours = new Float32Array(3 * TINY_SIDE ** 2);
      processPicture(
        await decodePictureBytes(bytes, 'photo.png', encoder.frame),
        encoder.processing,
        'channels-first',
        ours,
        0,
      );
      expect(theirs.dims).toEqual([1, 3, TINY_SIDE, TINY_SIDE]);
      const apart = ours.map((value, i) => Math.abs(value - theirs.data[i]));
      // A tenth of a spread: the resampling is not the same to the bit.
      expect(apart.reduce((sum, value) => sum + value) / apart.length).toBeLessThan(0.1);
    });

    it('puts photo and text into one space', async () => {
      const image = await ContrastiveImageEncoder.open(folderOf(family), family);
      const text = await ContrastiveTextEncoder.open(folderOf(family), family);
      expect([image.width, text.width]).toEqual([TINY_WIDTH, TINY_WIDTH]);
      // The mean of the pieces' vectors, as the network of the fixture is made: order does not matter, words do.
      const [a, b, c] = await Promise.all(
        ['a red dress', 'dress red a', 'a blue dress'].map((t) => text.encode([t])),
      );
      for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i], 5);
      expect(c).not.toEqual(a);
    });
  });
}

describe('folders that cannot be used', () => {
  it('are named, with what they lack', async () => {
    const empty = join(root, 'empty');
    await mkdir(empty);
    await expect(ContrastiveImageEncoder.open(empty, 'clip')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('config.json'),
    });
    await expect(ContrastiveImageEncoder.open(folderOf('siglip'), 'clip')).rejects.toMatchObject({
      code: 'model-mismatch',
      received: 'siglip',
    });
    const broken = join(root, 'broken');
    await writeContrastiveFolder(broken, 'clip');
    await writeFile(join(broken, 'onnx', 'vision_model.onnx'), 'no network');
    await expect(ContrastiveImageEncoder.open(broken, 'clip')).rejects.toMatchObject({
      code: 'unsupported-format',
      message: expect.stringContaining(broken),
    });
    await rm(join(broken, 'onnx', 'text_model.onnx'));
    await expect(ContrastiveTextEncoder.open(broken, 'clip')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('onnx/text_model.onnx'),
    });
  });

  it('never leads to a download', async () => {
    const { env } = await loadTransformers();
    expect(env.allowRemoteModels).toBe(false);
  });
});
