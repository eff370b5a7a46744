import { DaogouError } from '../core/errors.ts';

/**
 * The things of a list whose names are asked for, in the order of the list; all of them where no names are given.
 *
 * Throws `invalid-input` for a name that none has.
 */
export function chosenByName<Named extends { readonly name: string }>(
  all: readonly Named[],
  only: readonly string[] | undefined,
): readonly Named[] {
  if (only === undefined) return all;
  const names = all.map(({ name }) => name);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length === 0) return all.filter(({ name }) => only.includes(name));
  throw new DaogouError('invalid-input', `There is no model ${unknown.join(', ')} to measure`, {
    received: unknown,
    remedy: `Choose among ${names.join(', ')}.`,
  });
}
