import type { Money } from '../../../src/core/contracts/item.ts';
import { formatMoney } from '../i18n/formats.ts';
import { useTexts } from '../i18n/use-texts.ts';

export function Price({ price }: { price: Money | null }) {
  const { language, texts } = useTexts();
  return <span className="tabular-nums">{price ? formatMoney(price, language) : texts.item.noPrice}</span>;
}
