/** For tests: what a composition of operations gives for known numbers. */
import { Graph, type DataType, type Tensor, type TypedArray } from '../graph.ts';
import { createSession } from '../session.ts';
import type { Shape } from '../shapes.ts';

export type Value = readonly [values: readonly number[] | TypedArray, shape: Shape];

/** Feeds every value as an input, so that nothing is folded away when the session is made. */
export async function compute(
  values: readonly Value[],
  build: (...tensors: [Tensor, Tensor, Tensor, Tensor]) => Tensor,
  threads = 1,
): Promise<number[]> {
  const graph = new Graph();
  const feeds: Record<string, TypedArray> = {};
  const tensors = values.map(([numbers, shape], i) => {
    const feed = Array.isArray(numbers) ? Float32Array.from(numbers) : (numbers as TypedArray);
    feeds[`input ${i}`] = feed;
    return graph.input(`input ${i}`, shape, dataTypeOf(feed));
  });
  const [a, b, c, d] = tensors;
  graph.output('result', build(a, b, c, d));
  const session = await createSession(graph.toOnnx(), { threads });
  const { result } = await session.run(feeds);
  await session.release();
  return [...result];
}

function dataTypeOf(values: TypedArray): DataType {
  if (values instanceof Int32Array) return 'int32';
  return values instanceof BigInt64Array ? 'int64' : 'float32';
}
