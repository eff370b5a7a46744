import { beforeAll, describe, expect, it } from 'vitest';
import { dot } from '../../../core/maths.ts';
import { createRandom } from '../../../core/random.ts';
import { Graph } from '../../../tensor/graph.ts';
import { ParameterStore } from '../../../tensor/parameters.ts';
import { encoderSuite } from '../../../testing/encoder-suite.ts';
import { createMemoryArtifacts } from '../../../testing/memory-artifacts.ts';
import { PieceVocabulary } from './piece-vocabulary.ts';
import { SequenceEncoder } from './sequence-encoder.ts';
import { SEQUENCE_KINDS, sequenceNetwork, type SequenceKind } from './sequence-network.ts';

const WIDTH = 24;
const LONGEST = 16;
const vocabulary = PieceVocabulary.learn(
  Array.from({ length: 3 }, () => 'a red silk dress 红色真丝连衣裙 denim jacket 牛仔外套 12 cm xyz'),
);

/** Untrained, with biases that are not zero: without one, an empty text would come out as zeros by itself. */
function openEncoder(kind: SequenceKind): Promise<SequenceEncoder> {
  const parameters = new ParameterStore(createRandom(kind));
  const graph = new Graph();
  const ids = graph.input('ids', [1, LONGEST], 'int32');
  sequenceNetwork(graph, parameters, ids, graph.input('mask', [1, LONGEST]), {
    kind,
    width: WIDTH,
    pieces: vocabulary.pieces.length,
  });
  parameters.get('text.projection.bias').data.fill(0.01);
  return SequenceEncoder.fromParameters(kind, vocabulary, parameters, { longest: LONGEST, width: WIDTH });
}

for (const kind of SEQUENCE_KINDS) {
  encoderSuite(kind, {
    open: () => openEncoder(kind),
    inputs: ['A red silk dress', '红色丝绸连衣裙', 'ＡＢＣ shoes', 'x', '12.5 cm', 'Denim jacket 牛仔外套'],
    empty: '',
    async reload(encoder) {
      const artifacts = createMemoryArtifacts();
      await (encoder as SequenceEncoder).save(artifacts);
      return SequenceEncoder.load(artifacts);
    },
  });
}

describe.each(SEQUENCE_KINDS)('the sequence encoder %s', (kind) => {
  let encoder: SequenceEncoder;
  beforeAll(async () => {
    encoder = await openEncoder(kind);
  });

  it('reads the order of words', async () => {
    const [one, other] = await Promise.all([
      encoder.encode(['red dress, silk']),
      encoder.encode(['silk dress, red']),
    ]);
    expect(dot(one, other)).toBeLessThan(0.9999);
  });

  it('has nothing to say of white space, emoji and broken characters', async () => {
    expect(await encoder.encode([' \n', '🎉👗', '\ud83d\u0000'])).toEqual(new Float32Array(3 * WIDTH));
  });

  it('reads the beginning of a megabyte, quickly', async () => {
    const started = performance.now();
    const [long, short] = await Promise.all([
      encoder.encode(['silk dress '.repeat(90_000)]),
      encoder.encode(['silk dress '.repeat(LONGEST)]),
    ]);
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(long).toEqual(short);
  });
});
