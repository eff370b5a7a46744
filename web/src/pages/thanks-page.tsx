import { Link } from 'wouter';
import { OrderLines } from '../catalogue/order-lines.tsx';
import { useTexts } from '../i18n/use-texts.ts';
import { button } from '../layout/button-styles.ts';
import { PageHeading } from '../layout/page-heading.tsx';
import { lastOrder } from '../state/last-order.ts';
import { usePersisted } from '../state/use-persisted.ts';

export function ThanksPage() {
  const { texts } = useTexts();
  const order = usePersisted(lastOrder);
  return (
    <div className="max-w-2xl">
      <PageHeading title={texts.thanks.title} />
      {order ? (
        <>
          <p className="mt-2">{texts.thanks.text}</p>
          <p className="mt-1 text-soft">{texts.thanks.learned}</p>
          <p className="mt-8 mb-4 text-sm text-soft">{texts.thanks.number(order.id.slice(0, 8))}</p>
          <OrderLines cart={order.lines} />
        </>
      ) : (
        <p className="mt-2 text-soft">{texts.thanks.none}</p>
      )}
      <Link href="/" className={`${button.main} mt-8`}>
        {texts.thanks.home}
      </Link>
    </div>
  );
}
