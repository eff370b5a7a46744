import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { ort } from '../onnx-runtime.ts';
import { decodeProto } from './decode.ts';
import { fuseElementwise } from './fuse-elementwise.ts';
import { ATTRIBUTE_TYPES, ELEMENT_TYPES, ModelProto } from './schema.ts';

const random = createRandom('fuse');

function stored(name: string, dims: readonly number[], values?: readonly number[]): object {
  const count = dims.reduce((product, size) => product * size, 1);
  const numbers = Float32Array.from({ length: count }, (_, i) => values?.[i] ?? random.normal() * 0.4);
  return { name, dims, dataType: ELEMENT_TYPES.float32, rawData: new Uint8Array(numbers.buffer) };
}

const node = (opType: string, input: string[], output: string, attribute: object[] = []): object => ({
  opType,
  input,
  output: [output],
  name: output,
  attribute,
});

const PADS = { name: 'pads', ints: [1, 1, 1, 1], type: ATTRIBUTE_TYPES.integers };

/** Conv, scale, shift, hard swish, scale, shift, Conv, as Paddle exports its small networks. */
function network({ outputs = ['y'] }: { outputs?: string[] } = {}): Uint8Array {
  const map = (name: string): object => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: [1, 3, 6, 7].map((dimValue) => ({ dimValue })) } } },
  });
  const message = {
    irVersion: 8,
    opsetImport: [{ domain: '', version: 11 }],
    graph: {
      name: 'graph',
      node: [
        node('Conv', ['x', 'w1', 'b1'], 'c1', [PADS]),
        node('Mul', ['scale', 'c1'], 'm1'),
        node('Add', ['m1', 'shift'], 'a1'),
        node('Add', ['a1', 'three'], 'h1'),
        node('Clip', ['h1', 'zero', 'six'], 'h2'),
        node('Mul', ['a1', 'h2'], 'h3'),
        node('Div', ['h3', 'six'], 'h4'),
        node('Mul', ['scale', 'h4'], 'm2'),
        node('Add', ['m2', 'shift'], 'a2'),
        node('Conv', ['a2', 'w2'], 'y', [PADS]),
      ],
      initializer: [
        stored('w1', [3, 3, 3, 3]),
        stored('b1', [3]),
        stored('w2', [3, 3, 3, 3]),
        stored('scale', [1], [1.7]),
        stored('shift', [1], [-0.4]),
        stored('three', [1], [3]),
        stored('zero', [], [0]),
        stored('six', [], [6]),
      ],
      input: [map('x')],
      output: outputs.map(map),
    },
  };
  return ModelProto.encode(ModelProto.fromObject(message)).finish();
}

async function run(onnx: Uint8Array, x: Float32Array): Promise<number[][]> {
  const session = await ort.InferenceSession.create(onnx, { intraOpNumThreads: 1 });
  const results = await session.run({ x: new ort.Tensor('float32', x, [1, 3, 6, 7]) });
  await session.release();
  return Object.keys(results)
    .sort()
    .map((name) => [...(results[name].data as Float32Array)]);
}

const operatorsOf = (onnx: Uint8Array): string[] =>
  decodeProto<{ graph: { node: { opType: string }[] } }>(ModelProto, onnx).graph.node.map(
    ({ opType }) => opType,
  );

describe('fuseElementwise', () => {
  it('gives the same numbers with fewer operators, at the edges too', async () => {
    const before = network();
    const after = fuseElementwise(before);
    expect(operatorsOf(after)).toEqual(['Conv', 'HardSigmoid', 'Mul', 'Add', 'Conv']);
    const x = Float32Array.from({ length: 126 }, () => random.normal() * 3);
    const [[wanted], [got]] = [await run(before, x), await run(after, x)];
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - got[i])))).toBeLessThan(1e-4);
  });

  it('leaves what somebody else looks at', async () => {
    const before = network({ outputs: ['y', 'm1', 'h2'] });
    const after = fuseElementwise(before);
    expect(operatorsOf(after)).toContain('Clip');
    const x = Float32Array.from({ length: 126 }, () => random.normal());
    const [wanted, got] = [await run(before, x), await run(after, x)];
    for (const [i, values] of wanted.entries()) {
      expect(Math.max(...values.map((value, j) => Math.abs(value - got[i][j])))).toBeLessThan(1e-4);
    }
  });

  it('changes nothing the second time, and refuses what is no network', () => {
    const once = fuseElementwise(network());
    expect(operatorsOf(fuseElementwise(once))).toEqual(operatorsOf(once));
    expect(() => fuseElementwise(new Uint8Array([9, 9, 9]))).toThrow(/no complete ONNX file/);
  });
});
