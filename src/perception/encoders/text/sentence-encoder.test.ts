import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { FileKit } from '../../../tensor/onnx/fixtures/file-kit.ts';
import { ELEMENT_TYPES } from '../../../tensor/onnx/schema.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { SentenceEncoder } from './sentence-encoder.ts';

const WIDTH = 8;
const WORDS = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'a',
  'red',
  'silk',
  'dress',
  '##es',
  'blue',
  '裙',
  '子',
  '手',
  '机',
];
const id = (word: string): number => WORDS.indexOf(word);

/** A BERT tokeniser as the library of Hugging Face writes it, with a small vocabulary. */
const TOKENISER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: WORDS.slice(0, 4).map((content, number) => ({
    id: number,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORDS.map((word, number) => [word, number])),
  },
};

interface NetworkOptions {
  readonly inputs?: readonly string[];
  readonly output?: string;
  readonly type?: number;
}

/** Embedded pieces, each mixed with the mean of the text's pieces: what stands in a text changes each of its vectors. */
function network({
  inputs = ['input_ids', 'attention_mask'],
  output = 'last_hidden_state',
  type = ELEMENT_TYPES.int64,
}: NetworkOptions = {}): Uint8Array {
  const kit = new FileKit();
  for (const name of inputs) kit.input(name, ['batch', 'sequence'], type);
  const embedded = kit.node('Gather', [kit.weight('embeddings', [WORDS.length, WIDTH]), 'input_ids']);
  let mean = kit.node('ReduceMean', [embedded], { axes: [1], keepdims: 1 });
  if (inputs.includes('attention_mask')) {
    const mask = kit.node('Cast', ['attention_mask'], { to: ELEMENT_TYPES.float32 });
    const wide = kit.node('Unsqueeze', [mask, kit.integers('last', [2])]);
    const sum = kit.node('ReduceSum', [kit.node('Mul', [embedded, wide]), kit.integers('middle', [1])]);
    mean = kit.node('Div', [sum, kit.node('ReduceSum', [wide, kit.integers('pieces', [1])])]);
  }
  const states = kit.node('Tanh', [kit.node('Add', [embedded, mean])]);
  if (output === 'sentence_embedding') kit.node('ReduceMax', [states], { axes: [1], keepdims: 0 }, output);
  else kit.node('Identity', [states], {}, output);
  kit.output(output, output === 'sentence_embedding' ? ['batch', WIDTH] : ['batch', 'sequence', WIDTH]);
  return kit.bytes();
}

let root = '';
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sentence-'));
});
afterAll(() => rm(root, { recursive: true }));

/** A folder with a whole model, but for what is given: text, bytes, an object for JSON, or undefined for no such file. */
async function folderWith(files: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const folder = join(root, `model-${folders++}`);
  const all = {
    'onnx/model.onnx': network(),
    'tokenizer.json': TOKENISER,
    'tokenizer_config.json': { pad_token: '[PAD]', model_max_length: 64 },
    'config.json': { model_type: 'bert', max_position_embeddings: 32 },
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    if (content === undefined) continue;
    await mkdir(join(folder, name, '..'), { recursive: true });
    const isRaw = content instanceof Uint8Array || typeof content === 'string';
    await writeFile(join(folder, name), isRaw ? content : JSON.stringify(content));
  }
  return folder;
}

const TEXTS = [
  'a red silk dress',
  'Blue dresses',
  '裙子',
  '手机',
  'silk',
  'something unknown and long 裙 dress',
];

encoderSuite('sentence', {
  open: async () => SentenceEncoder.open(await folderWith()),
  inputs: TEXTS,
  empty: '',
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as SentenceEncoder).save(artifacts);
    return SentenceEncoder.load(artifacts);
  },
});

encoderSuite('sentence without a mask', {
  open: async () =>
    SentenceEncoder.open(await folderWith({ 'onnx/model.onnx': network({ inputs: ['input_ids'] }) })),
  inputs: TEXTS,
  empty: '',
});

/** What the network computes for the pieces of one text, by hand. */
function statesOf(words: readonly string[]): Float32Array[] {
  const table = new FileKit();
  table.weight('embeddings', [WORDS.length, WIDTH]);
  const { rawData } = table.parts.graph.initializer[0] as { rawData: Uint8Array };
  const numbers = new Float32Array(rawData.slice().buffer);
  const rows = words.map((word) => numbers.subarray(id(word) * WIDTH, (id(word) + 1) * WIDTH));
  const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
  return rows.map((row) => row.map((value, i) => Math.tanh(value + mean[i])));
}

const unit = (vector: Float32Array): Float32Array =>
  vector.map((value) => value / Math.sqrt(dot(vector, vector)));
const near = (vector: Float32Array): unknown[] =>
  Array.from(vector, (value): unknown => expect.closeTo(value, 5));

