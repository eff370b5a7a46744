import { describe, expect, it } from 'vitest';
import { dot } from '../../core/maths.ts';
import type { Progress } from '../../core/progress.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import type { WordVectors } from '../../perception/encoders/text/word-vectors.ts';
import { trainWordVectors, type WordVectorTraining } from './train-text-word-vectors.ts';

/** Two kinds of things, with words that go with each; colours go with both. */
const CLOTHES = {
  things: ['dress', 'shirt', '连衣裙'],
  words: ['silk', 'cotton', 'sleeve', 'collar', '丝绸'],
};
const KITCHEN = {
  things: ['kettle', 'saucepan', '水壶'],
  words: ['steel', 'boil', 'lid', 'litre', '不锈钢'],
};
const draws = createRandom('corpus');
const TEXTS = Array.from({ length: 400 }, (_, i) => {
  const { things, words } = i % 2 === 0 ? CLOTHES : KITCHEN;
  const description = Array.from({ length: 4 }, () => draws.pick(words));
  return `${draws.pick(['red', 'blue'])} ${draws.pick(things)}, ${description.join(' ')}`;
});

const train = (options: Partial<WordVectorTraining> = {}): WordVectors =>
  trainWordVectors({
    texts: TEXTS,
    random: createRandom(1),
    progress: silentProgress,
    width: 16,
    epochs: 15,
    subsampling: 0,
    ...options,
  });

function cosine({ data, width, words }: WordVectors, a: string, b: string): number {
  const row = (word: string): Float32Array => {
    const i = words.indexOf(word);
    expect(i).toBeGreaterThanOrEqual(0);
    return data.subarray(i * width, (i + 1) * width);
  };
  return dot(row(a), row(b)) / Math.sqrt(dot(row(a), row(a)) * dot(row(b), row(b)));
}

describe('trainWordVectors', () => {
  it.each(['skip-gram', 'cbow'] as const)(
    'brings words near each other that stand among the same words: %s',
    (kind) => {
      const vectors = train(kind === 'cbow' ? { kind, epochs: 60, learningRate: 0.1 } : { kind });
      for (const { things, words } of [CLOTHES, KITCHEN]) {
        const others = things === CLOTHES.things ? KITCHEN : CLOTHES;
        const within = cosine(vectors, things[0], things[1]);
        expect(within).toBeGreaterThan(cosine(vectors, things[0], others.things[0]) + 0.3);
        expect(cosine(vectors, words[0], words[1])).toBeGreaterThan(
          cosine(vectors, words[0], others.words[0]) + 0.3,
        );
      }
    },
  );

  it('orders words by how often they occur, and says the share of each', () => {
    const { shares, words } = train({ epochs: 1 });
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    expect([...shares].every((share, i) => i === 0 || share <= shares[i - 1])).toBe(true);
    expect(new Set(words).size).toBe(words.length);
  });

  it('is the same for the same seed, bit for bit, and another for another', () => {
    const options = { epochs: 2, subsampling: 1e-2 };
    expect(train(options)).toEqual(train(options));
    expect(train({ ...options, random: createRandom(2) }).data).not.toEqual(train(options).data);
  });

  it('leaves out words that are seen too seldom, and refuses texts without any', () => {
    expect(train({ epochs: 1, fewest: 100 }).words).toEqual(expect.arrayContaining(['red', 'silk']));
    expect(train({ epochs: 1, fewest: 100 }).words).not.toContain('saucepan');
    expect(() => train({ fewest: 10_000 })).toThrow(expect.objectContaining({ code: 'not-enough-data' }));
    expect(() => train({ texts: [] })).toThrow(expect.objectContaining({ code: 'not-enough-data' }));
  });

  it('reports its rounds, and refuses a learning rate that makes the numbers grow without bound', () => {
    let rounds = 0;
    const progress: Progress = {
      start: (_label, total) => {
        expect(total).toBe(3);
        return { advance: () => rounds++, note() {}, done() {} };
      },
    };
    train({ epochs: 3, progress });
    expect(rounds).toBe(3);
    expect(() => train({ epochs: 3, learningRate: 50 })).toThrow(
      expect.objectContaining({ code: 'invalid-input', received: 50 }),
    );
  });
});
