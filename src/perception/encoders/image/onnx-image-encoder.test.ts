import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { Graph, type Tensor } from '../../../tensor/graph.ts';
import { convolutionLayer } from '../../../tensor/layers/convolution.ts';
import { ModelProto } from '../../../tensor/onnx/schema.ts';
import { globalAveragePool } from '../../../tensor/ops/pooling.ts';
import { transpose } from '../../../tensor/ops/shape.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { withOpenAxes } from './fixtures/open-axes.ts';
import { OnnxImageEncoder } from './onnx-image-encoder.ts';
import { decodePictureBytes } from './pixels.ts';

let root: string;
let folders = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'daogou-onnx-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const SIDE = 12;
const WIDTH = 6;

interface Variation {
  readonly layout?: 'first' | 'last';
  readonly dtype?: 'float32' | 'uint8';
  /** Sizes of the input that the file leaves open, as most exporters do: 0 is the batch. */
  readonly open?: readonly number[];
  readonly rows?: number;
  readonly outputs?: 'vector' | 'map' | 'tokens' | 'both';
}

/** A convolution and an average, as a file of some exporter. */
function network({
  layout = 'first',
  dtype = 'float32',
  open = [],
  rows = 4,
  outputs,
}: Variation = {}): Uint8Array {
  const graph = new Graph();
  const parameters = new ParameterStore(createRandom('onnx image'));
  const shape = layout === 'first' ? [rows, 3, SIDE, SIDE] : [rows, SIDE, SIDE, 3];
  const pictures = graph.input('pixel_values', shape, dtype);
  const numbers =
    dtype === 'uint8'
      ? graph.emit('Cast', [pictures], shape, { dtype: 'float32', attributes: { to: 1 } })
      : pictures;
  const planes = layout === 'first' ? numbers : transpose(numbers, [0, 3, 1, 2]);
  const map = convolutionLayer(graph, parameters, 'first', planes, {
    channels: WIDTH,
    kernel: 3,
    padding: 1,
  });
  const vector = globalAveragePool(map);
  const laidOut = layout === 'first' ? map : transpose(map, [0, 2, 3, 1]);
  const tokens = (): Tensor =>
    graph.emit(
      'Reshape',
      [transpose(map, [0, 2, 3, 1]), graph.integers([0, -1, WIDTH])],
      [rows, SIDE * SIDE, WIDTH],
    );
  if (outputs === 'map' || outputs === 'both') graph.output('map', laidOut);
  if (outputs === 'tokens') graph.output('tokens', tokens());
  if (outputs === undefined || outputs === 'vector' || outputs === 'both') graph.output('vector', vector);
  return withOpenAxes(graph.toOnnx({ frozen: parameters.frozen() }), open);
}

async function stored(files: Readonly<Record<string, Uint8Array | object>>): Promise<string> {
  const folder = join(root, String(folders++));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  return folder;
}

const CONFIG = {
  size: { height: SIDE, width: SIDE },
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
};
const picture = (number: number): Uint8Array =>
  Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, i) => ((i % (number + 5)) * 37 + number * 20) % 256);

for (const [title, variation] of Object.entries({
  fixed: {},
  'of any batch': { open: [0] },
  'of any batch and size': { open: [0, 2, 3] },
  'with channels last': { layout: 'last', open: [0] },
  'of bytes': { dtype: 'uint8', open: [0] },
} satisfies Record<string, Variation>)) {
  encoderSuite(`onnx-image, ${title}`, {
    open: async () =>
      OnnxImageEncoder.open(
        await stored({ 'model.onnx': network(variation), 'preprocessor_config.json': CONFIG }),
      ),
    inputs: [1, 2, 3, 4, 5].map(picture),
    bad: [{ input: new Uint8Array(7), code: 'shape-mismatch' }],
    empty: new Uint8Array(0),
  });
}

