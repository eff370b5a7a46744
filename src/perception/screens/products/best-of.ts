/** Keeps the places of the largest of many numbers. */
export class BestOf {
  readonly #limit: number;
  #kept: { readonly place: number; readonly value: number }[] = [];
  #least = Number.NEGATIVE_INFINITY;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(place: number, value: number): void {
    if (value <= this.#least) return;
    this.#kept.push({ place, value });
    // Sorted once in a while: most numbers never come this far.
    if (this.#kept.length >= 4 * this.#limit) this.#shorten();
  }

  /** Largest first. */
  sorted(): readonly { readonly place: number; readonly value: number }[] {
    this.#shorten();
    return this.#kept;
  }

  #shorten(): void {
    this.#kept = this.#kept.toSorted((a, b) => b.value - a.value).slice(0, this.#limit);
    if (this.#kept.length === this.#limit) this.#least = this.#kept[this.#limit - 1].value;
  }
}
