import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DaogouError } from '../core/errors.ts';
import { createRandom, type Random } from '../core/random.ts';
import type { Item } from '../core/contracts/item.ts';
import { DEFAULTS } from './defaults.ts';
import { fittedEncoder } from './encoders-fitted.ts';
import { contrastiveText, subwordBag } from './encoders-image.ts';
import type { EncoderKind } from './encoders-kind.ts';
import { thoseThere, versionOf, versionOfFiles } from './encoders-version.ts';

const randomFor = (name: string): Random => createRandom(`encoders/${DEFAULTS.seed}`).fork(name);

/** What is said of each item. */
async function textsOf(items: readonly Item[]): Promise<string[]> {
  const { itemText } = await import('../learning/training/train-content-encoders.ts');
  return items.map(itemText);
}

const compactText: EncoderKind = {
  name: 'compact-text',
  modality: 'text',
  async open() {
    const { CompactTextEncoder } = await import('../perception/encoders/image/compact/compact-encoder.ts');
    const encoder = await CompactTextEncoder.open();
    return { modality: 'text', encoder, version: versionOf(encoder.name, encoder.version) };
  },
};

const tfidf: EncoderKind = {
  name: 'tf-idf',
  modality: 'text',
  async open(opening) {
    const { TfidfEncoder } = await import('../perception/encoders/text/tfidf-encoder.ts');
    const { reader, version } = await fittedEncoder('tf-idf', opening, async (items, writer) => {
      const random = randomFor('tf-idf');
      await TfidfEncoder.fit(await textsOf(items), { random }).save(writer);
    });
    return { modality: 'text', encoder: await TfidfEncoder.load(reader), version };
  },
};

/** Word vectors of a file, of which those are kept that the catalogue needs; without one, learned from it. */
function wordVectors(name: 'word2vec' | 'glove'): EncoderKind {
  return {
    name,
    modality: 'text',
    argument: 'FILE',
    argumentIsOptional: name === 'word2vec',
    async open(opening) {
      const { WordVectorEncoder } = await import('../perception/encoders/text/word-vector-encoder.ts');
      const { argument, progress } = opening;
      const folder = argument === '' ? name : `${name}-${await fileIdentity(argument)}`;
      const { reader, version } = await fittedEncoder(folder, opening, async (items, writer) => {
        const texts = await textsOf(items);
        const vectors = argument === '' ? await learn(texts) : await read(texts);
        await WordVectorEncoder.fit(vectors, texts).save(writer);
      });
      return { modality: 'text', encoder: await WordVectorEncoder.load(reader), version };

      async function learn(texts: readonly string[]): ReturnType<typeof read> {
        const { trainWordVectors } = await import('../learning/training/train-text-word-vectors.ts');
        return trainWordVectors({ texts, random: randomFor(name), progress });
      }
      async function read(texts: readonly string[]) {
        const { readWordVectors } = await import('../perception/encoders/text/read-word-vectors.ts');
        const { vocabularyOf } = await import('../perception/encoders/text/word-vectors.ts');
        return readWordVectors(argument, { vocabulary: vocabularyOf(texts) });
      }
    },
  };
}

/** Such files have gigabytes: another path, size or time of change stands for another content. */
async function fileIdentity(file: string): Promise<string> {
  const status = await stat(file).catch(() => undefined);
  if (!status?.isFile()) {
    throw new DaogouError('not-found', `There is no file ${file}`, {
      received: file,
      remedy: 'Give the path of a file with word vectors.',
    });
  }
  const identity = `${resolve(file)}\n${status.size}\n${status.mtimeMs}`;
  return createHash('sha256').update(identity).digest('hex').slice(0, 12);
}

function sequence(kind: 'gru' | 'transformer'): EncoderKind {
  return {
    name: kind,
    modality: 'text',
    async open(opening) {
      const { SequenceEncoder } = await import('../perception/encoders/text/sequence-encoder.ts');
      const { reader, version } = await fittedEncoder(kind, opening, async (items, writer) => {
        const { trainTextEncoder } = await import('../learning/training/train-text-encoder.ts');
        const { threads } = DEFAULTS.training;
        const { progress } = opening;
        const encoder = await trainTextEncoder({ kind, items, random: randomFor(kind), progress, threads });
        await encoder.save(writer);
      });
      return { modality: 'text', encoder: await SequenceEncoder.load(reader), version };
    },
  };
}

const sentence: EncoderKind = {
  name: 'sentence',
  modality: 'text',
  argument: 'DIR',
  isLarge: true,
  async open({ argument, threads }) {
    const { SentenceEncoder } = await import('../perception/encoders/text/sentence-encoder.ts');
    const { readSentenceFolder } = await import('../perception/encoders/text/sentence-folder.ts');
    const encoder = await SentenceEncoder.open(argument, { threads });
    const { onnxFile, settings } = await readSentenceFolder(argument);
    const files = await thoseThere([onnxFile, `${onnxFile}_data`, `${onnxFile}.data`]);
    const about = versionOf(encoder.name, JSON.stringify(settings));
    return { modality: 'text', encoder, version: await versionOfFiles(about, files) };
  },
};

export const TEXT_ENCODERS: readonly EncoderKind[] = [
  subwordBag,
  compactText,
  tfidf,
  wordVectors('word2vec'),
  wordVectors('glove'),
  sequence('gru'),
  sequence('transformer'),
  sentence,
  contrastiveText('clip'),
  contrastiveText('siglip'),
];
