import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readProcessing } from './preprocessor-config.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-preprocessor-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(config: object): ReturnType<typeof readProcessing> {
  const file = join(folder, 'preprocessor_config.json');
  await writeFile(file, JSON.stringify(config));
  return readProcessing(file, undefined);
}

describe('readProcessing', () => {
  // As the files of these families have it.
  const families: readonly [string, object, object][] = [
    [
      'CLIP',
      {
        size: { shortest_edge: 224 },
        crop_size: { height: 224, width: 224 },
        do_center_crop: true,
        resample: 3,
      },
      { width: 224, height: 224, fit: 'crop', shortestEdge: 224, resampling: 'bicubic' },
    ],
    [
      'CLIP, at first',
      { size: 224, crop_size: 224, do_center_crop: true, resample: 3 },
      { width: 224, height: 224, fit: 'crop', shortestEdge: 224, resampling: 'bicubic' },
    ],
    [
      'SigLIP and ViT',
      { size: { height: 224, width: 224 }, do_resize: true, resample: 2 },
      { width: 224, height: 224, fit: 'stretch', resampling: 'bilinear' },
    ],
    [
      'ResNet',
      { size: { shortest_edge: 224 }, crop_pct: 0.875, resample: 3 },
      { width: 224, height: 224, fit: 'crop', shortestEdge: 256, resampling: 'bicubic' },
    ],
    [
      'ConvNeXt, large',
      { size: { shortest_edge: 384 }, crop_pct: 0.875, resample: 3 },
      { width: 384, height: 384, fit: 'stretch', resampling: 'bicubic' },
    ],
    [
      'MobileNet',
      { size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 }, do_center_crop: true },
      { width: 224, height: 224, fit: 'crop', shortestEdge: 256, resampling: 'bilinear' },
    ],
    [
      'EfficientNet',
      { size: { height: 346, width: 346 }, crop_size: { height: 289, width: 289 }, do_center_crop: true },
      { width: 289, height: 289, fit: 'stretch', stretchedTo: { width: 346, height: 346 } },
    ],
  ];
  for (const [family, config, frame] of families) {
    it(`reads the file of ${family}`, async () => {
      expect((await read(config)).frame).toMatchObject(frame);
    });
  }

  it('reads scale, mean and spread, and leaves out what the file switches off', async () => {
    const config = { size: 64, image_mean: 0.5, image_std: [0.1, 0.2, 0.3], rescale_factor: 0.5 };
    expect(await read(config)).toMatchObject({
      rescale: 0.5,
      mean: [0.5, 0.5, 0.5],
      spread: [0.1, 0.2, 0.3],
    });
    expect(await read({ ...config, do_normalize: false, do_rescale: false })).toMatchObject({
      rescale: 1,
      mean: [0, 0, 0],
      spread: [1, 1, 1],
    });
  });
});