describe('OnnxImageEncoder', () => {
  const open = async (variation: Variation, options = {}): Promise<OnnxImageEncoder> =>
    OnnxImageEncoder.open(
      await stored({ 'any.onnx': network(variation), 'preprocessor_config.json': CONFIG }),
      options,
    );
  const vectorOf = async (variation: Variation, options = {}): Promise<Float32Array> =>
    (await open(variation, options)).encode([picture(3)]);
  const expectClose = (a: Float32Array, b: Float32Array): void => {
    expect(a.length).toBe(b.length);
    for (const [i, value] of a.entries()) expect(value).toBeCloseTo(b[i], 5);
  };

  it('takes a vector where there is one, and otherwise the mean of a feature map or of tokens', async () => {
    const vector = await vectorOf({});
    expect(vector.length).toBe(WIDTH);
    for (const outputs of ['map', 'tokens', 'both'] as const)
      expectClose(await vectorOf({ outputs }), vector);
    expectClose(await vectorOf({ outputs: 'map', layout: 'last' }), vector);
    expectClose(await vectorOf({ outputs: 'both' }, { output: 'map' }), vector);
    await expect(open({}, { output: 'logits' })).rejects.toMatchObject({
      code: 'invalid-input',
      remedy: expect.stringContaining('vector'),
    });
  });

  it('normalises as the file beside it says, or as an option says', async () => {
    const plain = await vectorOf({});
    const given = { rescale: 1 / 255, mean: [0.5, 0.5, 0.5], spread: [0.5, 0.5, 0.5], blueFirst: false };
    const folder = await stored({
      'onnx/model.onnx': network(),
      'preprocessor_config.json': { ...CONFIG, image_mean: [0, 0, 0], image_std: [1, 1, 1] },
    });
    const other = await OnnxImageEncoder.open(folder);
    expect(await other.encode([picture(3)])).not.toEqual(plain);
    expect(
      await (await OnnxImageEncoder.open(folder, { processing: given as never })).encode([picture(3)]),
    ).toEqual(plain);
    const blue = await vectorOf({}, { processing: { blueFirst: true } });
    const turned = picture(3);
    const plane = SIDE * SIDE;
    const swapped = Uint8Array.from(
      turned,
      (_, i) => turned[(2 - Math.floor(i / plane)) * plane + (i % plane)],
    );
    expectClose(await (await open({})).encode([swapped]), blue);
  });

  it("does as ImageNet's networks do where nothing is said", async () => {
    const { processing } = await OnnxImageEncoder.open(
      await stored({ 'model.onnx': network({ open: [0, 2, 3] }) }),
    );
    expect(processing).toMatchObject({
      frame: { width: 224, height: 224, fit: 'crop', shortestEdge: 256, resampling: 'bilinear' },
      mean: [0.485, 0.456, 0.406],
    });
    const fixed = await OnnxImageEncoder.open(await stored({ 'model.onnx': network() }));
    expect(fixed.frame).toMatchObject({ width: SIDE, height: SIDE, shortestEdge: 14 });
  });

  it('takes pictures of the frame that it names, and no others', async () => {
    const encoder = await open({});
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const planes = await decodePictureBytes(bytes, 'teal.png', encoder.frame);
    expect((await encoder.encode([planes])).some((value) => value !== 0)).toBe(true);
    await expect(encoder.encode([new Uint8Array(3 * 16 * 16)])).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
  });
});

