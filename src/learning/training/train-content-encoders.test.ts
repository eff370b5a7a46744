import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import { dot, topIndices } from '../../core/maths.ts';
import { silentProgress } from '../../core/progress.ts';
import { createRandom } from '../../core/random.ts';
import type { ModalityVectors } from '../../models/content-vectors.ts';
import { PICTURE_SIDE } from '../../perception/encoders/image/small-cnn.ts';
import { encodeContent, trainContentEncoders, type ContentEncoders } from './train-content-encoders.ts';

const COLOURS = [
  { en: 'red', zh: '红色', paint: '#d02030' },
  { en: 'blue', zh: '蓝色', paint: '#2040d0' },
  { en: 'green', zh: '绿色', paint: '#109040' },
  { en: 'yellow', zh: '黄色', paint: '#e8c010' },
];
const SHAPES = [
  {
    en: 'round',
    zh: '圆形',
    draw: (x: number, y: number, r: number) => `<circle cx="${x}" cy="${y}" r="${r}"/>`,
  },
  {
    en: 'square',
    zh: '方形',
    draw: (x: number, y: number, r: number) =>
      `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}"/>`,
  },
  {
    en: 'striped',
    zh: '条纹',
    draw: (x: number, y: number, r: number) =>
      [-0.8, -0.1, 0.6]
        .map((at) => `<rect x="${x - r}" y="${y + at * r}" width="${2 * r}" height="${r / 4}"/>`)
        .join(''),
  },
];
const ITEMS = 120;
/** Held out: their pictures and texts are encoded, and never trained on. */
const OTHERS = 24;

interface Drawn {
  readonly item: Item;
  readonly picture: Uint8Array;
}

/** An item of some colour and shape, drawn at some place and in some size. */
async function drawnItem(number: number): Promise<Drawn> {
  const random = createRandom(`item ${number}`);
  const colour = COLOURS[number % COLOURS.length];
  const shape = SHAPES[Math.floor(number / COLOURS.length) % SHAPES.length];
  const place = (): number => 28 + random.integer(9);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#f4f4f0"/><g fill="${colour.paint}">${shape.draw(place(), place(), 14 + random.integer(8))}</g></svg>`;
  const { data } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const area = PICTURE_SIDE * PICTURE_SIDE;
  const picture = Uint8Array.from(
    { length: 3 * area },
    (_, i) => data[3 * (i % area) + Math.floor(i / area)],
  );
  const words = random.pick(['plate', 'tray', 'mat']);
  const item = itemSchema.parse({
    id: `${number}`,
    title: number % 2 ? { en: `A ${colour.en} ${words}` } : { zh: `${colour.zh}盘子` },
    description: number % 2 ? { en: `${shape.en} in form` } : { zh: `${shape.zh}图案` },
    categories: ['Table'],
    attributes: { colour: colour.en, shape: shape.en },
  });
  return { item, picture };
}

const train = (
  items: readonly Item[],
  pictures: readonly (Uint8Array | undefined)[],
  steps: number,
): Promise<ContentEncoders> =>
  trainContentEncoders({
    items,
    pictures,
    steps,
    random: createRandom('drawn shop'),
    progress: silentProgress,
    threads: 2,
  });

const rowOf = ({ vectors, width }: ModalityVectors, item: number): Float32Array =>
  vectors.subarray(item * width, (item + 1) * width);

describe('trainContentEncoders', () => {
  let shop: readonly Drawn[];
  let others: readonly Drawn[];
  let trained: ContentEncoders;
  beforeAll(async () => {
    shop = await Promise.all(Array.from({ length: ITEMS }, (_, i) => drawnItem(i)));
    others = await Promise.all(Array.from({ length: OTHERS }, (_, i) => drawnItem(ITEMS + i)));
    trained = await train(
      shop.map(({ item }) => item),
      shop.map(({ picture }) => picture),
      50,
    );
  });

  /** Share of pairs (new item, one of its five nearest trained items) that have the attribute's value in common. */
  async function sharedByNeighbours(modality: 'image' | 'text', name: string): Promise<number> {
    const seen = await encodeContent(
      others.map(({ item }) => item),
      others.map(({ picture }) => picture),
      trained.image,
      trained.text,
    );
    const shares = others.flatMap(({ item }, i) => {
      const asked = rowOf(seen[modality], i);
      const nearest = topIndices(
        shop.map((_, other) => dot(rowOf(trained.vectors[modality], other), asked)),
        5,
      );
      return nearest.map((other) => (shop[other].item.attributes[name] === item.attributes[name] ? 1 : 0));
    });
    return shares.reduce<number>((sum, share) => sum + share, 0) / shares.length;
  }

  it('brings new pictures near to pictures of their colour and their shape', async () => {
    // By chance it would be 0.25 and 0.33.
    expect(await sharedByNeighbours('image', 'colour')).toBeGreaterThan(0.8);
    expect(await sharedByNeighbours('image', 'shape')).toBeGreaterThan(0.7);
  });

  it('brings new texts near to texts of their colour and their shape, in both languages', async () => {
    expect(await sharedByNeighbours('text', 'colour')).toBeGreaterThan(0.8);
    expect(await sharedByNeighbours('text', 'shape')).toBeGreaterThan(0.8);
  });

  it('lets a new picture find texts that describe it', async () => {
    const { image } = await encodeContent(
      others.map(({ item }) => item),
      others.map(({ picture }) => picture),
      trained.image,
      trained.text,
    );
    const right = others.filter(({ item }, i) => {
      const [best] = topIndices(
        shop.map((_, other) => dot(rowOf(trained.vectors.text, other), rowOf(image, i))),
        1,
      );
      const { colour, shape } = shop[best].item.attributes;
      return colour === item.attributes['colour'] && shape === item.attributes['shape'];
    });
    // By chance one in twelve.
    expect(right.length / OTHERS).toBeGreaterThan(0.6);
  });

  it('gives the same bits for the same seed', async () => {
    const [items, pictures] = [shop.map(({ item }) => item), shop.map(({ picture }) => picture)];
    const first = await train(items, pictures, 4);
    expect((await train(items, pictures, 4)).vectors).toEqual(first.vectors);
  });

  it('goes on without pictures or texts that are missing, and gives zeros for them', async () => {
    const items = shop.map(({ item }, i) => (i % 3 === 1 ? { ...item, title: {}, description: {} } : item));
    const pictures = shop.map(({ picture }, i) => (i % 4 === 1 ? undefined : picture));
    const { vectors } = await train(items, pictures, 3);
    for (let item = 0; item < ITEMS; item++) {
      expect(vectors.image.present[item]).toBe(item % 4 === 1 ? 0 : 1);
      expect(vectors.text.present[item]).toBe(item % 3 === 1 ? 0 : 1);
      expect(Math.hypot(...rowOf(vectors.image, item))).toBeCloseTo(vectors.image.present[item], 4);
      expect(Math.hypot(...rowOf(vectors.text, item))).toBeCloseTo(vectors.text.present[item], 4);
    }
  });

  it('trains on a shop without any picture, and on one with fewer items than a batch', async () => {
    const bare = shop.map(({ item }) => item);
    const { vectors } = await train(
      bare,
      bare.map(() => undefined),
      2,
    );
    expect(vectors.image.present).toEqual(new Uint8Array(ITEMS));
    expect(vectors.image.vectors).toEqual(new Float32Array(vectors.image.vectors.length));
    const few = shop.slice(0, 3);
    const { vectors: three } = await train(
      few.map(({ item }) => item),
      few.map(({ picture }) => picture),
      2,
    );
    expect([...three.text.present]).toEqual([1, 1, 1]);
  });
});
