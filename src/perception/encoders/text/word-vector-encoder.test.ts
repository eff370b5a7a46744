import { beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { WordVectorEncoder, type WordVectorOptions } from './word-vector-encoder.ts';
import type { WordVectors } from './word-vectors.ts';

const WIDTH = 12;
const WORDS = ['the', 'red', 'blue', 'silk', 'dress', 'kettle', '连衣裙', '红色', '手机', '5g'];
const random = createRandom('words');
const VECTORS: WordVectors = {
  words: WORDS,
  width: WIDTH,
  data: Float32Array.from({ length: WORDS.length * WIDTH }, () => random.normal()),
  shares: Float32Array.from(WORDS, (_, i) => 0.2 / (i + 1)),
};
const TEXTS = ['the red silk dress', 'the blue silk dress 连衣裙', 'the red kettle', 'the 5g 手机'];
const fit = (options?: WordVectorOptions): WordVectorEncoder =>
  WordVectorEncoder.fit(VECTORS, TEXTS, options);

encoderSuite('word-vectors', {
  open: async () => fit(),
  inputs: ['A red silk dress', '紅色連衣裙', 'ＢＬＵＥ kettle', '5G手机', 'kettle'],
  empty: '',
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as WordVectorEncoder).save(artifacts);
    return WordVectorEncoder.load(artifacts);
  },
});

describe('WordVectorEncoder', () => {
  let encoder: WordVectorEncoder;
  beforeAll(() => {
    encoder = fit({ removeCommon: false });
  });

  const vectorOf = (word: string): Float32Array => {
    const i = WORDS.indexOf(word);
    return VECTORS.data.slice(i * WIDTH, (i + 1) * WIDTH);
  };

  it('weighs a word by how rare it is, in the file or in the shop, whichever is more', async () => {
    const plain = fit({ removeCommon: false, smoothing: 0.001 });
    // "dress" has a share of 0.04 in the file and 2 of 15 words in the shop; "kettle" 0.033 and 1 of 15.
    const weights = { dress: 0.001 / (0.001 + 2 / 15), kettle: 0.001 / (0.001 + 1 / 15) };
    const sum = vectorOf('dress').map(
      (value, i) => weights.dress * value + weights.kettle * vectorOf('kettle')[i],
    );
    const length = Math.sqrt(dot(sum, sum));
    const received = await plain.encode(['kettle dress']);
    for (const [i, value] of received.entries()) expect(value).toBeCloseTo(sum[i] / length, 5);
  });

  it('takes out the direction that all texts share', async () => {
    const common = new Float32Array(WIDTH).fill(3);
    const shifted: WordVectors = {
      ...VECTORS,
      data: VECTORS.data.map((value, i) => value + common[i % WIDTH]),
    };
    const meanCosine = async (removeCommon: boolean): Promise<number> => {
      const rows = await WordVectorEncoder.fit(shifted, TEXTS, { removeCommon }).encode([
        'red dress',
        'kettle',
        '手机',
      ]);
      const at = (i: number): Float32Array => rows.subarray(i * WIDTH, (i + 1) * WIDTH);
      return (dot(at(0), at(1)) + dot(at(0), at(2)) + dot(at(1), at(2))) / 3;
    };
    expect(await meanCosine(false)).toBeGreaterThan(0.8);
    expect(await meanCosine(true)).toBeLessThan(0.3);
  });

  it('has nothing to say of words it does not know, emoji and broken characters', async () => {
    const nothing = ['xylophone', '🎉👗', '\ud83d\u0000', '   '];
    expect(await encoder.encode(nothing)).toEqual(new Float32Array(nothing.length * WIDTH));
  });

  it('reads the beginning of a megabyte, quickly', async () => {
    const started = performance.now();
    const vector = await encoder.encode(['红色连衣裙 silk '.repeat(90_000)]);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(dot(vector, vector)).toBeCloseTo(1, 4);
  });

  it('refuses stored vectors of two versions', async () => {
    const artifacts = createMemoryArtifacts();
    await encoder.save(artifacts);
    await artifacts.writeJson('words', ['one']);
    await expect(WordVectorEncoder.load(artifacts)).rejects.toMatchObject({ code: 'shape-mismatch' });
  });
});
