import type { ItemSort } from '../api.ts';
import { useTexts } from '../i18n/use-texts.ts';

export function SortSelect(props: { value: ItemSort; onChange: (sort: ItemSort) => void }) {
  const { texts } = useTexts();
  const sorts = Object.entries(texts.category.sorts) as [ItemSort, string][];
  return (
    <label className="flex items-center gap-2 text-sm">
      <span className="text-soft">{texts.category.sort}</span>
      <select
        data-kind="filter"
        value={props.value}
        onChange={({ target }) => props.onChange(target.value as ItemSort)}
        className="h-11 rounded-full border border-line bg-surface px-4 hover:border-edge"
      >
        {sorts.map(([sort, name]) => (
          <option key={sort} value={sort}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
