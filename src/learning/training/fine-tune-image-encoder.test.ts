import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemSchema, type Item } from '../../core/contracts/item.ts';
import { createRandom } from '../../core/random.ts';
import { FileKit, runFile } from '../../tensor/onnx/fixtures/file-kit.ts';
import { mobileNet, resNet } from '../../tensor/onnx/fixtures/networks.ts';
import { readOnnxMetadata } from '../../tensor/onnx/metadata.ts';
import { readOnnx } from '../../tensor/onnx/reader.ts';
import type { LabelTask } from './content-labels.ts';
import { fineTuneImageEncoder, type ImageFineTuning } from './fine-tune-image-encoder.ts';
import { purchasePairs } from './fine-tune-pairs.ts';

const SIDE = 16;
const PLANE = SIDE * SIDE;
const COUNT = 120;
const KINDS = 3;

/** Stripes that lie, stand or cross, in colours and places that say nothing. */
function stripes(kind: number, random: ReturnType<typeof createRandom>): Uint8Array {
  const picture = new Uint8Array(3 * PLANE);
  const shift = random.integer(4);
  const levels = [0, 1, 2].map(() => 60 + random.integer(120));
  for (let at = 0; at < picture.length; at++) {
    const [y, x] = [Math.floor((at % PLANE) / SIDE), at % SIDE];
    const [lies, stands] = [(y + shift) % 4 < 2, (x + shift) % 4 < 2];
    const isLit = kind === 0 ? lies : kind === 1 ? stands : lies !== stands;
    picture[at] = levels[Math.floor(at / PLANE)] + (isLit ? 50 : -50) + random.integer(20);
  }
  return picture;
}

const kindOf = (item: number): number => item % KINDS;
const drawn = createRandom('stripes');
const pictures = Array.from({ length: COUNT }, (_, item) =>
  item === 7 ? undefined : stripes(kindOf(item), drawn),
);
const kinds: LabelTask = {
  name: 'kind',
  classes: KINDS,
  labels: Int32Array.from({ length: COUNT }, (_, i) => kindOf(i)),
};
const processing = { frame: { width: SIDE, height: SIDE, fit: 'stretch', resampling: 'nearest' } } as const;

const base = (): ImageFineTuning => ({
  onnx: resNet().bytes(),
  pictures,
  tasks: [kinds],
  processing,
  output: 'features',
  random: createRandom('fine-tune'),
  steps: 80,
  networkShare: 1,
});

