import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'wouter';
import { fetchItem, ShopProblem } from '../api.ts';
import { Blush } from '../layout/blush.tsx';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { Trouble } from '../layout/trouble.tsx';
import { usePageTitle } from '../layout/use-page-title.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { track } from '../state/track.ts';
import { ProductDetails } from './product/product-details.tsx';
import { SimilarItems } from './product/similar-items.tsx';

export function ProductPage({ id }: { id: string }) {
  const { texts, say } = useTexts();
  const {
    data: item,
    error,
    refetch,
  } = useQuery({
    queryKey: ['item', id],
    queryFn: ({ signal }) => fetchItem(id, signal),
  });
  const heading = usePageTitle(item ? say(item.title) : texts.states.loading);
  const known = item !== undefined;
  useEffect(() => {
    // Told once for each visit of the page, not again when the item's data is refreshed.
    if (known) track('view_item', { item });
  }, [id, known]);

  if (error instanceof ShopProblem && error.status === 404) {
    return (
      <>
        <h1 ref={heading} tabIndex={-1} className="sr-only">
          {texts.item.notFound}
        </h1>
        <Empty title={texts.item.notFound} remedy={texts.item.notFoundRemedy}>
          <Link href="/products" className={button.quiet}>
            {texts.category.all}
          </Link>
        </Empty>
      </>
    );
  }
  if (error && !item) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (!item) {
    return (
      <div role="status" aria-label={texts.states.loading} className="grid gap-8 md:grid-cols-2">
        <Blush hue={50} className="aspect-square rounded-3xl" />
        <Blush hue={90} className="h-40 rounded-3xl" />
      </div>
    );
  }
  return (
    <>
      <ProductDetails item={item} heading={heading} />
      <SimilarItems item={item} />
    </>
  );
}
