import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DaogouError } from '../../core/errors.ts';
import { FileKit, tensorOf } from './fixtures/file-kit.ts';
import { mobileNet, resNet } from './fixtures/networks.ts';
import { importOnnx } from './importer.ts';
import { readOnnx } from './reader.ts';
import { ModelProto } from './schema.ts';

const UNSUPPORTED = { code: 'unsupported-format', remedy: expect.any(String) };

/** y = x · w with a weight that a test stores in its own way. */
function scaling(store: (kit: FileKit) => void): FileKit {
  const kit = new FileKit();
  kit.input('x', ['N', 3]);
  store(kit);
  kit.node('Mul', ['x', 'w'], {}, 'y');
  kit.output('y', ['N', 3]);
  return kit;
}

function storedAs(fields: object): Uint8Array {
  return scaling((kit) => kit.parts.graph.initializer.push({ name: 'w', ...fields })).bytes();
}

describe('readOnnx', () => {
  it('gives inputs, outputs, nodes, constants and texts', () => {
    const kit = resNet();
    kit.parts.metadataProps.push({ key: 'labels', value: '["鞋"]' });
    const file = readOnnx(kit.bytes());
    expect(file.inputs).toEqual([{ name: 'pixels', dtype: 'float32', shape: ['N', 3, 16, 16] }]);
    expect(file.outputs.map(({ name }) => name)).toEqual(['logits']);
    expect(file.metadata).toEqual({ labels: '["鞋"]' });
    expect(file.operatorSet).toBe(17);
    const last = file.nodes.at(-1)!;
    expect([last.operator, last.inputs]).toEqual(['Gemm', ['features', 'fc.weight', 'fc.bias']]);
    expect(last.attributes.get('transB')).toBe(1);
    expect(file.initialisers.get('fc.weight')).toMatchObject({ shape: [5, 12], dtype: 'float32' });
  });

  it('does not copy numbers that lie at a fitting byte', () => {
    const bytes = scaling((kit) => kit.stored('w', [2_000_000], new Float32Array(2_000_000).fill(2))).bytes();
    const views = [0, 1, 2, 3].filter((shift) => {
      const moved = new Uint8Array(bytes.byteLength + shift).subarray(shift);
      moved.set(bytes);
      const { values } = readOnnx(moved).initialisers.get('w')!;
      expect([values.length, values[1_999_999]]).toEqual([2_000_000, 2]);
      return values.buffer === moved.buffer;
    });
    expect(views).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['16 bits', tensorOf([3], new Float16Array([1, -2, 0.5]))],
    ['64 bits', tensorOf([3], new Float64Array([1, -2, 0.5]))],
    ['single numbers', { dims: [3], dataType: 1, floatData: [1, -2, 0.5] }],
    ['single doubles', { dims: [3], dataType: 11, doubleData: [1, -2, 0.5] }],
    ['single halves', { dims: [3], dataType: 10, int32Data: [0x3c00, 0xc000, 0x3800] }],
    ['brain floats', { dims: [3], dataType: 16, rawData: Buffer.from('803f00c0003f', 'hex') }],
  ])('reads weights in %s as floats', (_, fields) => {
    expect(readOnnx(storedAs(fields)).initialisers.get('w')).toMatchObject({
      dtype: 'float32',
      values: Float32Array.of(1, -2, 0.5),
    });
  });

  it('reads whole numbers of every width', () => {
    const values = (dataType: number, rawData: string, dims: number[]): unknown =>
      readOnnx(storedAs({ dims, dataType, rawData: Buffer.from(rawData, 'hex') })).initialisers.get('w')!
        .values;
    expect(values(2, 'ff01', [2])).toEqual(Uint8Array.of(255, 1));
    expect(values(3, 'ff01', [2])).toEqual(Int32Array.of(-1, 1));
    expect(values(4, 'ffff0100', [2])).toEqual(Int32Array.of(65_535, 1));
    expect(values(5, 'ffff0100', [2])).toEqual(Int32Array.of(-1, 1));
    expect(values(6, 'ffffffff', [1])).toEqual(Int32Array.of(-1));
    expect(values(7, 'feffffffffffffff', [])).toEqual(BigInt64Array.of(-2n));
    expect(values(9, '0001', [2])).toEqual(Uint8Array.of(0, 1));
  });

  it('puts nodes that are out of order into one in which they run', () => {
    const kit = resNet();
    const expected = readOnnx(kit.bytes()).nodes.map(({ name }) => name);
    kit.parts.graph.node.reverse();
    const names = readOnnx(kit.bytes()).nodes.map(({ name }) => name);
    expect(names.toSorted()).toEqual(expected.toSorted());
    expect(names.indexOf('node stem')).toBeLessThan(names.indexOf('node block1'));
  });

  it('skips fields that it does not know', () => {
    const unknown = Buffer.from('f2010568656c6c6f', 'hex'); // field 30, a text
    expect(readOnnx(Buffer.concat([resNet().bytes(), unknown])).nodes.length).toBeGreaterThan(10);
  });

  it('takes weights from a file beside the network, in a folder or by a function', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daogou-external-'));
    try {
      const numbers = Float32Array.of(9, 1, -2, 0.5);
      writeFileSync(join(folder, 'model.onnx_data'), new Uint8Array(numbers.buffer));
      const entries = [
        { key: 'location', value: 'model.onnx_data' },
        { key: 'offset', value: '4' },
        { key: 'length', value: '12' },
      ];
      const external = { dims: [3], dataType: 1, dataLocation: 1 };
      const onnx = storedAs({ ...external, externalData: entries });
      const expected = Float32Array.of(1, -2, 0.5);
      const read = (bytes: Uint8Array, options: object): unknown =>
        readOnnx(bytes, options).initialisers.get('w')!.values;
      expect(read(onnx, { externalFolder: folder })).toEqual(expected);
      const readExternal = (_: string, offset: number, length: number): Uint8Array =>
        Buffer.from(numbers.buffer, offset, length);
      expect(read(onnx, { readExternal })).toEqual(expected);
      expect(() => readOnnx(onnx)).toThrow(
        expect.objectContaining({ ...UNSUPPORTED, received: 'model.onnx_data' }),
      );
      expect(() => readOnnx(onnx, { externalFolder: join(folder, 'elsewhere') })).toThrow(
        expect.objectContaining({ code: 'not-found' }),
      );
      writeFileSync(join(folder, 'model.onnx_data'), new Uint8Array(8));
      expect(() => readOnnx(onnx, { externalFolder: folder })).toThrow(expect.objectContaining(UNSUPPORTED));
      for (const location of ['../secret', '/etc/passwd', 'a/../../b', '']) {
        const outside = storedAs({ ...external, externalData: [{ key: 'location', value: location }] });
        expect(() => readOnnx(outside, { externalFolder: folder })).toThrow(/outside its folder/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what cannot be read', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /no network/],
    ['a web page', Buffer.from('<!doctype html><title>404</title>'), /no complete ONNX file|no network/],
    ['a PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /no complete ONNX file|no network/],
    ['an old set', new FileKit({ operatorSet: 6 }).bytes(), /no network/],
    [
      'a text as a constant',
      storedAs({ dims: [1], dataType: 8, rawData: Buffer.from('x') }),
      /element type 8/,
    ],
    [
      'too few numbers',
      storedAs({ dims: [3], dataType: 1, rawData: Buffer.alloc(8) }),
      /\[3\] has 2 numbers/,
    ],
    ['half a number', storedAs({ dims: [2], dataType: 1, rawData: Buffer.alloc(7) }), /7 bytes/],
    ['a negative size', storedAs({ dims: [-1, -3], dataType: 1, rawData: Buffer.alloc(12) }), /\[-1, -3\]/],
    [
      'a monstrous size',
      storedAs({ dims: [2 ** 40, 2 ** 40], dataType: 1, rawData: Buffer.alloc(4) }),
      /has 1 numbers/,
    ],
    ['a value from nowhere', scaling(() => undefined).bytes(), /reads w, which nothing computes/],
  ])('%s', (_, bytes, message) => {
    const error = failure(() => readOnnx(bytes));
    expect(error).toMatchObject(UNSUPPORTED);
    expect(error?.message).toMatch(message);
  });

  it.each([6, 99])('operator set %i', (operatorSet) => {
    const error = failure(() => readOnnx(resNet({ operatorSet }).bytes()));
    expect(error).toMatchObject({ ...UNSUPPORTED, received: operatorSet });
    expect(error?.remedy).toContain('opset_version');
  });

  it('a network in a circle, and a value that is computed twice', () => {
    const kit = new FileKit();
    kit.node('Relu', ['b'], {}, 'a');
    kit.node('Relu', ['a'], {}, 'b');
    kit.output('b', [1]);
    expect(() => readOnnx(kit.bytes())).toThrow(/depends on its own result/);
    const twice = scaling((inner) => inner.weight('w', [3]));
    twice.node('Relu', ['x'], {}, 'y');
    expect(() => readOnnx(twice.bytes())).toThrow(/y is computed twice/);
  });

  it.each(['QLinearConv', 'ConvInteger', 'DequantizeLinear', 'DynamicQuantizeLinear'])(
    'a quantised network, by the name of its %s',
    (operator) => {
      const kit = resNet();
      kit.node(operator, ['stem'], {}, 'small');
      expect(failure(() => readOnnx(kit.bytes()))).toMatchObject({ ...UNSUPPORTED, received: 'node small' });
    },
  );

  it('a file that was cut off, wherever it was', () => {
    const whole = mobileNet().bytes();
    for (let length = 0; length < whole.byteLength; length += 7) {
      const error = failure(() => importOnnx(whole.subarray(0, length), { trainableAfter: 'pixels' }));
      expect([length, error?.code]).toEqual([length, 'unsupported-format']);
    }
  });

  it('random bytes, and files with random bytes in them', () => {
    const whole = mobileNet().bytes();
    // Whatever is thrown must be a typed error, or `failure` throws it on.
    const attempt = (bytes: Uint8Array): boolean =>
      failure(() => importOnnx(bytes, { batch: 1 }))?.remedy !== '';
    expect(attempt(whole)).toBe(true);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), attempt), { numRuns: 500 });
    const damage = fc.array(fc.tuple(fc.nat(whole.byteLength - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return attempt(bytes);
      }),
      { numRuns: 300 },
    );
  });

  it('a network with fields of the wrong kind', () => {
    const parts = ModelProto.toObject(ModelProto.decode(mobileNet().bytes())) as {
      graph: { node: { attribute: unknown[]; input: string[] }[] };
    };
    for (const node of parts.graph.node) {
      const bare = structuredClone(parts);
      const index = parts.graph.node.indexOf(node);
      bare.graph.node[index].input = [];
      const error = failure(() => importOnnx(ModelProto.encode(bare).finish()));
      expect(error).toMatchObject(UNSUPPORTED);
    }
  });
});

function failure(run: () => unknown): DaogouError | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof DaogouError) return thrown;
    throw thrown;
  }
  return undefined;
}
