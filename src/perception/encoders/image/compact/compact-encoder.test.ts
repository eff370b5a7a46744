import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../../core/maths.ts';
import { createRandom } from '../../../../core/random.ts';
import { Graph } from '../../../../tensor/graph.ts';
import { encoderSuite } from '../../../../testing/encoder-suite.ts';
import { decodePictureBytes } from '../pixels.ts';
import { CompactEncoder, CompactTextEncoder } from './compact-encoder.ts';

const SIDE = 64;

/** A T-shirt as a child would draw it, in some colour. */
function shirt(colour: string, size = 160): Promise<Uint8Array> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 80 80">
    <rect width="80" height="80" fill="#fff"/>
    <path d="M28 14 L12 24 L18 36 L25 32 L25 68 L55 68 L55 32 L62 36 L68 24 L52 14 Q40 22 28 14 Z" fill="${colour}"/></svg>`;
  return sharp(Buffer.from(svg))
    .png()
    .toBuffer()
    .then((png) => decodePictureBytes(png, 'shirt.png', SIDE));
}

const noise = (seed: number): Uint8Array => {
  const random = createRandom(seed);
  return Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, i) => (i % 64) * (seed % 4) + random.integer(64));
};

encoderSuite('compact', {
  open: () => CompactEncoder.open(),
  inputs: [1, 2, 3, 4, 5].map(noise),
  empty: new Uint8Array(0),
});

encoderSuite('compact-text', {
  open: () => CompactTextEncoder.open(),
  inputs: ['a red dress', 'running shoes', 'apple', 'leather wallet for men', 'T恤'],
  empty: '',
});

describe('the encoder that ships', () => {
  let encoder: CompactEncoder;
  beforeAll(async () => {
    encoder = await CompactEncoder.open();
  });

  it('weighs at most 4 MB, words included', async () => {
    const sizes = await Promise.all(
      ['compact-picture.onnx', 'compact-text.onnx'].map((name) => stat(new URL(name, import.meta.url))),
    );
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(4_000_000);
  });

  it('tells colours, with probabilities', async () => {
    const [blue, red] = await encoder.describe([await shirt('#1d3f9b'), await shirt('#c8141e')]);
    const colourOf = (labels: typeof blue): string =>
      labels.find(({ task }) => task === 'colour')?.label ?? '';
    expect(colourOf(blue)).toMatch(/blue/i);
    expect(colourOf(red)).toMatch(/red|maroon/i);
    for (const { probability } of [...blue, ...red]) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThanOrEqual(1);
    }
    expect(await encoder.describe([new Uint8Array(0)])).toEqual([[]]);
  });

  it('sees the same thing in a larger file of the same picture', async () => {
    const [small, large] = [await shirt('#207040', 64), await shirt('#207040', 224)];
    const vectors = await encoder.encode([small, large]);
    const { width } = encoder;
    expect(dot(vectors.subarray(0, width), vectors.subarray(width))).toBeGreaterThan(0.9);
  });

  it('brings words near to what they describe', async () => {
    const words = await CompactTextEncoder.open();
    const { width } = encoder;
    const [red, blue] = [await shirt('#c8141e'), await shirt('#1d3f9b')];
    const pictures = await encoder.encode([red, blue]);
    const texts = await words.encode(['red t-shirt', 'blue t-shirt']);
    const likeness = (picture: number, text: number): number =>
      dot(
        pictures.subarray(picture * width, (picture + 1) * width),
        texts.subarray(text * width, (text + 1) * width),
      );
    expect(likeness(0, 0)).toBeGreaterThan(likeness(0, 1));
    expect(likeness(1, 1)).toBeGreaterThan(likeness(1, 0));
  });

  it('refuses a picture of another size, and a file that is no encoder of its kind', async () => {
    await expect(encoder.encode([new Uint8Array(7)])).rejects.toMatchObject({
      code: 'shape-mismatch',
      received: 7,
    });
    const graph = new Graph();
    graph.output('y', graph.emit('Relu', [graph.input('x', [1, 2])], [1, 2]));
    await expect(CompactEncoder.fromOnnx(graph.toOnnx())).rejects.toMatchObject({ code: 'model-mismatch' });
    await expect(CompactEncoder.fromOnnx(new Uint8Array([1, 2, 3]))).rejects.toMatchObject({
      code: 'unsupported-format',
    });
  });
});
