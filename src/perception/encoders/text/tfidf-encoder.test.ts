import { beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { TermWeights } from './term-weights.ts';
import { TfidfEncoder } from './tfidf-encoder.ts';

const COLOURS = ['red 红色', 'blue 蓝色', 'green 绿色', 'black 黑色'];
const THINGS = [
  'silk dress 真丝连衣裙',
  'denim jacket 牛仔外套',
  'steel kettle 电水壶',
  'running shoes 跑鞋',
  'phone case 手机壳',
];
const TEXTS = COLOURS.flatMap((colour) => THINGS.map((thing) => `A ${colour} ${thing}`));

const fit = (texts = TEXTS, seed = 1): TfidfEncoder =>
  TfidfEncoder.fit(texts, { width: 16, random: createRandom(seed) });

encoderSuite('tfidf', {
  open: async () => fit(),
  inputs: ['A red silk dress', '红色连衣裙', 'ＢＬＵＥ kettles', '手機殼', 'green shoe', 'black'],
  empty: '',
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as TfidfEncoder).save(artifacts);
    return TfidfEncoder.load(artifacts);
  },
});

describe('TermWeights', () => {
  it("weighs terms by scikit-learn's formula", () => {
    const weights = TermWeights.count(['red dress', 'red red shirt', 'blue shirt'], { fewestTexts: 1 });
    expect(weights.terms).toEqual(['red', 'shirt', 'blue', 'dress']);
    const common = Math.log(4 / 3) + 1;
    const rare = Math.log(4 / 2) + 1;
    expect([...weights.inverse]).toEqual(
      [common, common, rare, rare].map((value): unknown => expect.closeTo(value, 5)),
    );
    const row = weights.row('Red red, dress unknown');
    expect([...row.terms]).toEqual([0, 3]);
    const length = Math.hypot((1 + Math.log(2)) * common, rare);
    expect(row.weights[0]).toBeCloseTo(((1 + Math.log(2)) * common) / length, 5);
    expect(row.weights[1]).toBeCloseTo(rare / length, 5);
  });

  it('keeps terms of most texts, whatever the order of the texts', () => {
    const texts = ['b a c', 'c a', 'a d'];
    const options = { fewestTexts: 1, mostTerms: 3 };
    expect(TermWeights.count(texts, options).terms).toEqual(['a', 'c', 'b']);
    expect(TermWeights.count(texts.toReversed(), options).terms).toEqual(['a', 'c', 'b']);
  });
});

describe('TfidfEncoder', () => {
  let encoder: TfidfEncoder;
  beforeAll(() => {
    encoder = fit();
  });

  it('brings words near each other that stand in the same texts, such as a word and its translation', async () => {
    const [english, chinese, other] = await Promise.all(
      ['silk dress', '连衣裙', '手机壳'].map((text) => encoder.encode([text])),
    );
    expect(dot(english, chinese)).toBeGreaterThan(0.9);
    expect(dot(english, other)).toBeLessThan(0.3);
  });

  it('has nothing to say of words it does not know, emoji and broken characters', async () => {
    expect(await encoder.encode(['xylophone', '🎉👗', '\ud83d', ' \n'])).toEqual(new Float32Array(4 * 16));
  });

  it('reads traditional Chinese and full-width letters as it reads the plain forms', async () => {
    expect(await encoder.encode(['手機殼 ＲＥＤ'])).toEqual(await encoder.encode(['手机壳 red']));
  });

  it('reads the beginning of a megabyte, quickly', async () => {
    const started = performance.now();
    const vector = await encoder.encode(['真丝连衣裙 red '.repeat(100_000)]);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(dot(vector, vector)).toBeCloseTo(1, 4);
  });

  it('is the same for the same seed, bit for bit', async () => {
    expect(await fit().encode(TEXTS)).toEqual(await encoder.encode(TEXTS));
  });

  it('refuses texts that share no word, and stored weights of two versions', async () => {
    expect(() => fit(['one', 'two', ''])).toThrow(
      expect.objectContaining({ code: 'not-enough-data', received: 3 }),
    );
    const artifacts = createMemoryArtifacts();
    await encoder.save(artifacts);
    await artifacts.writeJson('terms', ['one']);
    await expect(TfidfEncoder.load(artifacts)).rejects.toMatchObject({ code: 'shape-mismatch' });
  });
});
