import { silentProgress } from '../core/progress.ts';
import { openMediaStore } from '../data/storage/media.ts';
import { CompactEncoder } from '../perception/encoders/image/compact/compact-encoder.ts';
import { ProductMatcher } from '../perception/screens/products/product-matcher.ts';
import { encodedVectors } from './encode.ts';
import type { SightCatalogue } from './screens.ts';

/** Recognises the items of a workspace by what the encoder that ships saw in their pictures, and by their titles. */
export async function openProductSense({ folder, items: all }: SightCatalogue): Promise<ProductMatcher> {
  const items = all.filter(({ retired }) => !retired);
  const { vectors } = await encodedVectors({ folder, media: openMediaStore(folder) }, items, {
    modality: 'image',
    spec: 'compact',
    progress: silentProgress,
  });
  return ProductMatcher.open(
    {
      ids: items.map(({ id }) => id),
      titles: items.map(({ title }) => Object.values(title).filter((text) => text !== undefined)),
      prices: items.map(({ price }) => price?.amount ?? null),
      vectors,
    },
    await CompactEncoder.open(),
  );
}
