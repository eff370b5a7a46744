import { ProductGrid } from '../../catalogue/product-grid.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { shopper } from '../../state/shopper.ts';
import { boughtStore } from '../../state/stored-items.ts';
import { usePersisted } from '../../state/use-persisted.ts';
import { boughtBefore } from './bought-before.ts';
import type { ScenePicksProps } from './scene-picks.tsx';

/** Many things at a glance; where the scene is about buying again, what was bought before comes first. */
export function Grid({ picks, answer, presentation }: ScenePicksProps) {
  const { texts } = useTexts();
  const { userId } = usePersisted(shopper);
  const bought = boughtBefore(answer.items, usePersisted(boughtStore), userId);
  const again = answer.strategy.repeatPurchase > 0 ? bought : [];
  const others = picks.filter(({ item: { id } }) => !again.some((item) => item.id === id));
  const { recommendationId } = answer;
  const { density } = presentation;
  return (
    <>
      {again.length > 0 && (
        <section aria-labelledby="buy-again" className="mb-8 rounded-3xl bg-tint p-4 sm:p-5">
          <h2 id="buy-again" className="mb-4 text-lg font-semibold">
            {texts.home.buyAgain}
          </h2>
          <ProductGrid
            items={again}
            density={density}
            recommendationId={recommendationId}
            labelledBy="buy-again"
          />
        </section>
      )}
      <ProductGrid
        items={others.map(({ item }) => item)}
        density={density}
        recommendationId={recommendationId}
        said={{ presentation, picks: others }}
      />
    </>
  );
}
