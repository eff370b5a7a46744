import { Link } from 'wouter';
import type { ItemView } from '../../../../src/core/contracts/api.ts';
import { AttributeList } from '../../catalogue/attribute-list.tsx';
import { Breadcrumbs } from '../../catalogue/breadcrumbs.tsx';
import { Price } from '../../catalogue/price.tsx';
import { ProductPicture } from '../../catalogue/product-picture.tsx';
import { StockLine } from '../../catalogue/stock-line.tsx';
import { unitPriceOf } from '../../catalogue/unit-price.ts';
import { WishButton } from '../../catalogue/wish-button.tsx';
import { formatDay, formatMoney } from '../../i18n/formats.ts';
import { useShopWords } from '../../i18n/use-shop-words.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { PageHeading } from '../../layout/page-heading.tsx';
import { button } from '../../layout/button-styles.ts';
import { mostOf, quantityOf } from '../../state/cart.ts';
import { addToCart } from '../../state/shopping.ts';
import { cartStore } from '../../state/stored-items.ts';
import { usePersisted } from '../../state/use-persisted.ts';

export function ProductDetails({ item }: { item: ItemView }) {
  const { texts, say, language } = useTexts();
  const words = useShopWords();
  const unit = unitPriceOf(item);
  return (
    <>
      <Breadcrumbs categories={item.categories} />
      <article data-item={item.id} className="mt-4 grid gap-8 md:grid-cols-2 lg:gap-12">
        <div className="appear md:sticky md:top-36 md:self-start">
          <ProductPicture item={item} alt={say(item.title)} eager round="rounded-3xl" />
        </div>
        <div className="flex flex-col">
          {item.brand && <p className="text-sm text-soft">{words.brand(item)}</p>}
          <PageHeading
            title={say(item.title)}
            className="mt-1 text-2xl font-semibold tracking-tight sm:text-3xl"
          />
          <p className="mt-4 flex flex-wrap items-baseline gap-x-3 text-2xl">
            <Price price={item.price} />
            {unit && (
              <span className="text-sm text-soft tabular-nums">
                {texts.item.per(formatMoney(unit.price, language), texts.item.units[unit.unit])}
              </span>
            )}
          </p>
          <div className="mt-1">
            <StockLine stock={item.stock} />
          </div>
          <Buy item={item} />
          {say(item.description) && (
            <p className="mt-8 max-w-prose leading-7 whitespace-pre-line">{say(item.description)}</p>
          )}
          <h2 className="mt-8 mb-3 font-semibold">{texts.item.details}</h2>
          <AttributeList item={item} />
          {item.availableFrom && (
            <p className="mt-4 text-sm text-soft">
              {texts.item.since(formatDay(item.availableFrom, language))}
            </p>
          )}
        </div>
      </article>
    </>
  );
}

function Buy({ item }: { item: ItemView }) {
  const { texts } = useTexts();
  const quantity = quantityOf(usePersisted(cartStore), item.id);
  return (
    <>
      <div className="mt-6 flex flex-wrap gap-3">
        <button
          type="button"
          disabled={quantity >= mostOf(item)}
          onClick={() => addToCart(item)}
          className={`${button.main} flex-1 sm:flex-none sm:px-8`}
        >
          {item.stock === 0 ? texts.item.soldOut : texts.item.addToCart}
        </button>
        <WishButton item={item} />
      </div>
      <output className="mt-2 flex min-h-6 gap-3 text-sm text-soft">
        {quantity > 0 && (
          <>
            {texts.item.inCart(quantity)}
            <Link href="/cart" className="text-accent-deep underline underline-offset-4">
              {texts.item.viewCart}
            </Link>
          </>
        )}
      </output>
    </>
  );
}
