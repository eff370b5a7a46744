import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { fetchItems, type ItemSort } from '../api.ts';
import { CategoryNav } from '../catalogue/category-nav.tsx';
import { GridSkeleton } from '../catalogue/grid-skeleton.tsx';
import { ProductGrid } from '../catalogue/product-grid.tsx';
import { SortSelect } from '../catalogue/sort-select.tsx';
import { useGuideAnswer } from '../guide/use-guide-answer.ts';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { Trouble } from '../layout/trouble.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { track } from '../state/track.ts';
import { useOnce } from '../state/use-once.ts';
import { usePresentation } from './home/use-presentation.ts';

const PAGE = 24;

/** The items of one category, or of the whole shop. */
export function CategoryPage({ category }: { category: string | null }) {
  const { texts } = useTexts();
  const words = useShopWords();
  const title = category === null ? texts.category.all : words.category(category);
  const [sort, setSort] = useState<ItemSort>('id');
  const density = usePresentation(useGuideAnswer().data)?.presentation.density ?? 'airy';
  const list = useInfiniteQuery({
    queryKey: ['items', 'category', category, sort],
    queryFn: ({ pageParam, signal }) =>
      fetchItems({ sort, offset: pageParam, limit: PAGE, ...(category !== null && { category }) }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return shown < last.total && last.rows.length > 0 ? shown : undefined;
    },
  });
  useOnce(() => track('view_item_list'));

  const items = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  return (
    <>
      <CategoryNav current={category} />
      <div className="mt-4 mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <PageHeading title={title} />
          <p className="mt-1 min-h-6 text-soft">{list.data && texts.category.items(total)}</p>
        </div>
        <SortSelect value={sort} onChange={setSort} />
      </div>
      {list.isPending && <GridSkeleton density={density} count={12} />}
      {list.isError && <Trouble error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty title={texts.category.empty} remedy={texts.category.emptyRemedy}>
          <Link href="/products" className={button.quiet}>
            {texts.category.all}
          </Link>
        </Empty>
      )}
      {items.length > 0 && <ProductGrid items={items} density={density} />}
      {list.hasNextPage && (
        <div className="mt-10 flex flex-col items-center gap-3">
          <output className="block text-sm text-soft">
            {list.isFetchingNextPage ? texts.category.loadingMore : texts.category.shown(items.length, total)}
          </output>
          <button type="button" className={button.quiet} onClick={() => void list.fetchNextPage()}>
            {texts.category.more(Math.min(PAGE, total - items.length))}
          </button>
        </div>
      )}
    </>
  );
}
