import { Link } from 'wouter';
import { CartLineRow } from '../catalogue/cart-line-row.tsx';
import { formatTotals } from '../i18n/formats.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { PageHeading } from '../layout/page-heading.tsx';
import { countOf, totalsOf } from '../state/cart.ts';
import { cartStore } from '../state/stored-items.ts';
import { track } from '../state/track.ts';
import { useOnce } from '../state/use-once.ts';
import { usePersisted } from '../state/use-persisted.ts';

export function CartPage() {
  const { texts, language } = useTexts();
  const cart = usePersisted(cartStore);
  const total = formatTotals(totalsOf(cart), language);
  useOnce(() => track('view_cart'));
  return (
    <div className="max-w-3xl">
      <PageHeading title={texts.cart.title} className="mb-4 text-3xl font-semibold tracking-tight" />
      <output className="sr-only">{texts.cart.changed(countOf(cart), total)}</output>
      {cart.length === 0 ? (
        <Empty title={texts.cart.empty} remedy={texts.cart.emptyRemedy}>
          <Link href="/" className={button.quiet}>
            {texts.cart.continueShopping}
          </Link>
        </Empty>
      ) : (
        <>
          <ul className="border-t border-line">
            {cart.map((line) => (
              <CartLineRow key={line.item.id} line={line} />
            ))}
          </ul>
          <div className="mt-6 flex items-baseline justify-between gap-4">
            <span className="text-soft">
              {texts.cart.total} · {texts.cart.items(countOf(cart))}
            </span>
            <span data-testid="total" className="text-2xl font-semibold tabular-nums">
              {total}
            </span>
          </div>
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            <Link href="/" className={button.plain}>
              {texts.cart.continueShopping}
            </Link>
            <Link href="/checkout" className={`${button.main} px-8`}>
              {texts.cart.checkout}
            </Link>
          </div>
        </>
      )}
    </div>
  );
}
