import { useQuery } from '@tanstack/react-query';
import { fetchItems } from '../../api.ts';
import { ProductGrid } from '../../catalogue/product-grid.tsx';
import { useTexts } from '../../i18n/use-texts.ts';

const SHOWN = 8;

export function NewArrivals() {
  const { texts } = useTexts();
  const { data } = useQuery({
    queryKey: ['items', 'newest', SHOWN],
    queryFn: ({ signal }) => fetchItems({ sort: 'newest', limit: SHOWN }, signal),
  });
  if (!data || data.rows.length === 0) return null;
  return (
    <section aria-labelledby="new-arrivals" className="mt-16">
      <h2 id="new-arrivals" className="mb-4 text-xl font-semibold tracking-tight">
        {texts.home.newArrivals}
      </h2>
      <ProductGrid items={data.rows} density="normal" labelledBy="new-arrivals" />
    </section>
  );
}
