import type { Item } from '../core/contracts/item.ts';
import type { Workspace } from './workspace.ts';

const PAGE = 5_000;

/** All that a shop sells, by id. */
export async function allItems({ store }: Pick<Workspace, 'store'>): Promise<Item[]> {
  const items: Item[] = [];
  for (;;) {
    const { rows } = await store.items.list({ sort: 'id', offset: items.length, limit: PAGE });
    items.push(...rows);
    if (rows.length < PAGE) return items;
  }
}
