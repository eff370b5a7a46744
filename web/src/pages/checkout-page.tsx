import { FlaskConical } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { OrderLines } from '../catalogue/order-lines.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { Empty } from '../layout/empty.tsx';
import { CONFIRM_ID } from '../layout/landmark-ids.ts';
import { PageHeading } from '../layout/page-heading.tsx';
import { lastOrder } from '../state/last-order.ts';
import { purchase } from '../state/shopping.ts';
import { cartStore } from '../state/stored-items.ts';
import { track } from '../state/track.ts';
import { useOnce } from '../state/use-once.ts';
import { usePersisted } from '../state/use-persisted.ts';

/** Asks for nothing but a confirmation, and says so: no address, no payment. */
export function CheckoutPage() {
  const { texts } = useTexts();
  const cart = usePersisted(cartStore);
  const [, navigate] = useLocation();
  useOnce(() => track('begin_checkout'), cart.length > 0);

  const confirm = (): void => {
    lastOrder.set({ id: crypto.randomUUID(), lines: purchase() });
    navigate('/thanks');
  };
  return (
    <div className="max-w-2xl">
      <PageHeading title={texts.checkout.title} className="mb-4 text-3xl font-semibold tracking-tight" />
      {cart.length === 0 ? (
        <Empty title={texts.checkout.empty} remedy={texts.checkout.emptyRemedy}>
          <Link href="/" className={button.quiet}>
            {texts.cart.continueShopping}
          </Link>
        </Empty>
      ) : (
        <>
          <div className="mb-8 flex gap-3 rounded-2xl bg-tint p-4">
            <FlaskConical size={20} aria-hidden="true" className="mt-0.5 shrink-0 text-accent-deep" />
            <div>
              <p className="font-medium">{texts.checkout.demoTitle}</p>
              <p className="text-sm leading-6">{texts.checkout.demoText}</p>
            </div>
          </div>
          <h2 className="mb-3 font-semibold">{texts.checkout.summary}</h2>
          <OrderLines cart={cart} />
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            <Link href="/cart" className={button.plain}>
              {texts.checkout.back}
            </Link>
            <button
              id={CONFIRM_ID}
              type="button"
              className={`${button.main} px-8 outline-offset-4 focus:outline-2 focus:outline-accent`}
              onClick={confirm}
            >
              {texts.checkout.confirm}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
