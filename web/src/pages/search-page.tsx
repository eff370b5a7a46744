import { useEffect } from 'react';
import { Link } from 'wouter';
import type { SearchAnswer } from '../../../src/core/contracts/api.ts';
import type { SearchFilter } from '../api.ts';
import { GridSkeleton } from '../catalogue/grid-skeleton.tsx';
import { ProductGrid } from '../catalogue/product-grid.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { Trouble } from '../layout/trouble.tsx';
import { FacetBar } from '../search/facet-bar.tsx';
import { PhotoHeading } from '../search/photo-heading.tsx';
import { type AskedSearch, useAskedSearch, useSearch } from '../search/use-search.ts';
import { track } from '../state/track.ts';

export function SearchPage() {
  const { texts, language } = useTexts();
  const asked = useAskedSearch();
  const { q, photo } = asked;
  const found = useSearch(asked);
  useEffect(() => {
    if (q) track('search', { query: q });
  }, [q]);
  const nothingAsked = photo === undefined ? q === '' : photo === null;
  return (
    <>
      {photo ? (
        <PhotoHeading photo={photo} />
      ) : (
        <PageHeading title={q ? texts.search.title(q) : texts.search.heading} />
      )}
      <output className="mt-1 mb-6 block min-h-6 text-soft">
        {nothingAsked && (photo === null ? texts.search.photoGone : texts.search.start)}
        {found.data &&
          [
            texts.category.items(found.data.total),
            // What the shop's rules did to them.
            ...found.data.notes.map(({ reason }) => reason[language]),
          ].join(' · ')}
      </output>
      {!nothingAsked && found.isPending && <GridSkeleton density="normal" count={8} />}
      {found.isError && <Trouble error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && <Results found={found.data} asked={asked} />}
    </>
  );
}

function Results({ found, asked }: { found: SearchAnswer; asked: AskedSearch }) {
  const { texts } = useTexts();
  const { q, photo, filter } = asked;
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <>
      {(found.total > 0 || isNarrowed) && (
        <FacetBar facets={found.facets} filter={filter} pathWith={(other) => pathOf(asked, other)} />
      )}
      {found.items.length === 0 && (
        <Empty
          title={photo ? texts.search.noneAlike : texts.search.none(q)}
          remedy={isNarrowed ? texts.search.narrowedRemedy : texts.search.noneRemedy}
        >
          <Link href={isNarrowed ? pathOf(asked, {}) : '/products'} className={button.quiet}>
            {isNarrowed ? texts.search.widen : texts.category.all}
          </Link>
        </Empty>
      )}
      <ProductGrid
        items={found.items.map(({ item }) => item)}
        density="normal"
        recommendationId={found.recommendationId}
      />
    </>
  );
}

function pathOf({ q, photo }: AskedSearch, { category, minPrice, maxPrice }: SearchFilter): string {
  const pairs = { q: q || undefined, photo: photo?.id, category, min: minPrice, max: maxPrice };
  const given = Object.entries(pairs).filter(([, value]) => value !== undefined);
  return `/search?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}
