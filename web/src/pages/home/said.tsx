import type { RecommendedItem } from '../../../../src/core/contracts/api.ts';
import type { ScenePresentation, SaidFirst as First } from '../../../../src/core/contracts/scene.ts';
import { Price } from '../../catalogue/price.tsx';
import { StockLine } from '../../catalogue/stock-line.tsx';
import { unitPriceOf } from '../../catalogue/unit-price.ts';
import { formatMoney } from '../../i18n/formats.ts';
import { useShopWords } from '../../i18n/use-shop-words.ts';
import { useTexts } from '../../i18n/use-texts.ts';

type Pick = { pick: RecommendedItem };

/** What the scene says of an item before all else. */
export function SaidFirst({ pick, first }: Pick & { first: First }) {
  const { texts, say, language } = useTexts();
  const words = useShopWords();
  const { item } = pick;
  const unit = unitPriceOf(item);
  switch (first) {
    case 'brand':
      return item.brand && <p className="text-sm tracking-widest text-soft uppercase">{words.brand(item)}</p>;
    case 'reason':
      return <p className="text-soft">{pick.reason[language]}</p>;
    case 'stock':
      return <StockLine stock={item.stock} />;
    case 'story':
      return <p className="leading-7">{say(item.description)}</p>;
    case 'unit-price':
      return (
        <p className="text-xl tabular-nums">
          {unit ? (
            texts.item.per(formatMoney(unit.price, language), texts.item.units[unit.unit])
          ) : (
            <Price price={item.price} />
          )}
        </p>
      );
    case 'price':
      return (
        <p className="text-xl font-medium">
          <Price price={item.price} />
        </p>
      );
    default:
      return first satisfies never;
  }
}

/** The words that follow: why it is shown, its description, or none, as the scene has it; nothing is said twice. */
export function SaidNext({ pick, presentation }: Pick & { presentation: ScenePresentation }) {
  const { say, language } = useTexts();
  const { text, first } = presentation;
  const description = say(pick.item.description);
  return (
    <>
      {text === 'much' && first !== 'story' && description && (
        <p className="leading-7 text-soft">{description}</p>
      )}
      {text !== 'little' && first !== 'reason' && (
        <p className="text-sm text-soft">{pick.reason[language]}</p>
      )}
    </>
  );
}
