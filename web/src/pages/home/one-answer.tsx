import { Link } from 'wouter';
import { Price } from '../../catalogue/price.tsx';
import { ProductPicture } from '../../catalogue/product-picture.tsx';
import { StockLine } from '../../catalogue/stock-line.tsx';
import { useOpenItem } from '../../catalogue/use-open-item.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { button } from '../../layout/button-styles.ts';
import { mostOf } from '../../state/cart.ts';
import { rememberOrigin } from '../../state/origins.ts';
import { addToCart } from '../../state/shopping.ts';
import { SaidFirst, SaidNext } from './said.tsx';
import type { ScenePicksProps } from './scene-picks.tsx';

/** For someone in a hurry: the best that is in stock, and one button. */
export function OneAnswer({ picks, answer, presentation }: ScenePicksProps) {
  const { texts, say } = useTexts();
  const openItem = useOpenItem(answer.recommendationId);
  const pick = answer.items.find(({ item }) => mostOf(item) > 0) ?? picks[0];
  if (!pick) return null;
  const { item } = pick;
  return (
    <article
      key={item.id}
      data-item={item.id}
      className="appear grid items-center gap-6 rounded-3xl bg-tint p-4 sm:grid-cols-2 sm:gap-8 sm:p-6"
    >
      <ProductPicture item={item} eager />
      <div className="flex flex-col items-start gap-3">
        <h2 className="text-2xl font-semibold tracking-tight">{say(item.title)}</h2>
        <SaidFirst pick={pick} first={presentation.first} />
        <SaidNext pick={pick} presentation={presentation} />
        {presentation.first !== 'price' && (
          <p className="text-2xl">
            <Price price={item.price} />
          </p>
        )}
        {presentation.first !== 'stock' && <StockLine stock={item.stock} />}
        <div className="mt-2 flex flex-wrap gap-2">
          <button
            type="button"
            className={button.main}
            onClick={() => {
              rememberOrigin(item.id, answer.recommendationId);
              addToCart(item);
            }}
          >
            {texts.item.addToCart}
          </button>
          <Link {...openItem(item)} className={button.plain}>
            {texts.home.seeItem}
          </Link>
        </div>
      </div>
    </article>
  );
}
