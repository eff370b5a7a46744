import { ChevronRight } from 'lucide-react';
import { Link } from 'wouter';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { categoryPath } from '../layout/paths.ts';

export function Breadcrumbs({ categories }: { categories: readonly string[] }) {
  const { texts } = useTexts();
  const words = useShopWords();
  return (
    <nav aria-label={texts.item.breadcrumbs}>
      <ol className="flex flex-wrap items-center gap-1 text-sm text-soft">
        <li>
          <Link href="/products" className="inline-flex min-h-8 items-center hover:text-ink hover:underline">
            {texts.category.all}
          </Link>
        </li>
        {categories.map((name) => (
          <li key={name} className="flex items-center gap-1">
            <ChevronRight size={14} aria-hidden="true" />
            <Link
              href={categoryPath(name)}
              className="inline-flex min-h-8 items-center hover:text-ink hover:underline"
            >
              {words.category(name)}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
