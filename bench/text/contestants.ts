import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Encoder } from '../../src/core/contracts/encoder.ts';
import type { Item } from '../../src/core/contracts/item.ts';
import { silentProgress } from '../../src/core/progress.ts';
import type { Random } from '../../src/core/random.ts';
import { itemText, trainContentEncoders } from '../../src/learning/training/train-content-encoders.ts';
import { trainTextEncoder } from '../../src/learning/training/train-text-encoder.ts';
import { trainWordVectors } from '../../src/learning/training/train-text-word-vectors.ts';
import { SentenceEncoder } from '../../src/perception/encoders/text/sentence-encoder.ts';
import { TfidfEncoder } from '../../src/perception/encoders/text/tfidf-encoder.ts';
import { WordVectorEncoder } from '../../src/perception/encoders/text/word-vector-encoder.ts';

export interface Contestant {
  readonly name: string;
  /** Whether it learns from nothing but categories and attributes. */
  readonly needsLabels?: boolean;
  readonly fit: (catalogue: readonly Item[], random: Random) => Promise<Encoder<string>>;
}

const progress = silentProgress;

/** @param sentenceFolder a pretrained sentence encoder, where one is at hand */
export function contestants(dataFolder: string, sentenceFolder: string | undefined): Contestant[] {
  const list: Contestant[] = [
    ...[128, 256].map((width) => ({
      name: `TF-IDF, ${width} wide`,
      fit: async (items: readonly Item[], random: Random) =>
        TfidfEncoder.fit(items.map(itemText), { width, random }),
    })),
    ...(['skip-gram', 'cbow'] as const).map((kind) => ({
      name: `word2vec, ${kind === 'cbow' ? 'CBOW' : kind}`,
      fit: async (items: readonly Item[], random: Random) => {
        const texts = items.map(itemText);
        return WordVectorEncoder.fit(trainWordVectors({ texts, kind, random, progress }), texts);
      },
    })),
    {
      name: 'bag of subwords (labels)',
      needsLabels: true,
      fit: async (items, random) => {
        const pictures = items.map(() => undefined);
        return (await trainContentEncoders({ items, pictures, random, progress, threads: 1 })).text;
      },
    },
    ...(['gru', 'transformer'] as const).map((kind) => ({
      name: `${kind === 'gru' ? 'GRU' : 'Transformer'} (labels and contrast)`,
      fit: (items: readonly Item[], random: Random) => trainTextEncoder({ kind, items, random, progress }),
    })),
  ];
  const vectors = join(dataFolder, 'weights/word-vectors-1000/wordvecs1000.json');
  if (existsSync(vectors)) list.push(fewKnownWords(vectors));
  if (sentenceFolder !== undefined) {
    list.push({ name: 'sentence encoder', fit: () => SentenceEncoder.open(sentenceFolder) });
  }
  return list;
}

/** A thousand general English words: what a file without the shop's own words can tell. */
function fewKnownWords(file: string): Contestant {
  return {
    name: '1,000 general word vectors',
    fit: async (items) => {
      const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: Record<string, number[]> };
      const words = Object.keys(vectors);
      const data = Float32Array.from(Object.values(vectors).flat());
      const shares = Float32Array.from(words, (_, i) => 1 / (7.5 * (i + 1)));
      return WordVectorEncoder.fit(
        { words, width: data.length / words.length, data, shares },
        items.map(itemText),
      );
    },
  };
}
