import { join } from 'node:path';
import type { ContrastiveFamily } from '../perception/encoders/image/contrastive-folder.ts';
import { squareFrame } from '../perception/encoders/image/picture-frame.ts';
import { DEFAULTS } from './defaults.ts';
import { fittedEncoder, type FittedEncoder } from './encoders-fitted.ts';
import type { EncoderKind, OpenedEncoder, Opening } from './encoders-kind.ts';
import { thoseThere, versionOf, versionOfFiles } from './encoders-version.ts';

/** Of the pictures that the small networks read, in pixels. */
const SIDE = 64;

/** The pair that learns from the catalogue together: pictures and the texts beside them. */
function contentPair(opening: Opening): Promise<FittedEncoder> {
  return fittedEncoder('content', opening, async (items, writer) => {
    const { createRandom } = await import('../core/random.ts');
    const { openMediaStore } = await import('../data/storage/media.ts');
    const { trainContentEncoders } = await import('../learning/training/train-content-encoders.ts');
    const { readPictures } = await import('./content-model.ts');
    const { progress, folder } = opening;
    const pictures = await readPictures(items, [openMediaStore(folder).folder], progress);
    const random = createRandom(`encoders/${DEFAULTS.seed}`);
    const { threads } = DEFAULTS.training;
    const { image, text } = await trainContentEncoders({ items, pictures, random, progress, threads });
    await image.save(writer);
    await text.save(writer);
  });
}

const compact: EncoderKind = {
  name: 'compact',
  modality: 'image',
  async open({ threads }) {
    const { CompactEncoder } = await import('../perception/encoders/image/compact/compact-encoder.ts');
    const encoder = await CompactEncoder.open({ threads });
    const version = versionOf(encoder.name, encoder.version);
    return { modality: 'image', encoder, frame: squareFrame(encoder.side), version };
  },
};

const smallCnn: EncoderKind = {
  name: 'small-cnn',
  modality: 'image',
  async open(opening) {
    const { CnnEncoder } = await import('../perception/encoders/image/cnn-encoder.ts');
    const { reader, version } = await contentPair(opening);
    return {
      modality: 'image',
      encoder: await CnnEncoder.load(reader),
      frame: squareFrame(SIDE),
      version,
    };
  },
};

export const subwordBag: EncoderKind = {
  name: 'subword-bag',
  modality: 'text',
  async open(opening) {
    const { SubwordBagEncoder } = await import('../perception/encoders/text/subword-bag.ts');
    const { reader, version } = await contentPair(opening);
    return { modality: 'text', encoder: await SubwordBagEncoder.load(reader), version };
  },
};

const onnx: EncoderKind = {
  name: 'onnx',
  modality: 'image',
  argument: 'PATH',
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

export const IMAGE_ENCODERS: readonly EncoderKind[] = [
  smallCnn,
  compact,
  onnx,
  contrastive('clip'),
  contrastive('siglip'),
];
