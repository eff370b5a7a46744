import { describe, expect, it } from 'vitest';
import { Graph } from './graph.ts';
import { scale } from './ops/arithmetic.ts';
import { gather } from './ops/gather.ts';
import { createSession } from './session.ts';

function doubling(size: number): Uint8Array {
  const graph = new Graph();
  graph.output('y', scale(graph.input('x', [size]), 2));
  return graph.toOnnx();
}

describe('createSession', () => {
  it('fills the arrays that are given for results', async () => {
    const session = await createSession(doubling(3));
    const y = new Float32Array(3);
    const results = await session.run({ x: Float32Array.of(1, 2, 3) }, { y });
    expect(results.y).toBe(y);
    expect([...y]).toEqual([2, 4, 6]);
    const x = Float32Array.of(4, 5, 6);
    await session.run({ x }, { y });
    x[0] = 7;
    await session.run({ x }, { y });
    expect([...y]).toEqual([14, 10, 12]);
    await session.release();
  });

  it('runs views into larger arrays', async () => {
    const session = await createSession(doubling(2));
    const buffer = Float32Array.of(9, 1, 2, 9);
    const out = new Float32Array(4);
    await session.run({ x: buffer.subarray(1, 3) }, { y: out.subarray(1, 3) });
    expect([...out]).toEqual([0, 2, 4, 0]);
  });

  it('takes 16 million numbers', async () => {
    const size = 16 * 2 ** 20;
    const session = await createSession(doubling(size));
    const { y } = await session.run({ x: new Float32Array(size).fill(1.5) });
    expect([y.length, y[0], y[size - 1]]).toEqual([size, 3, 3]);
    await session.release();
  });

  it('says which input is missing, of the wrong type or of the wrong length', async () => {
    const session = await createSession(doubling(3));
    await expect(session.run({})).rejects.toMatchObject({
      code: 'invalid-input',
      message: /x has no float32/,
    });
    await expect(session.run({ x: new Int32Array(3) })).rejects.toMatchObject({ received: 'Int32Array' });
    await expect(session.run({ x: new Float32Array(2) })).rejects.toMatchObject({ code: 'shape-mismatch' });
    await expect(session.run({ x: new Float32Array(3) }, { y: new Float32Array(4) })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
  });

  it('says that an index lies outside its table', async () => {
    const graph = new Graph();
    const table = graph.constant(new Float32Array(6), [3, 2]);
    graph.output('row', gather(table, graph.input('index', [1], 'int32')));
    const session = await createSession(graph.toOnnx());
    await expect(session.run({ index: Int32Array.of(3) })).rejects.toMatchObject({
      code: 'invalid-input',
      message: /out of data bounds/,
    });
    expect((await session.run({ index: Int32Array.of(2) })).row).toHaveLength(2);
  });

  it.each([
    ['no bytes', new Uint8Array()],
    ['text', Buffer.from('this is not a network')],
    ['half a file', doubling(3).subarray(0, 40)],
  ])('refuses %s', async (_name, bytes) => {
    await expect(createSession(bytes)).rejects.toMatchObject({ code: 'unsupported-format' });
  });
});
