import { restoreInto, type Stateful, type TrainingState } from '../training-state.ts';

/** One array of an optimiser beside every parameter, such as a running mean; zeros until it is changed. */
export class ParameterArrays implements Stateful {
  readonly #arrays = new Map<string, Float32Array>();

  of(name: string, length: number): Float32Array {
    let array = this.#arrays.get(name);
    if (!array) this.#arrays.set(name, (array = new Float32Array(length)));
    // A restored array is as long as the parameter was when it was saved.
    if (array.length !== length) restoreInto(new Float32Array(length), array, name);
    return array;
  }

  state(): TrainingState {
    return Object.fromEntries(this.#arrays);
  }

  restore(state: TrainingState): void {
    this.#arrays.clear();
    for (const [name, values] of Object.entries(state)) {
      restoreInto(this.of(name, values.length), values, name);
    }
  }
}
