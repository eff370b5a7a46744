import { ProductGrid } from '../../catalogue/product-grid.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { shopper } from '../../state/shopper.ts';
import { boughtStore } from '../../state/stored-items.ts';
import { usePersisted } from '../../state/use-persisted.ts';
import { boughtBefore } from './bought-before.ts';
import type { ScenePicksProps } from './scene-picks.tsx';

/** For daily goods: what was bought before, one tap from being bought again, then many things at a glance. */
export function EverydayGrid({ picks, answer }: ScenePicksProps) {
  const { texts } = useTexts();
  const { userId } = usePersisted(shopper);
  const again = boughtBefore(answer.items, usePersisted(boughtStore), userId);
  const others = picks.map(({ item }) => item).filter(({ id }) => !again.some((item) => item.id === id));
  const { recommendationId } = answer;
  return (
    <>
      {again.length > 0 && (
        <section aria-labelledby="buy-again" className="mb-8 rounded-3xl bg-tint p-4 sm:p-5">
          <h2 id="buy-again" className="mb-4 text-lg font-semibold">
            {texts.home.buyAgain}
          </h2>
          <ProductGrid
            items={again}
            density="dense"
            recommendationId={recommendationId}
            labelledBy="buy-again"
          />
        </section>
      )}
      <ProductGrid items={others} density="dense" recommendationId={recommendationId} />
    </>
  );
}
