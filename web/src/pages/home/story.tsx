import { Link } from 'wouter';
import { Price } from '../../catalogue/price.tsx';
import { ProductPicture } from '../../catalogue/product-picture.tsx';
import { useOpenItem } from '../../catalogue/use-open-item.ts';
import { useShopWords } from '../../i18n/use-shop-words.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { button } from '../../layout/button-styles.ts';
import { SaidFirst, SaidNext } from './said.tsx';
import type { ScenePicksProps } from './scene-picks.tsx';

/** One large picture, its story and what it is made of; the price comes last and small, unless it is said first. */
export function Story({ picks, answer, presentation }: ScenePicksProps) {
  const { texts, say } = useTexts();
  const words = useShopWords();
  const openItem = useOpenItem(answer.recommendationId);
  const [first, ...others] = picks;
  if (!first) return null;
  const { item } = first;
  return (
    <div className="flex flex-col gap-12">
      <article
        key={item.id}
        data-item={item.id}
        className="appear grid items-center gap-6 md:grid-cols-[3fr_2fr] md:gap-10"
      >
        <Link {...openItem(item)} tabIndex={-1} aria-hidden="true">
          <ProductPicture item={item} eager round="rounded-3xl" />
        </Link>
        <div className="flex flex-col items-start gap-4">
          {presentation.first === 'brand' && <SaidFirst pick={first} first="brand" />}
          <h2 className="text-2xl font-light tracking-tight sm:text-3xl">{say(item.title)}</h2>
          {presentation.first !== 'brand' && <SaidFirst pick={first} first={presentation.first} />}
          <SaidNext pick={first} presentation={presentation} />
          {presentation.text === 'much' && item.attributes.material && (
            <p className="text-sm">
              {words.attribute('material')} · {words.fact(item, 'material')}
            </p>
          )}
          <div className="mt-2 flex items-center gap-4">
            <Link {...openItem(item)} className={button.main}>
              {texts.home.seeItem}
            </Link>
            {presentation.first !== 'price' && (
              <span className="text-sm text-soft">
                <Price price={item.price} />
              </span>
            )}
          </div>
        </div>
      </article>
      {others.length > 0 && (
        <section aria-labelledby="also-fine">
          <h2 id="also-fine" className="mb-4 text-sm text-soft">
            {texts.home.alsoFine(others.length)}
          </h2>
          <ul className="grid grid-cols-2 gap-6 sm:gap-10">
            {others.map(({ item: other }) => (
              <li key={other.id} data-item={other.id} className="appear">
                <Link {...openItem(other)} className="group block">
                  <ProductPicture item={other} round="rounded-3xl" />
                  <span className="mt-3 line-clamp-2 font-light group-hover:underline">
                    {say(other.title)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
