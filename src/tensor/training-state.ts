/** What a part of a training run must remember to go on as if it had never stopped. */
import type { NumericArray } from '../core/contracts/artifacts.ts';
import { DaogouError } from '../core/errors.ts';

export type TrainingState = Readonly<Record<string, NumericArray>>;

export interface Stateful {
  /** Arrays by name. They may be the part's own, which change when it goes on: copy what must last. */
  state(): TrainingState;
  /**
   * Takes over a copy of what `state` gave, in this process or an earlier one.
   * @throws model-mismatch when the state is of another model or optimiser.
   */
  restore(state: TrainingState): void;
}

/** Joins the states of several parts; each name becomes PART/NAME. */
export function joinStates(parts: Readonly<Record<string, TrainingState>>): TrainingState {
  const joined: Record<string, NumericArray> = {};
  for (const [part, state] of Object.entries(parts)) {
    for (const [name, values] of Object.entries(state)) joined[`${part}/${name}`] = values;
  }
  return joined;
}

/**
 * Undoes `joinStates` for parts of these names, which hold no slash.
 * @throws model-mismatch when the state has a part that is not expected; a part without arrays is empty.
 */
export function splitState(state: TrainingState, parts: readonly string[]): Record<string, TrainingState> {
  const split: Record<string, Record<string, NumericArray>> = {};
  for (const part of parts) split[part] = {};
  for (const [joined, values] of Object.entries(state)) {
    const slash = joined.indexOf('/');
    const part = split[joined.slice(0, slash)];
    if (slash < 0 || !part) throw stateMismatch(joined, `there is no part for ${joined}`);
    part[joined.slice(slash + 1)] = values;
  }
  return split;
}

/**
 * Copies a saved array into one that exists.
 * @throws model-mismatch when it is absent or of another kind or length.
 */
export function restoreInto<T extends NumericArray>(
  target: T,
  saved: NumericArray | undefined,
  name: string,
): void {
  if (saved?.constructor !== target.constructor || saved.length !== target.length) {
    const found = saved ? `${saved.constructor.name} of ${saved.length}` : 'nothing';
    throw stateMismatch(found, `${name} should be ${target.constructor.name} of ${target.length}`);
  }
  target.set(saved);
}

/** @throws model-mismatch when a saved state has names beside these. */
export function expectOnly(state: TrainingState, names: Iterable<string>): void {
  const expected = new Set(names);
  for (const name of Object.keys(state)) {
    if (!expected.has(name)) throw stateMismatch(name, `${name} is not known here`);
  }
}

export function stateMismatch(received: unknown, what: string): DaogouError {
  return new DaogouError('model-mismatch', `The saved state does not fit: ${what}`, {
    received,
    remedy: 'Resume with the same model, optimiser and options that it was saved with, or start anew.',
  });
}
