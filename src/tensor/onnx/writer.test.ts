import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core/random.ts';
import { Graph } from '../graph.ts';
import { mlp } from '../layers/mlp.ts';
import { ParameterStore } from '../parameters.ts';
import { createSession } from '../session.ts';
import { fitsHalfPrecision, fromHalfPrecision, toHalfPrecision } from './half-precision.ts';
import { readOnnxMetadata } from './metadata.ts';

function buildNetwork(): { graph: Graph; store: ParameterStore } {
  const graph = new Graph();
  const store = new ParameterStore(createRandom('writer'));
  graph.output('y', mlp(graph, store, 'mlp', graph.input('x', [2, 30]), { widths: [50, 4] }));
  return { graph, store };
}

async function runOnce(onnx: Uint8Array): Promise<Float32Array> {
  const session = await createSession(onnx);
  const random = createRandom('feed');
  const { y } = await session.run({ x: Float32Array.from({ length: 60 }, () => random.normal()) });
  await session.release();
  return y;
}

describe('weights in 16 bits', () => {
  it('halve the file and change the results by less than a hundredth', async () => {
    const { graph, store } = buildNetwork();
    const whole = graph.toOnnx({ frozen: store.frozen() });
    const half = graph.toOnnx({ frozen: store.frozen(), halfPrecision: true });
    const weights = 30 * 50 + 50 * 4;
    expect(whole.byteLength - half.byteLength).toBeGreaterThan(2 * weights - 300);
    const [expected, received] = [await runOnce(whole), await runOnce(half)];
    expect(received).not.toEqual(expected);
    for (const [i, value] of received.entries()) expect(Math.abs(value - expected[i])).toBeLessThan(0.01);
  });

  it('store constants as well, but small arrays and those out of range whole', async () => {
    const graph = new Graph();
    const large = graph.constant(new Float32Array(100).fill(1 / 3), [100]);
    const small = graph.constant(new Float32Array(3).fill(1 / 3), [3]);
    const beyond = graph.constant(new Float32Array(100).fill(1e6 + 1 / 16), [100]);
    const tiny = graph.constant(new Float32Array(100).fill(1e-7), [100]);
    for (const [name, tensor] of Object.entries({ large, small, beyond, tiny })) graph.output(name, tensor);
    const session = await createSession(graph.toOnnx({ halfPrecision: true }));
    const values = await session.run({});
    await session.release();
    expect(values.large[0]).toBe(Math.f16round(1 / 3));
    expect(values.small[0]).toBe(Math.fround(1 / 3));
    expect(values.beyond[0]).toBe(Math.fround(1e6 + 1 / 16));
    expect(values.tiny[0]).toBe(Math.fround(1e-7));
  });

  it('come back within half a unit of the last of 11 bits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -65_504, max: 65_504, noNaN: true }), { minLength: 1 }),
        (list) => {
          const values = Float32Array.from(list);
          if (!fitsHalfPrecision(values)) return;
          const bits = toHalfPrecision(values);
          const back = fromHalfPrecision(new Uint8Array(bits.buffer));
          const largest = Math.max(...values.map(Math.abs));
          for (const [i, value] of values.entries()) {
            expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(2 ** -11 * largest);
          }
        },
      ),
    );
  });

  it.each([[[Number.NaN]], [[Infinity]], [[70_000]], [[1e-9]]])('are not used for %s', (list) => {
    expect(fitsHalfPrecision(Float32Array.from(list))).toBe(false);
  });
});

describe('metadata', () => {
  it('comes back as it was given', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme' })), (texts) => {
        const { graph, store } = buildNetwork();
        const metadata = { ...texts, labels: JSON.stringify(['shoe', '鞋']) };
        const back = readOnnxMetadata(graph.toOnnx({ frozen: store.frozen(), metadata }));
        expect(Object.entries(back)).toEqual(Object.entries(metadata));
      }),
      { numRuns: 20 },
    );
  });

  it('leaves the network as it runs', async () => {
    const { graph, store } = buildNetwork();
    const frozen = store.frozen();
    expect(await runOnce(graph.toOnnx({ frozen, metadata: { version: '3' } }))).toEqual(
      await runOnce(graph.toOnnx({ frozen })),
    );
  });

  it('must be texts under names', () => {
    const { graph } = buildNetwork();
    const store = (metadata: object) => () => graph.toOnnx({ metadata: metadata as Record<string, string> });
    expect(store({ '': 'nameless' })).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    expect(store({ width: 128 })).toThrow(/"width" cannot be stored/);
  });

  it('is not there in bytes that are no ONNX file', () => {
    expect(() => readOnnxMetadata(Buffer.from('<html>not found</html>'))).toThrow(
      expect.objectContaining({ code: 'unsupported-format' }),
    );
  });
});
