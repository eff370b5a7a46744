import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { fetchItem, ShopProblem } from '../api.ts';
import { Blush } from '../layout/blush.tsx';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { Trouble } from '../layout/trouble.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { track } from '../state/track.ts';
import { useOnce } from '../state/use-once.ts';
import { ProductDetails } from './product/product-details.tsx';
import { SimilarItems } from './product/similar-items.tsx';

export function ProductPage({ id }: { id: string }) {
  const { texts } = useTexts();
  const {
    data: item,
    error,
    refetch,
  } = useQuery({
    queryKey: ['item', id],
    queryFn: ({ signal }) => fetchItem(id, signal),
  });
  useOnce(() => track('view_item', item && { item }), item !== undefined);

  if (error instanceof ShopProblem && error.status === 404) {
    return (
      <>
        <PageHeading title={texts.item.notFound} className="sr-only" />
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
      <div className="grid gap-8 md:grid-cols-2">
        <output className="sr-only">{texts.states.loading}</output>
        <Blush hue={50} className="aspect-square rounded-3xl" />
        <Blush hue={90} className="h-40 rounded-3xl" />
      </div>
    );
  }
  return (
    <>
      <ProductDetails item={item} />
      <SimilarItems item={item} />
    </>
  );
}
