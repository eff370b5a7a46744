import { Minus, Plus } from 'lucide-react';
import { useTexts } from '../i18n/use-texts.ts';
import { type CartLine, mostOf } from '../state/cart.ts';
import { setQuantity } from '../state/shopping.ts';

const step =
  'press grid size-11 place-items-center rounded-full hover:bg-well disabled:opacity-30 disabled:hover:bg-transparent';

/** One fewer, how many, one more. */
export function QuantityStepper({ line }: { line: CartLine }) {
  const { texts, say } = useTexts();
  const { item, quantity } = line;
  const title = say(item.title);
  return (
    <fieldset className="flex items-center rounded-full border border-line">
      <legend className="sr-only">{texts.cart.quantityOf(title)}</legend>
      <button
        type="button"
        aria-label={texts.cart.fewer(title)}
        disabled={quantity <= 1}
        onClick={() => setQuantity(item, quantity - 1)}
        className={step}
      >
        <Minus size={16} aria-hidden="true" />
      </button>
      <span className="min-w-6 text-center tabular-nums">{quantity}</span>
      <button
        type="button"
        aria-label={texts.cart.moreOf(title)}
        disabled={quantity >= mostOf(item)}
        onClick={() => setQuantity(item, quantity + 1)}
        className={step}
      >
        <Plus size={16} aria-hidden="true" />
      </button>
    </fieldset>
  );
}
