import { Link } from 'wouter';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { categoryPath } from '../layout/paths.ts';
import { useCategories } from './use-categories.ts';

const link =
  'press flex h-9 shrink-0 items-center rounded-full border border-line px-3.5 text-sm whitespace-nowrap hover:border-edge aria-[current]:border-accent aria-[current]:bg-tint aria-[current]:text-accent-deep';

/** A row of all categories; it scrolls sideways where it does not fit. */
export function CategoryNav({ current }: { current: string | null }) {
  const { texts } = useTexts();
  const words = useShopWords();
  const { data = [] } = useCategories();
  return (
    <nav aria-label={texts.home.categories} className="-mx-4 sm:mx-0">
      <ul className="flex min-h-11 gap-2 overflow-x-auto px-4 py-1 [scrollbar-width:none] sm:flex-wrap sm:px-0">
        <li>
          <Link href="/products" aria-current={current === null ? 'page' : undefined} className={link}>
            {texts.category.all}
          </Link>
        </li>
        {data.map(({ name }) => (
          <li key={name}>
            <Link
              href={categoryPath(name)}
              aria-current={current === name ? 'page' : undefined}
              className={link}
            >
              {words.category(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
