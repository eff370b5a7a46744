import { formatTotals } from '../i18n/formats.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { type Cart, lineTotal, totalsOf } from '../state/cart.ts';
import { Price } from './price.tsx';
import { ProductPicture } from './product-picture.tsx';

/** What an order holds, to read through. */
export function OrderLines({ cart }: { cart: Cart }) {
  const { texts, say, language } = useTexts();
  return (
    <div>
      <ul className="flex flex-col gap-3">
        {cart.map((line) => (
          <li
            key={line.item.id}
            data-item={line.item.id}
            data-item-as="line"
            className="flex items-center gap-3"
          >
            <span className="size-14 shrink-0">
              <ProductPicture item={line.item} round="rounded-xl" />
            </span>
            <span className="line-clamp-2 min-w-0 flex-1 text-sm">{say(line.item.title)}</span>
            <span className="shrink-0 text-sm text-soft tabular-nums">× {line.quantity}</span>
            <span className="shrink-0 text-sm">
              <Price price={lineTotal(line)} />
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-4 flex items-baseline justify-between border-t border-line pt-4">
        <span className="text-soft">{texts.cart.total}</span>
        <span data-testid="total" className="text-xl font-semibold tabular-nums">
          {formatTotals(totalsOf(cart), language)}
        </span>
      </p>
    </div>
  );
}
