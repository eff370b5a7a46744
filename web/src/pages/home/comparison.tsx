import { Link } from 'wouter';
import type { ItemView, RecommendedItem } from '../../../../src/core/contracts/api.ts';
import type { ScenePresentation } from '../../../../src/core/contracts/scene.ts';
import { AddButton } from '../../catalogue/add-button.tsx';
import { Price } from '../../catalogue/price.tsx';
import { ProductPicture } from '../../catalogue/product-picture.tsx';
import { useOpenItem } from '../../catalogue/use-open-item.ts';
import { useShopWords } from '../../i18n/use-shop-words.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SaidFirst, SaidNext } from './said.tsx';

type Compared = { item: ItemView } | RecommendedItem;

/** What someone who opens a present sees and feels, in the order they notice it; the price is the giver's affair. */
const NOTICED = ['colour', 'pattern', 'material', 'style', 'occasion'];

/** Candidates side by side on a computer; more than four go on in the next row. */
const COLUMNS = ['', '', 'sm:grid-cols-2', 'sm:grid-cols-3', 'sm:grid-cols-2 xl:grid-cols-4'];

/** Candidates side by side. On a phone each is a card of its own, with the same rows. */
export function Comparison(props: {
  items: readonly Compared[];
  recommendationId: string | null;
  /** Words with each; none where only items are compared. */
  presentation?: ScenePresentation;
}) {
  const { presentation } = props;
  const { texts, say } = useTexts();
  const words = useShopWords();
  const openItem = useOpenItem(props.recommendationId);
  const names = NOTICED.filter((name) => props.items.some(({ item }) => item.attributes[name]));
  return (
    <ul className={`grid gap-8 sm:gap-6 ${COLUMNS[Math.min(props.items.length, 4)]}`}>
      {props.items.map((compared) => {
        const { item } = compared;
        return (
          <li
            key={item.id}
            data-item={item.id}
            className="appear grid grid-cols-[9rem_1fr] gap-4 border-b border-line pb-6 sm:flex sm:flex-col sm:border-0 sm:pb-0"
          >
            <Link {...openItem(item)} tabIndex={-1} aria-hidden="true">
              <ProductPicture item={item} eager />
            </Link>
            <div className="flex min-w-0 flex-1 flex-col">
              <Link
                {...openItem(item)}
                className="line-clamp-2 text-lg leading-6 font-medium underline-offset-4 hover:underline sm:min-h-12"
              >
                {say(item.title)}
              </Link>
              {presentation && 'reason' in compared && (
                <div className="mt-2 flex flex-col gap-1 text-sm leading-5 sm:min-h-15">
                  <SaidFirst pick={compared} first={presentation.first} />
                  <SaidNext pick={compared} presentation={presentation} />
                </div>
              )}
              <dl className="mt-3 flex flex-col text-sm">
                {names.map((name) => (
                  <div key={name} className="flex justify-between gap-3 border-t border-line py-1.5">
                    <dt className="text-soft">{words.attribute(name)}</dt>
                    <dd className="text-right">{words.fact(item, name) || '–'}</dd>
                  </div>
                ))}
              </dl>
              <div className="mt-auto flex items-center justify-between border-t border-line pt-3">
                <span className="text-sm">
                  <span className="sr-only">{texts.compare.price} </span>
                  <Price price={item.price} />
                </span>
                <AddButton item={item} />
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
