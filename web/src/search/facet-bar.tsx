import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Facets } from '../../../src/core/contracts/api.ts';
import type { SearchFilter } from '../api.ts';
import { formatMoney } from '../i18n/formats.ts';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';

const chip =
  'press flex h-9 shrink-0 items-center gap-1.5 rounded-full border border-line px-3.5 text-sm whitespace-nowrap hover:border-edge aria-[current]:border-accent aria-[current]:bg-tint aria-[current]:text-accent-deep';

/** More would stand between the shopper and what was found. */
const CATEGORIES = 8;

/** Narrows a search down by category and by price, each choice with what it would find; chosen again, it is taken back. */
export function FacetBar(props: {
  facets: Facets;
  filter: SearchFilter;
  /** The address of this search with another choice. */
  pathWith: (filter: SearchFilter) => string;
}) {
  const { texts, language } = useTexts();
  const words = useShopWords();
  const { facets, filter, pathWith } = props;
  const offered = facets.categories.filter(({ name }, i) => i < CATEGORIES || name === filter.category);
  const named = (amount: number, currency: string): string => formatMoney({ amount, currency }, language);
  return (
    <div className="mb-6 flex flex-col gap-2">
      {(facets.categories.length > 1 || filter.category !== undefined) && (
        <Row label={texts.search.categories}>
          {offered.map(({ name, items }) => (
            <Choice
              key={name}
              isChosen={filter.category === name}
              href={pathWith({ ...filter, category: filter.category === name ? undefined : name })}
              count={items}
            >
              {words.category(name)}
            </Choice>
          ))}
        </Row>
      )}
      {facets.prices.length > 1 && (
        <Row label={texts.search.prices}>
          {facets.prices.map(({ min, max, currency, items }) => {
            const isChosen = filter.minPrice === min && filter.maxPrice === max;
            const chosen = isChosen
              ? { minPrice: undefined, maxPrice: undefined }
              : { minPrice: min, maxPrice: max };
            return (
              <Choice key={min} isChosen={isChosen} href={pathWith({ ...filter, ...chosen })} count={items}>
                {texts.search.priceBand(named(min, currency), named(max, currency))}
              </Choice>
            );
          })}
        </Row>
      )}
    </div>
  );
}

function Row(props: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={props.label} data-kind="filter" className="-mx-4 sm:mx-0">
      <ul className="flex min-h-11 gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:flex-wrap sm:px-0">
        {props.children}
      </ul>
    </nav>
  );
}

function Choice(props: { isChosen: boolean; href: string; count: number; children: ReactNode }) {
  return (
    <li>
      <Link href={props.href} replace aria-current={props.isChosen ? 'true' : undefined} className={chip}>
        {props.children}
        <span className="text-soft tabular-nums">{props.count}</span>
      </Link>
    </li>
  );
}
