import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { Graph } from '../../../tensor/graph.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { adapterNetwork, VectorAdapter } from './vector-adapter.ts';

const FROM = 12;
const WIDTH = 5;

async function openAdapter(): Promise<VectorAdapter> {
  const parameters = new ParameterStore(createRandom('adapter'));
  const graph = new Graph();
  adapterNetwork(graph, parameters, graph.input('seen', [1, FROM]), WIDTH);
  return VectorAdapter.fromParameters(parameters, FROM, WIDTH);
}

const random = createRandom('vectors');
const vectors = (rows: number): Float32Array =>
  Float32Array.from({ length: rows * FROM }, () => random.normal() / Math.sqrt(FROM));

describe('VectorAdapter', () => {
  it('gives one row of length 1 for each, in batches of any size', async () => {
    const adapter = await openAdapter();
    for (const rows of [0, 1, 63, 64, 65, 200]) {
      const adapted = await adapter.adapt(vectors(rows));
      expect(adapted.length).toBe(rows * WIDTH);
      for (let row = 0; row < rows; row++) {
        expect(Math.hypot(...adapted.subarray(row * WIDTH, (row + 1) * WIDTH))).toBeCloseTo(1, 4);
      }
    }
  });

  it('gives the same bits after it was saved and read back, and whoever the neighbours are', async () => {
    const adapter = await openAdapter();
    const artifacts = createMemoryArtifacts();
    await adapter.save(artifacts);
    const seen = vectors(70);
    const expected = await adapter.adapt(seen);
    expect(await (await VectorAdapter.load(artifacts)).adapt(seen)).toEqual(expected);
    expect(await adapter.adapt(seen.subarray(66 * FROM, 67 * FROM))).toEqual(
      expected.subarray(66 * WIDTH, 67 * WIDTH),
    );
  });
});
