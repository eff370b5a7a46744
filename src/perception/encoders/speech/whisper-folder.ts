import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DaogouError } from '../../../core/errors.ts';
import { MELS } from './log-mel.ts';

export interface WhisperFolder {
  /** Absolute, since a relative one could be taken for the name of a model on a server. */
  readonly path: string;
  /** The library's name for the precision of the files that are there. */
  readonly dtype: 'fp32' | 'q8';
  readonly tokens: WhisperTokens;
}

/** The numbers of tokens that steer the decoder (Radford et al., 2022, figure 1). */
export interface WhisperTokens {
  readonly start: number;
  /** By code, such as `en`; empty for a model of English alone. */
  readonly languages: ReadonlyMap<string, number>;
  readonly transcribe: number | undefined;
  readonly noTimestamps: number | undefined;
  /** Never the first token of the text: silence would end it at once. */
  readonly notFirst: readonly number[];
}

const configSchema = z.object({ model_type: z.string(), num_mel_bins: z.number().optional() });
const generationSchema = z.object({
  decoder_start_token_id: z.int(),
  no_timestamps_token_id: z.int().nullish(),
  is_multilingual: z.boolean().nullish(),
  lang_to_id: z.record(z.string(), z.int()).nullish(),
  task_to_id: z.record(z.string(), z.int()).nullish(),
  begin_suppress_tokens: z.array(z.int()).nullish(),
});
const PARTS = ['encoder_model', 'decoder_model_merged'];
const FILES = [
  { dtype: 'fp32', ending: '.onnx' },
  { dtype: 'q8', ending: '_quantized.onnx' },
] as const;

/**
 * Looks into a folder with a Whisper model in the layout of Hugging Face.
 *
 * @throws not-found where it lacks a file; model-mismatch for another kind of model, or another number of mel bands.
 */
export async function openWhisperFolder(folder: string): Promise<WhisperFolder> {
  const path = resolve(folder);
  for (const name of ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    if (!(await isFile(join(path, name)))) throw missing(path, name);
  }
  const config = await readJson(join(path, 'config.json'), configSchema);
  if (config.model_type !== 'whisper' || (config.num_mel_bins ?? MELS) !== MELS) {
    const found = `${config.model_type} with ${config.num_mel_bins ?? 'unknown'} mel bands`;
    throw new DaogouError('model-mismatch', `${path} holds a model that cannot be used here: ${found}`, {
      received: found,
      remedy: `Give the folder of a Whisper model of ${MELS} bands: tiny, base, small or medium.`,
    });
  }
  for (const { dtype, ending } of FILES) {
    const there = await Promise.all(PARTS.map((part) => isFile(join(path, 'onnx', part + ending))));
    if (!there.every(Boolean)) continue;
    return { path, dtype, tokens: await readTokens(join(path, 'generation_config.json')) };
  }
  throw missing(path, PARTS.map((part) => `onnx/${part}.onnx`).join(' and '));
}

async function readTokens(file: string): Promise<WhisperTokens> {
  const generation = await readJson(file, generationSchema);
  const languages = generation.is_multilingual === false ? {} : (generation.lang_to_id ?? {});
  return {
    start: generation.decoder_start_token_id,
    languages: new Map(Object.entries(languages).map(([token, id]) => [token.replaceAll(/[<>|]/g, ''), id])),
    transcribe: generation.task_to_id?.['transcribe'],
    noTimestamps: generation.no_timestamps_token_id ?? undefined,
    notFirst: generation.begin_suppress_tokens ?? [],
  };
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    throw new DaogouError('model-mismatch', `${file} does not describe a Whisper model`, {
      received: file,
      remedy: 'Take the whole folder as the model was published.',
      cause: thrown,
    });
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

function missing(path: string, name: string): DaogouError {
  return new DaogouError('not-found', `The folder ${path} has no ${name}`, {
    received: path,
    remedy: 'Give a folder with a Whisper model exported to ONNX, such as onnx-community/whisper-base.',
  });
}
