import { DaogouError } from '../core/errors.ts';

/** The rows, where no two have one id: which of the two to keep is not the server's to guess. Throws `invalid-input`. */
export function distinctById<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) {
      throw new DaogouError('invalid-input', 'Two rows of the request have the same id', {
        received: id,
        remedy: 'Send each id once.',
      });
    }
    seen.add(id);
  }
  return rows;
}
