import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../core/random.ts';
import { Graph } from '../../../tensor/graph.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { CnnEncoder } from './cnn-encoder.ts';
import { PICTURE_SIDE, smallCnn } from './small-cnn.ts';

const WIDTH = 24;
const PIXELS = 3 * PICTURE_SIDE * PICTURE_SIDE;

async function openEncoder(): Promise<CnnEncoder> {
  const parameters = new ParameterStore(createRandom('cnn'));
  const graph = new Graph();
  smallCnn(graph, parameters, graph.input('pictures', [1, 3, PICTURE_SIDE, PICTURE_SIDE]), WIDTH);
  // A bias that is not zero: without one, no picture would come out as zeros by itself.
  parameters.get('image.projection.bias').data.fill(0.5);
  return CnnEncoder.fromParameters(parameters, WIDTH);
}

/** Stripes of a width and a brightness of its own for each number. */
const picture = (number: number): Uint8Array =>
  Uint8Array.from({ length: PIXELS }, (_, i) => ((i % (number + 5)) * 37 + number * 20) % 256);

encoderSuite('small-cnn', {
  open: openEncoder,
  inputs: [1, 2, 3, 4, 5].map(picture),
  bad: [{ input: new Uint8Array(7), code: 'shape-mismatch' }],
  empty: new Uint8Array(0),
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as CnnEncoder).save(artifacts);
    return CnnEncoder.load(artifacts);
  },
});

describe('CnnEncoder', () => {
  let encoder: CnnEncoder;
  beforeAll(async () => {
    encoder = await openEncoder();
  });

  it('refuses a picture of another size, which would be read as parts of two', async () => {
    for (const length of [1, PIXELS - 1, PIXELS + 1, 4 * PIXELS]) {
      await expect(encoder.encode([picture(1), new Uint8Array(length)])).rejects.toMatchObject({
        code: 'shape-mismatch',
        received: length,
      });
    }
  });

  it('sees where something stands, not only what', async () => {
    const withSpot = (at: number): Uint8Array => new Uint8Array(PIXELS).fill(255, at, at + 200);
    expect(await encoder.encode([withSpot(0)])).not.toEqual(await encoder.encode([withSpot(2_000)]));
  });
});
