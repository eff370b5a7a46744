import { Link } from 'wouter';
import type { ItemView } from '../../../src/core/contracts/api.ts';
import { formatMoney } from '../i18n/formats.ts';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';
import { AddButton } from './add-button.tsx';
import { CardWords, type SaidOfItems } from './card-words.tsx';
import type { Density } from './density.ts';
import { Price } from './price.tsx';
import { ProductPicture } from './product-picture.tsx';
import { StockLine } from './stock-line.tsx';
import { unitPriceOf } from './unit-price.ts';
import { useOpenItem } from './use-open-item.ts';

/** One item of a grid. Dense cards say what a unit costs and take an order; airy ones leave it at the picture. */
export function ProductCard(props: {
  item: ItemView;
  density: Density;
  recommendationId?: string | null;
  eager?: boolean;
  said?: SaidOfItems;
}) {
  const { item, density, said } = props;
  const { texts, say, language } = useTexts();
  const words = useShopWords();
  const openItem = useOpenItem(props.recommendationId ?? null);
  const dense = density === 'dense';
  const unit = dense || said?.presentation.first === 'unit-price' ? unitPriceOf(item) : null;
  const pick = said?.picks.find((one) => one.item.id === item.id);
  // The price of a unit, where that is what is said first, stands above that of the pack.
  const unitFirst = unit !== null && said?.presentation.first === 'unit-price';
  return (
    <article data-item={item.id} className="group flex h-full flex-col">
      <Link {...openItem(item)} className="flex flex-1 flex-col rounded-2xl">
        <ProductPicture item={item} eager={props.eager ?? false} />
        <span
          className={`mt-2.5 line-clamp-2 underline-offset-4 group-hover:underline ${dense ? 'text-sm leading-5' : 'text-base leading-6'}`}
        >
          {say(item.title)}
        </span>
        {(!dense || said?.presentation.first === 'brand') && item.brand && (
          <span className="text-sm text-soft">{words.brand(item)}</span>
        )}
        {said && pick && <CardWords pick={pick} presentation={said.presentation} />}
        {said?.presentation.first === 'stock' && <StockLine stock={item.stock} />}
      </Link>
      <div className="mt-1 flex min-h-11 items-center justify-between gap-2">
        <div className={`flex ${unitFirst ? 'flex-col-reverse' : 'flex-col'} ${dense ? 'text-sm' : ''}`}>
          <p className={unitFirst ? 'text-xs text-soft' : 'font-medium'}>
            <Price price={item.price} />
          </p>
          {unit && (
            <p className={`tabular-nums ${unitFirst ? 'font-medium' : 'text-xs text-soft'}`}>
              {texts.item.per(formatMoney(unit.price, language), texts.item.units[unit.unit])}
            </p>
          )}
        </div>
        <AddButton item={item} />
      </div>
    </article>
  );
}
