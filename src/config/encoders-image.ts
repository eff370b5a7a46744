import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../core/random.ts';
import { openMediaStore } from '../data/storage/media.ts';
import { trainContentEncoders } from '../learning/training/train-content-encoders.ts';
import { CnnEncoder } from '../perception/encoders/image/cnn-encoder.ts';
import type { ContrastiveFamily } from '../perception/encoders/image/contrastive-folder.ts';
import { squareFrame } from '../perception/encoders/image/picture-frame.ts';
import { PICTURE_SIDE } from '../perception/encoders/image/small-cnn.ts';
import { SubwordBagEncoder } from '../perception/encoders/text/subword-bag.ts';
import { readPictures } from './content-model.ts';
import { DEFAULTS } from './defaults.ts';
import { fittedEncoder, type FittedEncoder } from './encoders-fitted.ts';
import type { EncoderKind, OpenedEncoder, Opening } from './encoders-kind.ts';
import { versionOfFiles } from './encoders-version.ts';

/** The pair that learns from the catalogue together: pictures and the texts beside them. */
function contentPair(opening: Opening): Promise<FittedEncoder> {
  return fittedEncoder('content', opening, async (items, writer) => {
    const { progress, folder } = opening;
    const pictures = await readPictures(items, [openMediaStore(folder).folder], progress);
    const random = createRandom(`encoders/${DEFAULTS.seed}`);
    const { threads } = DEFAULTS.training;
    const { image, text } = await trainContentEncoders({ items, pictures, random, progress, threads });
    await image.save(writer);
    await text.save(writer);
  });
}

const smallCnn: EncoderKind = {
  name: 'small-cnn',
  modality: 'image',
  says: 'a small network, trained on the categories and attributes of the catalogue',
  async open(opening) {
    const { reader, version } = await contentPair(opening);
    return {
      modality: 'image',
      encoder: await CnnEncoder.load(reader),
      frame: squareFrame(PICTURE_SIDE),
      version,
    };
  },
};

export const subwordBag: EncoderKind = {
  name: 'subword-bag',
  modality: 'text',
  says: 'the mean of pieces of words, trained together with small-cnn',
  async open(opening) {
    const { reader, version } = await contentPair(opening);
    return { modality: 'text', encoder: await SubwordBagEncoder.load(reader), version };
  },
};

const onnx: EncoderKind = {
  name: 'onnx',
  modality: 'image',
  argument: 'PATH',
  says: 'any ONNX network for pictures: a file, or a folder with preprocessor_config.json',
  isLarge: true,
  async open({ argument, threads }) {
    const { OnnxImageEncoder } = await import('../perception/encoders/image/onnx-image-encoder.ts');
    const { findOnnxFile, preprocessorConfigOf } =
      await import('../perception/encoders/image/onnx-image-file.ts');
    const encoder = await OnnxImageEncoder.open(argument, { threads });
    const file = await findOnnxFile(argument);
    const files = await thoseThere([file, `${file}_data`, `${file}.data`, preprocessorConfigOf(file)]);
    return { modality: 'image', encoder, frame: encoder.frame, version: await versionOfFiles('onnx', files) };
  },
};

function contrastive(family: ContrastiveFamily): EncoderKind {
  return {
    name: family,
    modality: 'image',
    argument: 'DIR',
    says: `the picture side of a local ${family === 'clip' ? 'CLIP' : 'SigLIP'} folder`,
    isLarge: true,
    async open({ argument, threads }): Promise<OpenedEncoder> {
      const { ContrastiveImageEncoder } =
        await import('../perception/encoders/image/contrastive-image-encoder.ts');
      const encoder = await ContrastiveImageEncoder.open(argument, family, { threads });
      const version = await contrastiveVersion(family, argument, 'vision', ['preprocessor_config.json']);
      return { modality: 'image', encoder, frame: encoder.frame, version };
    },
  };
}

export function contrastiveText(family: ContrastiveFamily): EncoderKind {
  return {
    name: `${family}-text`,
    modality: 'text',
    argument: 'DIR',
    says: `the text side of the same folder: words find photos of ${family}:DIR`,
    isLarge: true,
    async open({ argument, threads }): Promise<OpenedEncoder> {
      const { ContrastiveTextEncoder } =
        await import('../perception/encoders/image/contrastive-text-encoder.ts');
      const encoder = await ContrastiveTextEncoder.open(argument, family, { threads });
      const version = await contrastiveVersion(family, argument, 'text', [
        'tokenizer.json',
        'tokenizer_config.json',
      ]);
      return { modality: 'text', encoder, version };
    },
  };
}

async function contrastiveVersion(
  family: ContrastiveFamily,
  folder: string,
  part: 'vision' | 'text',
  others: readonly string[],
): Promise<string> {
  const names = ['config.json', ...others, `onnx/${part}_model.onnx`, `onnx/${part}_model.onnx_data`];
  const quantised = `onnx/${part}_model_quantized.onnx`;
  const files = await thoseThere([...names, quantised].map((name) => join(folder, name)));
  return versionOfFiles(`${family}-${part}`, files);
}

async function thoseThere(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(files.map((file) => stat(file).catch(() => undefined)));
  return files.filter((_, i) => found[i]?.isFile() === true);
}

export const IMAGE_ENCODERS: readonly EncoderKind[] = [
  smallCnn,
  onnx,
  contrastive('clip'),
  contrastive('siglip'),
];
