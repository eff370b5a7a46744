import type { Item } from '../core/contracts/item.ts';
import { createRandom } from '../core/random.ts';
import { itemText } from '../learning/training/train-content-encoders.ts';
import { DEFAULTS } from './defaults.ts';
import { fittedEncoder } from './encoders-fitted.ts';
import { contrastiveText, subwordBag } from './encoders-image.ts';
import type { EncoderKind } from './encoders-kind.ts';

/** What is said of each item. */
function textsOf(items: readonly Item[]): string[] {
  return items.map(itemText);
}

const tfidf: EncoderKind = {
  name: 'tf-idf',
  modality: 'text',
  says: 'the words of the catalogue, by how rare they are, made dense',
  async open(opening) {
    const { TfidfEncoder } = await import('../perception/encoders/text/tfidf-encoder.ts');
    const { reader, version } = await fittedEncoder('tf-idf', opening, async (items, writer) => {
      const random = createRandom(`encoders/${DEFAULTS.seed}`).fork('tf-idf');
      await TfidfEncoder.fit(textsOf(items), { random }).save(writer);
    });
    return { modality: 'text', encoder: await TfidfEncoder.load(reader), version };
  },
};

export const TEXT_ENCODERS: readonly EncoderKind[] = [
  subwordBag,
  tfidf,
  contrastiveText('clip'),
  contrastiveText('siglip'),
];
