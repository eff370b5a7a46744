import { persisted } from './persisted.ts';

type Origins = Readonly<Record<string, string>>;

const MOST_REMEMBERED = 200;

/** Which recommendation led to which item in this visit. */
const origins = persisted<Origins>({
  key: 'daogou.origins',
  keeping: 'session',
  initial: () => ({}),
  accept: (value) => (typeof value === 'object' && value !== null ? (value as Origins) : undefined),
});

export function rememberOrigin(itemId: string, recommendationId: string): void {
  origins.update((current) =>
    Object.fromEntries([...Object.entries(current), [itemId, recommendationId]].slice(-MOST_REMEMBERED)),
  );
}

export function originOf(itemId: string): string | null {
  return origins.get()[itemId] ?? null;
}
