import { Plus } from 'lucide-react';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { mostOf, quantityOf } from '../state/cart.ts';
import { addToCart } from '../state/shopping.ts';
import { cartStore } from '../state/stored-items.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** A small round button that puts one into the cart; it shows how many are there. */
export function AddButton({ item }: { item: ItemView }) {
  const { texts, say } = useTexts();
  const quantity = quantityOf(usePersisted(cartStore), item.id);
  return (
    <button
      type="button"
      aria-label={
        quantity > 0
          ? texts.item.named(texts.item.inCart(quantity), texts.item.addNamed(say(item.title)))
          : texts.item.addNamed(say(item.title))
      }
      title={quantity > 0 ? texts.item.inCart(quantity) : texts.item.addToCart}
      disabled={quantity >= mostOf(item)}
      onClick={() => addToCart(item)}
      className={`press grid size-11 shrink-0 place-items-center rounded-full border text-sm font-semibold tabular-nums disabled:opacity-40 ${quantity > 0 ? 'border-accent bg-accent text-on-accent' : 'border-line bg-surface text-ink hover:border-accent hover:text-accent'}`}
    >
      {quantity > 0 ? quantity : <Plus size={18} aria-hidden="true" />}
    </button>
  );
}
