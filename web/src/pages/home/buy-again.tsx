import type { ItemView } from '../../../../src/core/contracts/api.ts';
import { ProductGrid } from '../../catalogue/product-grid.tsx';
import { useTexts } from '../../i18n/use-texts.ts';
import { boughtStore } from '../../state/stored-items.ts';
import { usePersisted } from '../../state/use-persisted.ts';

const MOST_SHOWN = 6;

/** What was ordered on this device, one tap from being ordered again. */
export function BuyAgain() {
  const { texts } = useTexts();
  const bought: readonly ItemView[] = usePersisted(boughtStore);
  if (bought.length === 0) return null;
  return (
    <section aria-labelledby="buy-again" className="mb-10 rounded-3xl bg-tint p-4 sm:p-5">
      <h2 id="buy-again" className="mb-4 text-lg font-semibold">
        {texts.home.buyAgain}
      </h2>
      <ProductGrid items={bought.slice(0, MOST_SHOWN)} density="dense" labelledBy="buy-again" />
    </section>
  );
}
