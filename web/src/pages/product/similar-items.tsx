import { useQuery } from '@tanstack/react-query';
import type { ItemView } from '../../../../src/core/contracts/api.ts';
import { fetchSimilar } from '../../api.ts';
import { GridSkeleton } from '../../catalogue/grid-skeleton.tsx';
import { ProductGrid } from '../../catalogue/product-grid.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { neverStore } from '../../state/stored-items.ts';
import { usePersisted } from '../../state/use-persisted.ts';

const SHOWN = 8;
const SPARE = 8;

export function SimilarItems({ item }: { item: ItemView }) {
  const { texts } = useTexts();
  const never = usePersisted(neverStore);
  const { data, isPending } = useQuery({
    queryKey: ['similar', item.id],
    queryFn: ({ signal }) => fetchSimilar(item.id, SHOWN + SPARE, signal),
  });
  const items = (data?.items ?? [])
    .map((similar) => similar.item)
    .filter(({ id }) => !never.includes(id))
    .slice(0, SHOWN);
  if (!isPending && items.length === 0) return null;
  return (
    <section aria-labelledby="similar" className="mt-16">
      <h2 id="similar" className="mb-4 text-xl font-semibold tracking-tight">
        {texts.item.similar}
      </h2>
      {isPending ? (
        <GridSkeleton density="normal" count={4} />
      ) : (
        <ProductGrid
          items={items}
          density="normal"
          recommendationId={data?.recommendationId ?? null}
          labelledBy="similar"
        />
      )}
    </section>
  );
}
