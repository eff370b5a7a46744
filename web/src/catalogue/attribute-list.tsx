import type { ItemView } from '../../../src/core/contracts/api.ts';
import { useShopWords } from '../i18n/use-shop-words.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** What the shop tells of an item, name by name. */
export function AttributeList({ item }: { item: ItemView }) {
  const { texts } = useTexts();
  const words = useShopWords();
  const rows: [string, string][] = [
    ...(item.brand ? [[texts.item.brand, words.brand(item)] as [string, string]] : []),
    ...words.listed(item),
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
