import { Trash2 } from 'lucide-react';
import { Link } from 'wouter';
import { formatMoney } from '../i18n/formats.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { itemPath } from '../layout/paths.ts';
import { type CartLine, lineTotal } from '../state/cart.ts';
import { removeFromCart } from '../state/shopping.ts';
import { Price } from './price.tsx';
import { ProductPicture } from './product-picture.tsx';
import { QuantityStepper } from './quantity-stepper.tsx';

export function CartLineRow({ line }: { line: CartLine }) {
  const { texts, say, language } = useTexts();
  const { item, quantity } = line;
  return (
    <li data-item={item.id} className="flex gap-4 border-b border-line py-4">
      <Link href={itemPath(item.id)} tabIndex={-1} aria-hidden="true" className="w-20 shrink-0 sm:w-24">
        <ProductPicture item={item} />
      </Link>
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex items-start justify-between gap-4">
          <Link href={itemPath(item.id)} className="line-clamp-2 font-medium hover:underline">
            {say(item.title)}
          </Link>
          <span className="shrink-0 font-medium">
            <Price price={lineTotal(line)} />
          </span>
        </div>
        {item.price && quantity > 1 && (
          <p className="text-sm text-soft">{texts.cart.each(formatMoney(item.price, language))}</p>
        )}
        <div className="mt-auto flex items-center justify-between pt-2">
          <QuantityStepper line={line} />
          <button
            type="button"
            aria-label={texts.cart.removeNamed(say(item.title))}
            title={texts.cart.remove}
            onClick={() => {
              removeFromCart(item);
              // The button goes with its line; the heading keeps the keyboard's place.
              document.querySelector<HTMLElement>('h1')?.focus();
            }}
            className="press grid size-11 place-items-center rounded-full text-soft hover:bg-well hover:text-ink"
          >
            <Trash2 size={18} aria-hidden="true" />
          </button>
        </div>
      </div>
    </li>
  );
}
