import { beforeAll, describe, expect, it } from 'vitest';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import { dot, topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import { SEQUENCE_KINDS } from '../../perception/encoders/text/sequence-network.ts';
import type { SequenceEncoder } from '../../perception/encoders/text/sequence-encoder.ts';
import { trainTextEncoder, type TextEncoderTraining } from './train-text-encoder.ts';

const COLOURS = [
  { en: 'red', zh: '红色' },
  { en: 'blue', zh: '蓝色' },
  { en: 'green', zh: '绿色' },
];
const THINGS = [
  { en: 'silk dress', zh: '真丝连衣裙' },
  { en: 'steel kettle', zh: '不锈钢水壶' },
  { en: 'desk lamp', zh: '台灯' },
  { en: 'running shoes', zh: '跑步鞋' },
];
/** Items beyond it are held out. */
const TRAINED = 96;

function item(number: number): Item {
  const random = createRandom(`item ${number}`);
  const colour = COLOURS[number % COLOURS.length];
  const thing = THINGS[Math.floor(number / COLOURS.length) % THINGS.length];
  const maker = random.pick(['lan', 'river', 'north', 'moon', 'pine']);
  return itemSchema.parse({
    id: `${number}`,
    title: { en: `${maker} ${colour.en} ${thing.en} ${random.integer(90)}`, zh: `${colour.zh}${thing.zh}` },
    categories: [thing.en],
    attributes: { colour: colour.en },
  });
}

const ITEMS = Array.from({ length: TRAINED + 24 }, (_, number) => item(number));
const train = (options: Partial<TextEncoderTraining>): Promise<SequenceEncoder> =>
  trainTextEncoder({
    kind: 'gru',
    items: ITEMS.slice(0, TRAINED),
    random: createRandom('training'),
    progress: silentProgress,
    width: 32,
    batch: 24,
    steps: 40,
    ...options,
  });

describe.each(SEQUENCE_KINDS)('trainTextEncoder: %s', (kind) => {
  let encoder: SequenceEncoder;
  let rows: (texts: readonly string[]) => Promise<Float32Array[]>;
  beforeAll(async () => {
    encoder = await train({ kind });
    rows = async (texts) => {
      const vectors = await encoder.encode(texts);
      return texts.map((_, i) => vectors.subarray(i * encoder.width, (i + 1) * encoder.width));
    };
  });

  it('brings items of a kind together that it never saw', async () => {
    const known = await rows(ITEMS.slice(0, TRAINED).map(({ title }) => title.en ?? ''));
    const unseen = ITEMS.slice(TRAINED);
    const found = await rows(unseen.map(({ title }) => title.en ?? ''));
    const right = found.filter((vector, i) => {
      const [nearest] = topIndices(
        known.map((other) => dot(vector, other)),
        1,
      );
      return ITEMS[nearest].categories[0] === unseen[i].categories[0];
    });
    expect(right.length).toBeGreaterThanOrEqual(22);
  });

  it('brings the two languages of a title together', async () => {
    const english = await rows(THINGS.map(({ en }) => `red ${en}`));
    const chinese = await rows(THINGS.map(({ zh }) => `红色${zh}`));
    for (const [i, vector] of chinese.entries()) {
      expect(
        topIndices(
          english.map((other) => dot(vector, other)),
          1,
        ),
      ).toEqual([i]);
    }
  });
});

describe('trainTextEncoder', () => {
  it('draws texts to the pictures of their items, where there are vectors of pictures', async () => {
    const random = createRandom('pictures');
    const width = 16;
    const ofThing = THINGS.map(() => Float32Array.from({ length: width }, () => random.normal()));
    for (const vector of ofThing) {
      const length = Math.sqrt(dot(vector, vector));
      for (let i = 0; i < width; i++) vector[i] /= length;
    }
    const vectors = new Float32Array(TRAINED * width);
    const present = new Uint8Array(TRAINED).fill(1);
    for (let i = 0; i < TRAINED; i++) {
      // Every fifth has no picture.
      if (i % 5 === 0) present[i] = 0;
      else vectors.set(ofThing[Math.floor(i / COLOURS.length) % THINGS.length], i * width);
    }
    const encoder = await train({ images: { width, vectors, present }, steps: 40 });
    expect(encoder.width).toBe(width);
    for (const [i, { en }] of THINGS.entries()) {
      const vector = await encoder.encode([en]);
      expect(
        topIndices(
          ofThing.map((picture) => dot(vector, picture)),
          1,
        ),
      ).toEqual([i]);
    }
  });

  it('is the same for the same seed, bit for bit, and stops where it is told', async () => {
    let steps = 0;
    const progress = { start: () => ({ advance: () => steps++, note() {}, done() {} }) };
    const [one, other] = [await train({ steps: 3, progress }), await train({ steps: 3 })];
    expect(steps).toBe(3);
    expect(await one.encode(['red dress', '台灯'])).toEqual(await other.encode(['red dress', '台灯']));
  });

  it('learns from a catalogue without labels, with one text an item, with items without any', async () => {
    const bare = ITEMS.slice(0, 20).map((one, i) => ({
      ...one,
      title: i % 4 === 0 ? {} : { en: one.title.en },
      categories: ['all'],
      attributes: {},
    }));
    const encoder = await train({ items: bare, steps: 3 });
    const vector = await encoder.encode(['red dress']);
    expect(dot(vector, vector)).toBeCloseTo(1, 4);
  });

  it('refuses a catalogue with fewer than two texts', async () => {
    const silent = ITEMS.slice(0, 5).map((one) => ({ ...one, title: { en: '🎉' }, description: {} }));
    await expect(train({ items: silent })).rejects.toMatchObject({ code: 'not-enough-data' });
    const one = [{ ...ITEMS[0], title: { en: 'a red red red dress dress' } }, ...silent];
    await expect(train({ items: one })).rejects.toMatchObject({ code: 'not-enough-data', received: 1 });
  });
});
