/** Which ids are in the store already, asked for in batches and only once each. */
export interface KnownIds {
  /** The ids of the list that the store has. */
  among(ids: Iterable<string>): Promise<Set<string>>;
  /** From now on, the store has these as well. */
  add(ids: Iterable<string>): void;
}

const IDS_PER_QUESTION = 1000;

export function createKnownIds(get: (ids: readonly string[]) => Promise<{ id: string }[]>): KnownIds {
  const known = new Map<string, boolean>();
  return {
    async among(ids) {
      const all = [...new Set(ids)];
      const asked = all.filter((id) => !known.has(id));
      for (let start = 0; start < asked.length; start += IDS_PER_QUESTION) {
        const part = asked.slice(start, start + IDS_PER_QUESTION);
        const found = new Set((await get(part)).map(({ id }) => id));
        for (const id of part) known.set(id, found.has(id));
      }
      return new Set(all.filter((id) => known.get(id)));
    },
    add(ids) {
      for (const id of ids) known.set(id, true);
    },
  };
}