describe('SentenceEncoder', () => {
  const PIECES = ['[CLS]', 'red', 'dress', '##es', '[SEP]'];
  const states = statesOf(PIECES);
  const mean = states[0].map((_, i) => states.reduce((sum, state) => sum + state[i], 0) / states.length);
  const most = states[0].map((_, i) => Math.max(...states.map((state) => state[i])));

  it.each([
    ['the mean, where nothing is said', undefined, mean],
    ['the mean', { pooling_mode_mean_tokens: true, pooling_mode_cls_token: false }, mean],
    ['the first piece', { pooling_mode_cls_token: true }, states[0]],
    ['the largest of each number', { pooling_mode_max_tokens: true }, most],
    ['the last piece', { pooling_mode_lasttoken: true }, states[4]],
  ])('pools as the folder says: %s', async (_what, pooling, expected) => {
    const encoder = await SentenceEncoder.open(await folderWith({ '1_Pooling/config.json': pooling }));
    // Beside a longer text, so that its row is padded.
    const vectors = await encoder.encode(['a red silk dress a red silk dress', 'Red DRESSES']);
    expect([...vectors.subarray(WIDTH)]).toEqual(near(unit(expected)));
  });

  it('takes a vector that the network has pooled itself, 32-bit numbers of pieces, and a third known input', async () => {
    const onnx = network({
      inputs: ['input_ids', 'attention_mask', 'token_type_ids'],
      output: 'sentence_embedding',
      type: ELEMENT_TYPES.int32,
    });
    const encoder = await SentenceEncoder.open(
      await folderWith({ 'onnx/model.onnx': undefined, 'model.onnx': onnx }),
    );
    expect([...(await encoder.encode(['red dresses']))]).toEqual(near(unit(most)));
  });

  it('reads as many pieces as fit, and keeps the marks at both ends', async () => {
    const encoder = await SentenceEncoder.open(
      await folderWith({ 'sentence_bert_config.json': { max_seq_length: 4 } }),
      {
        pooling: 'last',
      },
    );
    expect([...(await encoder.encode(['red dresses and more of it']))]).toEqual(
      near(unit(statesOf(['[CLS]', 'red', 'dress', '[SEP]'])[3])),
    );
  });

  it('reads the beginning of a megabyte, quickly', async () => {
    const encoder = await SentenceEncoder.open(await folderWith());
    const started = performance.now();
    for (const unitOfText of ['red dress ', '裙子', 'x', '👗']) {
      const vector = await encoder.encode([unitOfText.repeat(1_000_000 / unitOfText.length)]);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('gives zeros for white space, control and broken characters, and an answer for emoji', async () => {
    const encoder = await SentenceEncoder.open(await folderWith());
    expect(await encoder.encode([' \n\t', '\u0000\u0007', '\ud83d'])).toEqual(new Float32Array(3 * WIDTH));
    const emoji = await encoder.encode(['👗🎉']);
    expect(dot(emoji, emoji)).toBeCloseTo(1, 4);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no network', { 'onnx/model.onnx': undefined }, 'not-found', 'ONNX'],
    ['no tokeniser', { 'tokenizer.json': undefined }, 'not-found', 'tokenizer.json'],
    ['a network that is no ONNX', { 'onnx/model.onnx': 'no network' }, 'unsupported-format', 'ONNX'],
    [
      'an input that is not known',
      { 'onnx/model.onnx': network({ inputs: ['input_ids', 'pixel_values'] }) },
      'unsupported-format',
      'pixel_values',
    ],
    ['JSON of another kind', { 'tokenizer.json': [] }, 'invalid-input', 'tokenizer.json'],
    ['a tokeniser that broke off', { 'tokenizer.json': '{"model":' }, 'invalid-input', 'tokenizer.json'],
    [
      'a tokeniser of an unknown kind',
      { 'tokenizer.json': { ...TOKENISER, model: { type: 'Runes' } } },
      'unsupported-format',
      'tokenizer.json',
    ],
    [
      'pooling that is not known',
      { '1_Pooling/config.json': { pooling_mode_mean_sqrt_len_tokens: true } },
      'unsupported-format',
      'sqrt_len',
    ],
    [
      'a layer after pooling',
      {
        'modules.json': [
          { type: 'sentence_transformers.models.Transformer' },
          { type: 'sentence_transformers.models.Dense' },
        ],
      },
      'unsupported-format',
      'Dense',
    ],
  ])('refuses %s', async (_what, files, code, says) => {
    const opening = SentenceEncoder.open(await folderWith(files));
    await expect(opening).rejects.toMatchObject({ code, remedy: expect.any(String) as string });
    await expect(opening).rejects.toThrow(says);
  });

  it('says that a vocabulary is larger than the network', async () => {
    const vocab = { ...TOKENISER.model.vocab, a: 99 };
    const files = { 'tokenizer.json': { ...TOKENISER, model: { ...TOKENISER.model, vocab } } };
    await expect(SentenceEncoder.open(await folderWith(files))).rejects.toMatchObject({
      code: 'unsupported-format',
    });
  });
});
