/**
 * The part of `history` that `known` does not have yet, both oldest first: `history` is what came just before the
 * purchase of `item`, cut to its last few items, and begins somewhere in `known` or behind its end. The longest end
 * of `known` that `history` begins with is taken for the same purchases; where there is none, all of `history` is new.
 * Undefined where `known` ends with this very history and purchase: the row is there twice.
 */
export function joinHistory(
  known: readonly string[],
  history: readonly string[],
  item: string,
): string[] | undefined {
  const endsWith = (list: readonly string[]): boolean =>
    list.length <= known.length &&
    list.every((id, place) => id === known[known.length - list.length + place]);
  const isFirst = history.length === 0;
  if (endsWith([...history, item]) && (isFirst || !endsWith(history))) return undefined;
  for (let shared = Math.min(known.length, history.length); shared > 0; shared--) {
    if (endsWith(history.slice(0, shared))) return history.slice(shared);
  }
  return [...history];
}
