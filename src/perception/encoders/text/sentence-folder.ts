import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { DaogouError, toError } from '../../../core/errors.ts';
import { findOnnxFile } from '../image/onnx-image-file.ts';

export const POOLINGS = ['mean', 'cls', 'max', 'last'] as const;
/** How the vectors of a text's pieces become one: their mean, the first, the largest of each number, the last. */
export type Pooling = (typeof POOLINGS)[number];

/** How a sentence encoder reads: everything of its folder but the network. */
export const sentenceSettingsSchema = z.object({
  tokeniser: z.record(z.string(), z.unknown()),
  tokeniserConfig: z.record(z.string(), z.unknown()),
  pooling: z.enum(POOLINGS),
  /** Pieces of a text that are read, its first and last marks included. */
  longest: z.int().min(3),
});
export type SentenceSettings = z.infer<typeof sentenceSettingsSchema>;

export interface SentenceOptions {
  /** Default: what `1_Pooling/config.json` says, else the mean. */
  readonly pooling?: Pooling;
  /** Pieces of a text that are read. Default: what the folder says, at most 512. */
  readonly longest?: number;
}

const MOST_PIECES = 512;

const poolingSchema = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
  pooling_mode_max_tokens: z.boolean().default(false),
  pooling_mode_mean_sqrt_len_tokens: z.boolean().default(false),
  pooling_mode_weightedmean_tokens: z.boolean().default(false),
  pooling_mode_lasttoken: z.boolean().default(false),
});
const limitsSchema = z.object({
  max_seq_length: z.int().positive().nullish(),
  model_max_length: z.number().positive().nullish(),
  max_position_embeddings: z.int().positive().nullish(),
});
const modulesSchema = z.array(z.object({ type: z.string() }));

/**
 * Reads a folder in the layout of Sentence Transformers or of Hugging Face: `model.onnx` or `onnx/model.onnx` and
 * `tokenizer.json` (either may be the path given), and where they are there `tokenizer_config.json`, `config.json`,
 * `1_Pooling/config.json`, `sentence_bert_config.json` and `modules.json`.
 *
 * @throws not-found without a network or a tokeniser; unsupported-format for a folder that asks for more than
 * pooling after the network; invalid-input for JSON that cannot be read.
 */
export async function readSentenceFolder(
  path: string,
  options: SentenceOptions = {},
): Promise<{ readonly onnxFile: string; readonly settings: SentenceSettings }> {
  const onnxFile = resolve(await findOnnxFile(path));
  const beside = dirname(onnxFile);
  const folder = basename(beside) === 'onnx' ? dirname(beside) : beside;
  const tokeniser = await readObject(join(folder, 'tokenizer.json'));
  if (!tokeniser) {
    throw new DaogouError('not-found', `There is no tokenizer.json in ${folder}`, {
      received: path,
      remedy:
        'Take the whole folder as the model was published; save the fast tokeniser if it has only vocab.txt.',
    });
  }
  const tokeniserConfig = (await readObject(join(folder, 'tokenizer_config.json'))) ?? {};
  await refuseFurtherModules(folder);
  return {
    onnxFile,
    settings: {
      tokeniser,
      tokeniserConfig,
      pooling: options.pooling ?? (await poolingOf(folder)),
      longest: Math.max(3, options.longest ?? (await longestOf(folder, tokeniserConfig))),
    },
  };
}

async function poolingOf(folder: string): Promise<Pooling> {
  const file = join(folder, '1_Pooling', 'config.json');
  const stored = await readObject(file);
  if (!stored) return 'mean';
  const modes = poolingSchema.parse(stored);
  const asked = Object.entries(modes).filter(([, on]) => on);
  if (asked.length === 1) {
    if (modes.pooling_mode_mean_tokens) return 'mean';
    if (modes.pooling_mode_cls_token) return 'cls';
    if (modes.pooling_mode_max_tokens) return 'max';
    if (modes.pooling_mode_lasttoken) return 'last';
  }
  const names = asked.map(([name]) => name);
  throw new DaogouError('unsupported-format', `${file} asks for ${names.join(' and ') || 'no pooling'}`, {
    received: names,
    remedy: `Say which to use: pooling is one of ${POOLINGS.join(', ')}.`,
  });
}

async function longestOf(folder: string, tokeniserConfig: object): Promise<number> {
  const own = limitsSchema.parse((await readObject(join(folder, 'sentence_bert_config.json'))) ?? {});
  const network = limitsSchema.parse((await readObject(join(folder, 'config.json'))) ?? {});
  const known = [
    own.max_seq_length,
    limitsSchema.parse(tokeniserConfig).model_max_length,
    network.max_position_embeddings,
    MOST_PIECES,
  ];
  return Math.min(...known.filter((limit) => typeof limit === 'number'));
}

/** A dense layer after pooling has weights that the network's file does not hold. */
async function refuseFurtherModules(folder: string): Promise<void> {
  const file = join(folder, 'modules.json');
  const stored = await readJson(file);
  if (stored === undefined) return;
  const known = ['Transformer', 'Pooling', 'Normalize'];
  const types = modulesSchema.parse(stored).map(({ type }) => type.split('.').at(-1) ?? type);
  const further = types.filter((type) => !known.includes(type));
  if (further.length === 0) return;
  throw new DaogouError('unsupported-format', `${file} asks for ${further.join(' and ')} after the network`, {
    received: further,
    remedy:
      'Export the whole pipeline as one ONNX file whose output is called sentence_embedding, without modules.json.',
  });
}

async function readObject(file: string): Promise<Record<string, unknown> | undefined> {
  const value = await readJson(file);
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw unreadable(file, 'it holds no object');
}

/** @returns undefined where there is no such file. */
async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    throw unreadable(file, toError(thrown).message);
  }
}

function unreadable(file: string, why: string): DaogouError {
  return new DaogouError('invalid-input', `${file} cannot be read: ${why}`, {
    received: file,
    remedy: 'Copy the folder again as the model was published.',
  });
}
