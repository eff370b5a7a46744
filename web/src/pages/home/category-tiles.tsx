import { useQueries } from '@tanstack/react-query';
import { Link } from 'wouter';
import { fetchItems } from '../../api.ts';
import { ProductPicture } from '../../catalogue/product-picture.tsx';
import { useCategories } from '../../catalogue/use-categories.ts';
import { useShopWords } from '../../i18n/use-shop-words.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { categoryPath } from '../../layout/paths.ts';

const MOST_TILES = 12;
/** Of these the first that has a picture stands for the category. */
const LOOKED_AT = 4;

export function CategoryTiles() {
  const { texts } = useTexts();
  const words = useShopWords();
  const categories = useCategories().data?.slice(0, MOST_TILES) ?? [];
  const samples = useQueries({
    queries: categories.map(({ name }) => ({
      queryKey: ['items', 'sample', name],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fetchItems({ category: name, sort: 'newest', limit: LOOKED_AT }, signal),
      staleTime: Infinity,
    })),
  });
  if (categories.length === 0) return null;
  return (
    <section aria-labelledby="categories" className="mt-16">
      <h2 id="categories" className="mb-4 text-xl font-semibold tracking-tight">
        {texts.home.categories}
      </h2>
      <ul className="grid grid-cols-3 gap-x-3 gap-y-5 sm:grid-cols-4 sm:gap-x-5 xl:grid-cols-6">
        {categories.map((category, index) => {
          const rows = samples[index]?.data?.rows ?? [];
          const sample = rows.find(({ image }) => image !== null) ?? rows[0];
          return (
            <li key={category.name}>
              <Link href={categoryPath(category.name)} className="group block">
                <span className="block aspect-square">
                  {sample && <ProductPicture item={sample} round="rounded-full" />}
                </span>
                <span className="mt-2 block text-center text-sm group-hover:underline">
                  {words.category(category.name)}
                </span>
                <span className="block text-center text-xs text-soft">
                  {texts.category.items(category.items)}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
