import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useSearchParams } from 'wouter';
import { fetchSearch } from '../api.ts';
import { GridSkeleton } from '../catalogue/grid-skeleton.tsx';
import { ProductGrid } from '../catalogue/product-grid.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { Trouble } from '../layout/trouble.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { shopper } from '../state/shopper.ts';
import { track } from '../state/track.ts';
import { usePersisted } from '../state/use-persisted.ts';

export function SearchPage() {
  const { texts } = useTexts();
  const [parameters] = useSearchParams();
  const q = (parameters.get('q') ?? '').trim().slice(0, 200);
  const title = q ? texts.search.title(q) : texts.search.heading;
  const { userId, sessionId } = usePersisted(shopper);
  const found = useQuery({
    queryKey: ['search', q, userId, sessionId],
    queryFn: ({ signal }) => fetchSearch({ q, userId, sessionId }, signal),
    enabled: q !== '',
  });
  useEffect(() => {
    if (q) track('search', { query: q });
  }, [q]);
  return (
    <>
      <PageHeading title={title} />
      <output className="mt-1 block mb-6 min-h-6 text-soft">
        {q === '' ? texts.search.start : found.data && texts.category.items(found.data.items.length)}
      </output>
      {q !== '' && found.isPending && <GridSkeleton density="normal" count={8} />}
      {found.isError && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && (
        <Empty title={texts.search.none(q)} remedy={texts.search.noneRemedy}>
          <Link href="/products" className={button.quiet}>
            {texts.category.all}
          </Link>
        </Empty>
      )}
      {found.data && (
        <ProductGrid
          items={found.data.items.map(({ item }) => item)}
          density="normal"
          recommendationId={found.data.recommendationId}
        />
      )}
    </>
  );
}