/** Share of pictures whose nearest other picture is of the same kind. */
async function agreement(onnx: Uint8Array, output: string): Promise<number> {
  const { pixelRows, networkInput } = await import('./fine-tune-pictures.ts');
  const input = networkInput(readOnnx(onnx), processing);
  const rows = pixelRows(input, pictures);
  const present = [...pictures.keys()].filter((item) => pictures[item]);
  const feed =
    input.dtype === 'uint8'
      ? new Uint8Array(present.length * 3 * PLANE)
      : new Float32Array(present.length * 3 * PLANE);
  for (const [row, item] of present.entries()) rows.write(item, false, feed, row);
  const results = await runFile(onnx, { [input.name]: [feed, [present.length, 3, SIDE, SIDE]] });
  const { values } = results[output];
  const width = values.length / present.length;
  const vectors = present.map((_, row) => {
    const vector = values.slice(row * width, (row + 1) * width);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
  const near = (row: number): number => {
    const scores = vectors.map((other, i) =>
      i === row ? -2 : other.reduce((sum, v, k) => sum + v * vectors[row][k], 0),
    );
    return present[scores.indexOf(Math.max(...scores))];
  };
  return present.filter((item, row) => kindOf(near(row)) === kindOf(item)).length / present.length;
}

describe('fineTuneImageEncoder', () => {
  it('teaches a network the labels, and gives the same file with other numbers', async () => {
    const tuning = base();
    const result = await fineTuneImageEncoder({ ...tuning, metadata: { version: '2' } });
    expect(result.heldOut.items).toBe(12);
    expect(result.heldOut.accuracy.kind).toBeGreaterThan(0.8);
    expect(result.heldOut.loss).toBeLessThan(0.6 * result.heldOut.lossBefore);
    const file = readOnnx(result.onnx);
    expect(file.inputs).toEqual(readOnnx(tuning.onnx).inputs);
    expect(file.outputs).toEqual([{ name: 'features', dtype: 'float32', shape: ['N', 12] }]);
    expect(readOnnxMetadata(result.onnx)).toEqual({ version: '2' });
    const before = resNet();
    before.parts.graph.output.length = 0;
    before.output('features', ['N', 12]);
    expect(await agreement(result.onnx, 'features')).toBeGreaterThan(0.9);
    expect(await agreement(before.bytes(), 'features')).toBeLessThan(0.8);
    // The same seed gives the same bits.
    const again = await fineTuneImageEncoder({ ...base(), metadata: { version: '2' } });
    expect(Buffer.compare(again.onnx, result.onnx)).toBe(0);
  });

  it('leaves what is frozen as it is, and goes on from its results', async () => {
    const tuning = { ...base(), trainableAfter: 'stem', output: 'logits', heldOut: 0.25 };
    const result = await fineTuneImageEncoder(tuning);
    const [before, after] = [readOnnx(tuning.onnx).initialisers, readOnnx(result.onnx).initialisers];
    const changed = [...before].filter(
      ([name, { values }]) => Buffer.compare(bytes(values), bytes(after.get(name)!.values)) !== 0,
    );
    const names = changed.map(([name]) => name);
    expect(names).toContain('fc.weight');
    expect(names).not.toContain('conv0.weight');
    expect(names.some((name) => name.includes('running'))).toBe(false);
    expect(result.heldOut.accuracy.kind).toBeGreaterThan(0.6);
    expect(await agreement(result.onnx, 'logits')).toBeGreaterThan(await agreement(tuning.onnx, 'logits'));
  });

  it('brings pictures close of what is bought together', async () => {
    const purchases = Array.from({ length: 300 }, (_, i) => {
      const kind = i % KINDS;
      return [0, 1].map(() => ({
        user: `user ${i}`,
        item: kind + KINDS * drawn.integer(COUNT / KINDS),
        occasion: 'May',
      }));
    }).flat();
    const pairs = purchasePairs(purchases);
    expect(pairs.every(([a, b]) => kindOf(a) === kindOf(b) && a !== b)).toBe(true);
    const { onnx } = await fineTuneImageEncoder({ ...base(), tasks: [], pairs });
    expect(await agreement(onnx, 'features')).toBeGreaterThan(0.85);
  });

  it('reads bytes as well, learns from the items themselves, and stops early where there is nothing to learn', async () => {
    const kit = mobileNet();
    kit.parts.graph.input.length = 0;
    kit.input('bytes', ['N', 3, SIDE, SIDE], 2);
    const cast = new FileKit();
    cast.node('Cast', ['bytes'], { to: 1 }, 'numbers');
    cast.node('Mul', ['numbers', 'scale'], {}, 'pixels');
    kit.parts.graph.node.unshift(...cast.parts.graph.node);
    kit.stored('scale', [], Float32Array.of(1 / 255));
    const noise = createRandom('noise');
    const items = pictures.map((_, i): Item =>
      itemSchema.parse({ id: `${i}`, title: {}, categories: [`kind ${noise.integer(3)}`] }),
    );
    const { random } = base();
    const tuning = { onnx: kit.bytes(), pictures, items, processing, random, steps: 200, patience: 2 };
    const result = await fineTuneImageEncoder(tuning);
    expect(result.steps).toBeLessThan(200);
    expect(Object.keys(result.heldOut.accuracy)).toEqual(['category 0']);
    expect(result.heldOut.loss).toBeLessThanOrEqual(result.heldOut.lossBefore + 0.5);
  });

  it.each<[string, Partial<ImageFineTuning>, string]>([
    ['too few pictures', { pictures: pictures.slice(0, 12) }, 'not-enough-data'],
    ['nothing to learn', { tasks: [] }, 'not-enough-data'],
    ['no network', { onnx: Buffer.from('GIF89a') }, 'unsupported-format'],
    ['pictures of another size', { pictures: pictures.map(() => new Uint8Array(12)) }, 'shape-mismatch'],
    [
      'a frame of another size',
      { processing: { frame: { ...processing.frame, width: 20 } } },
      'invalid-input',
    ],
    ['a name that is not there', { trainableAfter: 'nowhere' }, 'not-found'],
    ['nothing left to train', { trainableAfter: 'features' }, 'invalid-input'],
    ['an output that is no vector', { output: 'fixed' }, 'unsupported-format'],
    ['four inputs', { onnx: withInputs(4) }, 'unsupported-format'],
  ])('refuses %s', async (_, change, code) => {
    const kit = resNet();
    kit.node('Shape', ['features'], {}, 'fixed');
    const tuning = { ...base(), onnx: kit.bytes(), ...change };
    await expect(fineTuneImageEncoder(tuning)).rejects.toMatchObject({ code, remedy: expect.any(String) });
  });
});

describe('purchasePairs', () => {
  it('gives every two different items of a basket once, and leaves wholesale out', () => {
    const buy = (user: string, occasion: string, ...items: number[]): object[] =>
      items.map((item) => ({ user, item, occasion }));
    const all = [
      buy('a', '1', 3, 1, 3),
      buy('a', '2', 5),
      buy('b', '1', 1, 3, 2),
      buy('c', '1', ...Array.from({ length: 21 }, (_, i) => i)),
    ];
    expect(purchasePairs(all.flat() as never)).toEqual([
      [1, 3],
      [1, 2],
      [2, 3],
    ]);
  });

  it('never depends on the order of the purchases', () => {
    const purchase = fc.record({
      user: fc.constantFrom('a', 'b'),
      item: fc.nat(5),
      occasion: fc.constantFrom('1', '2'),
    });
    fc.assert(
      fc.property(fc.array(purchase), (list) => {
        const sorted = (pairs: readonly (readonly number[])[]): string[] => pairs.map(String).toSorted();
        expect(sorted(purchasePairs(list.toReversed()))).toEqual(sorted(purchasePairs(list)));
      }),
    );
  });
});

function withInputs(count: number): Uint8Array {
  const kit = new FileKit();
  const names = Array.from({ length: count }, (_, i) => kit.input(`input ${i}`, ['N', 3, SIDE, SIDE]));
  kit.node('Sum', names, {}, 'y');
  kit.output('y', ['N', 3, SIDE, SIDE]);
  return kit.bytes();
}

function bytes(values: NodeJS.TypedArray | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
