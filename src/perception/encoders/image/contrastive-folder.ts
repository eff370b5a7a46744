/** A folder with one of the models that put photos and texts into one space, in the layout of Hugging Face. */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DaogouError, toError } from '../../../core/errors.ts';

/** CLIP (Radford et al., 2021) and SigLIP (Zhai et al., 2023). */
export const CONTRASTIVE_FAMILIES = ['clip', 'siglip'] as const;
export type ContrastiveFamily = (typeof CONTRASTIVE_FAMILIES)[number];

export interface ContrastiveFolder {
  /** Absolute, since a relative one could be taken for the name of a model on a server. */
  readonly path: string;
  /** The library's name for the precision of the file that is there. */
  readonly dtype: 'fp32' | 'q8';
}

/** Precisions in the order of preference, with what their files are called. */
const FILES = [
  { dtype: 'fp32', ending: '.onnx' },
  { dtype: 'q8', ending: '_quantized.onnx' },
] as const;

const configSchema = z.object({ model_type: z.string() });

/**
 * @param part `vision` or `text`: the network that is needed
 * @throws DaogouError `not-found` where the folder lacks a file; `model-mismatch` where it holds another kind of model
 */
export async function openContrastiveFolder(
  folder: string,
  family: ContrastiveFamily,
  part: 'vision' | 'text',
): Promise<ContrastiveFolder> {
  const path = resolve(folder);
  const others =
    part === 'vision' ? ['preprocessor_config.json'] : ['tokenizer.json', 'tokenizer_config.json'];
  for (const name of ['config.json', ...others]) {
    if (!(await isFile(join(path, name)))) throw missing(path, name, family);
  }
  const { model_type: found } = await readConfig(join(path, 'config.json'));
  if (found !== family) {
    throw new DaogouError('model-mismatch', `${path} holds a model of type ${found}, not ${family}`, {
      received: found,
      remedy: `Give the folder of a ${family} model, or open this one by its own kind.`,
    });
  }
  for (const { dtype, ending } of FILES) {
    if (await isFile(join(path, 'onnx', `${part}_model${ending}`))) return { path, dtype };
  }
  throw missing(path, `onnx/${part}_model.onnx`, family);
}

async function readConfig(file: string): Promise<z.infer<typeof configSchema>> {
  try {
    return configSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    throw new DaogouError('model-mismatch', `${file} does not say what kind of model it is`, {
      received: file,
      remedy: 'Take the whole folder as the model was published.',
      cause: thrown,
    });
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

function missing(path: string, name: string, family: ContrastiveFamily): DaogouError {
  return new DaogouError('not-found', `The folder ${path} has no ${name}`, {
    received: path,
    remedy: `Give a folder with a ${family} model exported to ONNX, as its publishers lay it out.`,
  });
}

/** What the library throws while it opens a folder, with the folder's name. */
export function unusableFolder(path: string, thrown: unknown): DaogouError {
  if (thrown instanceof DaogouError) return thrown;
  return new DaogouError(
    'unsupported-format',
    `The model in ${path} cannot be opened: ${toError(thrown).message}`,
    {
      received: path,
      remedy: 'Copy the folder again as the model was published; its files belong together.',
      cause: thrown,
    },
  );
}
