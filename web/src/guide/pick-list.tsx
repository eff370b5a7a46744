import { Link } from 'wouter';
import type { RecommendedItem } from '../../../src/core/contracts/api.ts';
import { Price } from '../catalogue/price.tsx';
import { ProductPicture } from '../catalogue/product-picture.tsx';
import { useOpenItem } from '../catalogue/use-open-item.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** What to look at: rows of one height, so that a change of advice moves nothing. */
export function PickList(props: { picks: readonly RecommendedItem[]; recommendationId: string }) {
  const { texts, say, language } = useTexts();
  const openItem = useOpenItem(props.recommendationId);
  return (
    <section aria-labelledby="look-at">
      <h3 id="look-at" className="text-sm text-soft">
        {texts.guide.lookAt}
      </h3>
      <ul data-testid="guide-picks" className="mt-2 flex flex-col">
        {props.picks.map(({ item, reason, evidence }) => (
          <li key={item.id} data-item={item.id} className="appear">
            <Link
              {...openItem(item)}
              className="press -mx-2 flex h-24 items-center gap-3 rounded-2xl px-2 hover:bg-well"
            >
              <span className="size-20 shrink-0">
                <ProductPicture item={item} />
              </span>
              <span className="min-w-0 flex-1">
                <span className="line-clamp-1 text-sm font-medium">{say(item.title)}</span>
                <span className="line-clamp-2 text-xs leading-4.5 text-soft">
                  {evidence.cold ? texts.guide.cold : reason[language]}
                </span>
                <span className="text-sm">
                  <Price price={item.price} />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