describe('files that cannot be used', () => {
  const refusalOf = async (path: string): Promise<unknown> => {
    try {
      await OnnxImageEncoder.open(path);
      return undefined;
    } catch (thrown) {
      return thrown;
    }
  };
  const as = (code: string, words: string): object =>
    expect.objectContaining({
      name: 'DaogouError',
      code,
      message: expect.stringContaining(words),
      remedy: expect.any(String),
    });

  it('are named: no file, several, no ONNX, one that was cut short', async () => {
    expect(await refusalOf(join(root, 'nowhere.onnx'))).toEqual(as('not-found', 'nowhere.onnx'));
    expect(await refusalOf(await stored({ 'words.txt': {} }))).toEqual(as('not-found', 'no .onnx file'));
    const several = await stored({ 'a.onnx': network(), 'b.onnx': network() });
    expect(await refusalOf(several)).toEqual(as('invalid-input', 'a.onnx, b.onnx'));
    expect(await refusalOf(await stored({ 'model.onnx': Buffer.from('no network') }))).toEqual(
      as('unsupported-format', 'model.onnx'),
    );
    expect(await refusalOf(await stored({ 'model.onnx': Buffer.alloc(0) }))).toEqual(
      as('unsupported-format', 'model.onnx'),
    );
    const whole = network();
    const half = await stored({ 'model.onnx': whole.subarray(0, whole.length / 2) });
    expect(await refusalOf(half)).toEqual(as('unsupported-format', 'model.onnx'));
  });

  it('are named: other inputs than one batch of pictures', async () => {
    const withInputs = (shapes: readonly (readonly number[])[]): Uint8Array => {
      const graph = new Graph();
      for (const [i, shape] of shapes.entries()) {
        graph.output(`o${i}`, graph.emit('Relu', [graph.input(`i${i}`, shape)], shape));
      }
      return graph.toOnnx();
    };
    const four = Array.from({ length: 4 }, () => [1, 3, 8, 8]);
    expect(await refusalOf(await stored({ 'm.onnx': withInputs(four) }))).toEqual(
      as('unsupported-format', '4 inputs: i0, i1, i2, i3'),
    );
    expect(await refusalOf(await stored({ 'm.onnx': withInputs([[1, 10]]) }))).toEqual(
      as('unsupported-format', '2 axes'),
    );
    expect(await refusalOf(await stored({ 'm.onnx': withInputs([[1, 1, 8, 8]]) }))).toEqual(
      as('unsupported-format', '3 channels'),
    );
  });

  it('are named: outputs that are no vector for each picture', async () => {
    const graph = new Graph();
    const pictures = graph.input('pictures', [2, 3, 8, 8]);
    graph.output('all', graph.emit('ReduceSum', [pictures], []));
    const file = await stored({ 'm.onnx': graph.toOnnx() });
    expect(await refusalOf(file)).toEqual(as('unsupported-format', 'no output is a vector'));
  });

  it('are named: weights that lie in another file, which is not there', async () => {
    const { onnx, weights } = withWeightsApart();
    expect(await refusalOf(await stored({ 'm.onnx': onnx }))).toEqual(as('not-found', 'another file'));
    const whole = await OnnxImageEncoder.open(await stored({ 'm.onnx': onnx, 'm.onnx_data': weights }));
    const usual = await OnnxImageEncoder.open(await stored({ 'm.onnx': network() }));
    expect(await whole.encode([picture(1)])).toEqual(await usual.encode([picture(1)]));
  });

  it('are named: a processing that does not fit the network, or is none', async () => {
    const at = (config: object): Promise<string> =>
      stored({ 'model.onnx': network(), 'preprocessor_config.json': config });
    expect(await refusalOf(await at({ size: 99 }))).toEqual(as('model-mismatch', '99 × 99'));
    expect(await refusalOf(await at({ size: 'large' }))).toEqual(as('model-mismatch', 'size'));
    expect(await refusalOf(await at(Buffer.from('{')))).toEqual(
      as('model-mismatch', 'preprocessor_config.json'),
    );
  });
});

/** The usual network with its filters in `m.onnx_data`, as exporters write large ones. */
function withWeightsApart(): { onnx: Uint8Array; weights: Uint8Array } {
  const file = ModelProto.toObject(ModelProto.decode(network()), { longs: Number }) as {
    graph: { initializer: { rawData?: Uint8Array; externalData?: object[]; dataLocation?: number }[] };
  };
  const filters = file.graph.initializer.toSorted((a, b) => b.rawData!.length - a.rawData!.length)[0];
  const weights = filters.rawData!;
  delete filters.rawData;
  filters.dataLocation = 1;
  filters.externalData = Object.entries({ location: 'm.onnx_data', offset: 0, length: weights.length }).map(
    ([key, value]) => ({ key, value: String(value) }),
  );
  return { onnx: ModelProto.encode(ModelProto.fromObject(file)).finish(), weights };
}
