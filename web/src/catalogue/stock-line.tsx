import { useTexts } from '../i18n/use-texts.ts';

const FEW = 5;

/** What the shop says about its stock; nothing where it says nothing. */
export function StockLine({ stock }: { stock: number | null }) {
  const { texts } = useTexts();
  if (stock === null) return null;
  if (stock === 0) return <p className="text-sm font-medium text-warn">{texts.item.soldOut}</p>;
  return (
    <p className={`text-sm ${stock <= FEW ? 'font-medium text-warn' : 'text-soft'}`}>
      {stock <= FEW ? texts.item.fewLeft(stock) : texts.item.inStock}
    </p>
  );
}
