import { Link } from 'wouter';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { formatMoney } from '../i18n/formats.ts';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { AddButton } from './add-button.tsx';
import type { Density } from './density.ts';
import { Price } from './price.tsx';
import { ProductPicture } from './product-picture.tsx';
import { unitPriceOf } from './unit-price.ts';
import { useOpenItem } from './use-open-item.ts';

/** One item of a grid. Dense cards say what a unit costs and take an order; airy ones leave it at the picture. */
export function ProductCard(props: {
  item: ItemView;
  density: Density;
  recommendationId?: string | null;
  eager?: boolean;
}) {
  const { item, density } = props;
  const { texts, say, language } = useTexts();
  const words = useShopWords();
  const openItem = useOpenItem(props.recommendationId ?? null);
  const unit = density === 'dense' ? unitPriceOf(item) : null;
  const dense = density === 'dense';
  return (
    <article data-item={item.id} className="group flex h-full flex-col">
      <Link {...openItem(item)} className="flex flex-1 flex-col rounded-2xl">
        <ProductPicture item={item} eager={props.eager ?? false} />
        <span
          className={`mt-2.5 line-clamp-2 underline-offset-4 group-hover:underline ${dense ? 'text-sm leading-5' : 'text-base leading-6'}`}
        >
          {say(item.title)}
        </span>
        {!dense && item.brand && <span className="text-sm text-soft">{words.brand(item)}</span>}
      </Link>
      <div className="mt-1 flex min-h-11 items-center justify-between gap-2">
        <div className={dense ? 'text-sm' : ''}>
          <p className="font-medium">
            <Price price={item.price} />
          </p>
          {unit && (
            <p className="text-xs text-soft tabular-nums">
              {texts.item.per(formatMoney(unit.price, language), texts.item.units[unit.unit])}
            </p>
          )}
        </div>
        <AddButton item={item} />
      </div>
    </article>
  );
}
