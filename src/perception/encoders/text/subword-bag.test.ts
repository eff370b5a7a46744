import { beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { EmbeddingTable } from '../../../tensor/embedding-table.ts';
import { Graph } from '../../../tensor/graph.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import {
  createPieceTable,
  joinBags,
  PIECE_WIDTH,
  SubwordBagEncoder,
  subwordProjection,
} from './subword-bag.ts';

const WIDTH = 24;

async function openEncoder(): Promise<SubwordBagEncoder> {
  const random = createRandom('subword bag');
  const parameters = new ParameterStore(random.fork('parameters'));
  const graph = new Graph();
  subwordProjection(graph, parameters, graph.input('bags', [1, PIECE_WIDTH]), WIDTH);
  // A bias that is not zero: without one, an empty text would come out as zeros by itself.
  parameters.get('text.projection.bias').data.fill(0.01);
  return SubwordBagEncoder.fromParameters(createPieceTable(random.fork('pieces')), parameters, WIDTH);
}

encoderSuite('subword-bag', {
  open: openEncoder,
  inputs: ['A red silk dress', '红色丝绸连衣裙', 'ＡＢＣ shoes', 'x', '12.5 cm', 'Denim jacket 牛仔外套'],
  empty: '',
  async reload(encoder) {
    const artifacts = createMemoryArtifacts();
    await (encoder as SubwordBagEncoder).save(artifacts);
    return SubwordBagEncoder.load(artifacts);
  },
});

describe('SubwordBagEncoder', () => {
  let encoder: SubwordBagEncoder;
  beforeAll(async () => {
    encoder = await openEncoder();
  });

  it('has nothing to say of white space, punctuation and emoji', async () => {
    expect(await encoder.encode([' \n\t', '…!?、。', '🎉👗'])).toEqual(new Float32Array(3 * WIDTH));
  });

  it('reads full-width as half-width and capitals as small letters', async () => {
    const [wide, narrow] = await Promise.all([
      encoder.encode(['ＳＩＬＫ　１２']),
      encoder.encode(['silk 12']),
    ]);
    expect(wide).toEqual(narrow);
  });

  it('puts a misspelt word nearer to the right one than to another, untrained as it is', async () => {
    const [right, misspelt, other] = await Promise.all(
      ['stockings', 'stokings', 'saucepan'].map((text) => encoder.encode([text])),
    );
    expect(dot(right, misspelt)).toBeGreaterThan(dot(right, other) + 0.1);
  });

  it('reads the beginning of a megabyte, quickly', async () => {
    const started = performance.now();
    const [english, chinese] = await Promise.all([
      encoder.encode(['silk dress '.repeat(100_000)]),
      encoder.encode(['连衣裙'.repeat(350_000)]),
    ]);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(dot(english, english)).toBeCloseTo(1, 4);
    expect(dot(chinese, chinese)).toBeCloseTo(1, 4);
  });

  it('refuses a stored table of another size', async () => {
    const artifacts = createMemoryArtifacts();
    await encoder.save(artifacts);
    await artifacts.writeArrays('text-pieces', { pieces: new Float32Array(PIECE_WIDTH) });
    await expect(SubwordBagEncoder.load(artifacts)).rejects.toMatchObject({ code: 'shape-mismatch' });
  });
});

describe('joinBags', () => {
  it('is read by the table as the mean of each bag, zeros for an empty one', () => {
    const table = new EmbeddingTable({ rows: 3, width: 2 }, Float32Array.of(1, 2, 3, 4, 5, 6));
    const { ids, offsets } = joinBags([Int32Array.of(0, 2), new Int32Array(0), Int32Array.of(1)]);
    expect([...table.bag(ids, offsets)]).toEqual([3, 4, 0, 0, 3, 4]);
    expect(joinBags([])).toEqual({ ids: new Int32Array(0), offsets: new Int32Array(1) });
  });
});
