import type { SituationSpace } from './situation-space.ts';

/** The last event, what the shopper did ever and with the likes of its item, and what is left in the cart. */
const HABITS =
  /^(type-1|gap-1|same-item-1|habit|ever|since-ever|category|brand|cart|lasting-cart.*|last-in-.*|item-count):?/;
const LOOKING = /:(view_|select_|search)/;

/**
 * Numbers of the columns that tell a shopper's habits. Rare actions come too seldom for hundreds of numbers to be told
 * from chance; these few leave less to be mistaken.
 */
export function habitColumns({ names }: Pick<SituationSpace, 'names'>): Int32Array<ArrayBuffer> {
  const columns = [...names.keys()].filter((column) => {
    const name = names[column];
    return HABITS.test(name) && (name.startsWith('type-1') || !LOOKING.test(name));
  });
  return Int32Array.from(columns);
}
