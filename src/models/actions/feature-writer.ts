/**
 * Writes the numbers that describe something, one after the other, or their names. One function that calls `put` for
 * each number thus says the width, the names and the values, and they cannot come apart.
 */
export class FeatureWriter {
  readonly names: string[] = [];
  private target: Float32Array | undefined;
  private at = 0;

  /** From now on values go to `target` from `offset` on. */
  aim(target: Float32Array, offset: number): void {
    this.target = target;
    this.at = offset;
  }

  put(name: string, value: number): void {
    if (this.target) this.target[this.at++] = value;
    else this.names.push(name);
  }

  /** As many numbers as names, all 0 but the one at `place`; none where it is -1. */
  putOneOf(names: readonly string[], place: number): void {
    if (this.target) {
      if (place >= 0) this.target[this.at + place] = 1;
      this.at += names.length;
    } else this.names.push(...names);
  }
}
